package org.tocsin.place;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The eight sides of the world, as words and as a way to go. */
public enum Compass {
    NORTH(0, "north", "n norte nord norr pohjoiseen noord noorden norden"),
    NORTHEAST(45, "northeast", "ne nordeste noreste nord-est nordost koilliseen noordoost"),
    EAST(90, "east", "e este leste est öster osten ost itään oost oosten"),
    SOUTHEAST(135, "southeast", "se sudeste sureste sud-est sydost südost kaakkoon zuidoost"),
    SOUTH(180, "south", "s sul sur sud söder süden süd etelään zuid zuiden"),
    SOUTHWEST(
            225, "southwest", "sw sudoeste suroeste sud-ouest sydväst südwest lounaaseen zuidwest"),
    WEST(270, "west", "w oeste ouest ovest väster westen länteen"),
    NORTHWEST(315, "northwest", "nw noroeste nord-ouest nordväst nordwest luoteeseen noordwest");

    private static final double METERS_PER_DEGREE = Math.toRadians(Point.EARTH_RADIUS_METERS);

    private final int degrees;
    private final String words;
    private final String names;

    /**
     * @param degrees clockwise from north
     * @param names in other languages, between blanks
     */
    Compass(int degrees, String words, String names) {
        this.degrees = degrees;
        this.words = words;
        this.names = " %s ".formatted(names);
    }

    /** Such as "northeast". */
    public String words() {
        return words;
    }

    /** The side to which a heading leads best, in degrees clockwise from north. */
    public static Compass along(double headingDegrees) {
        return values()[Math.floorMod(Math.round(headingDegrees / 45), 8)];
    }

    /** The side of that name, in one of the languages known here. */
    static Optional<Compass> named(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[.\\s]", "");
        for (Compass side : values()) {
            if (side.words.equals(plain) || side.names.contains(" %s ".formatted(plain)))
                return Optional.of(side);
        }
        return Optional.ofNullable(WITH_WARDS.get(plain));
    }

    private static final Map<String, Compass> WITH_WARDS =
            Map.of(
                    "northwards", NORTH,
                    "southwards", SOUTH,
                    "eastwards", EAST,
                    "westwards", WEST,
                    "north-east", NORTHEAST,
                    "north-west", NORTHWEST,
                    "south-east", SOUTHEAST,
                    "south-west", SOUTHWEST);

    /** On which side of a point another lies. */
    static Compass from(Point from, Point to) {
        double shrink = Math.cos(Math.toRadians(from.latitude()));
        double angle =
                Math.atan2(
                        shrink * (to.longitude() - from.longitude()),
                        to.latitude() - from.latitude());
        return along(Math.toDegrees(angle));
    }

    /** The point so far from another; the Earth taken as round, for some kilometres. */
    public Point go(Point from, double meters) {
        double angle = Math.toRadians(degrees);
        double latitude = from.latitude() + meters * Math.cos(angle) / METERS_PER_DEGREE;
        double shrink = Math.max(0.01, Math.cos(Math.toRadians(from.latitude())));
        double longitude =
                from.longitude() + meters * Math.sin(angle) / (METERS_PER_DEGREE * shrink);
        return new Point(Math.clamp(latitude, -90, 90), Math.clamp(longitude, -180, 180));
    }
}
