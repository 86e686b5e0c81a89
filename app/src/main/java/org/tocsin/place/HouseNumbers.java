package org.tocsin.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** House numbers: reading them, finding one on a street, guessing where a missing one is. */
final class HouseNumbers {
    /** Known numbers further apart than this say too little about one between them. */
    private static final double INTERPOLATED_WITHIN_METERS = 400;

    /** A known number further off than this says little of where the typed one is. */
    private static final int FAR_NUMBERS = 20;

    private static final Pattern NUMBER =
            Pattern.compile("(\\d{1,5})\\s?([a-z]?)(?:\\s?[-–/]\\s?(\\d{1,5})\\s?([a-z]?))?.*");

    private HouseNumbers() {}

    /** A number as typed or on a sign: "12", "12a", or "12-16" (all between on that side). */
    record Typed(int from, int to, String letter) {
        boolean covers(Typed other) {
            return from <= other.from
                    && other.from <= to
                    && (other.from - from) % 2 == 0
                    && letter.equals(other.letter);
        }

        @Override
        public String toString() {
            return from == to ? from + letter : from + letter + "-" + to;
        }
    }

    static Optional<Typed> read(String text) {
        Matcher matcher = NUMBER.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) return Optional.empty();
        int from = Integer.parseInt(matcher.group(1));
        String second = matcher.group(3);
        int to = second == null ? from : Integer.parseInt(second);
        return Optional.of(new Typed(from, Math.max(from, to), matcher.group(2)));
    }

    /**
     * A place for a number on a street.
     *
     * @param differs empty when the map has the number
     * @param doubt how much less than a known number this is worth, 0 to 1
     */
    record Found(Point point, String number, String city, String differs, double doubt) {}

    /** The number's place, or the best guess with what is uncertain about it. */
    static Found find(StreetParts street, Typed number) {
        StreetParts.House near = null;
        for (StreetParts.House house : street.houses()) {
            Optional<Typed> known = read(house.number());
            if (known.isEmpty()) continue;
            if (known.get().covers(number)) {
                return new Found(house.point(), house.number(), house.city(), "", 0);
            }
            if (known.get().from() == number.from()) near = house;
        }
        if (near != null) {
            return new Found(
                    near.point(),
                    near.number(),
                    near.city(),
                    "%s is not in the map: this is %s".formatted(number, near.number()),
                    0.03);
        }
        return between(street, number);
    }

    private record Known(int number, Point point) {}

    private static Found between(StreetParts street, Typed number) {
        List<Known> side = side(street, number.from() % 2);
        if (side.isEmpty()) side = side(street, 1 - number.from() % 2);
        if (side.isEmpty()) {
            return new Found(
                    street.middle(),
                    number.toString(),
                    "",
                    "the map has no house numbers here: this is the middle of the street",
                    0.14);
        }
        Known below = null;
        Known above = null;
        for (Known known : side) {
            if (known.number() < number.from()) below = known;
            else if (above == null) above = known;
        }
        if (below != null && above != null) {
            double meters = below.point().metersTo(above.point());
            if (meters <= INTERPOLATED_WITHIN_METERS) {
                return interpolated(number, below, above);
            }
        }
        Known nearest = side.getFirst();
        for (Known known : side) {
            int off = Math.abs(known.number() - number.from());
            if (off < Math.abs(nearest.number() - number.from())) nearest = known;
        }
        return new Found(
                nearest.point(),
                Integer.toString(nearest.number()),
                "",
                "%s is not in the map: this is %d, the nearest number it has"
                        .formatted(number, nearest.number()),
                Math.abs(nearest.number() - number.from()) > FAR_NUMBERS ? 0.13 : 0.08);
    }

    private static Found interpolated(Typed number, Known below, Known above) {
        double share =
                (double) (number.from() - below.number()) / (above.number() - below.number());
        Point a = below.point();
        Point b = above.point();
        var point =
                new Point(
                        a.latitude() + share * (b.latitude() - a.latitude()),
                        a.longitude() + share * (b.longitude() - a.longitude()));
        return new Found(
                point,
                number.toString(),
                "",
                "%s is not in the map: its place is interpolated between %d and %d"
                        .formatted(number, below.number(), above.number()),
                0.02);
    }

    private static List<Known> side(StreetParts street, int parity) {
        var side = new ArrayList<Known>();
        for (StreetParts.House house : street.houses()) {
            Optional<Typed> known = read(house.number());
            if (known.isEmpty()) continue;
            Typed number = known.get();
            if (number.from() % 2 == parity) side.add(new Known(number.from(), house.point()));
            if (number.to() > number.from() && number.to() % 2 == parity) {
                side.add(new Known(number.to(), house.point()));
            }
        }
        side.sort(Comparator.comparingInt(Known::number));
        return side;
    }
}
