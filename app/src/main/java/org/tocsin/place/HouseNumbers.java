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

    /** Entrances and flats of one number that are compared. */
    private static final int MAX_ENTRANCES = 60;

    /** Entrances of one number further apart than this are told apart. */
    private static final double ONE_HOUSE_METERS = 60;

    private static final Pattern NUMBER =
            Pattern.compile("(\\d{1,5})\\s?(\\p{L}?)(?:\\s?[-–/]\\s?(\\d{1,5})\\s?(\\p{L}?))?.*");

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
     * @param uncertaintyMeters how far off the number may really be; 0 when the map has it
     */
    record Found(
            Point point,
            String number,
            String city,
            String differs,
            double doubt,
            double uncertaintyMeters) {}

    /** A house with its number read. */
    record Numbered(Typed number, StreetParts.House house) {}

    /** The houses that have a number, by number. */
    static List<Numbered> numbered(List<StreetParts.House> houses) {
        var numbered = new ArrayList<Numbered>();
        for (StreetParts.House house : houses) {
            read(house.number()).ifPresent(number -> numbered.add(new Numbered(number, house)));
        }
        numbered.sort(Comparator.comparingInt(each -> each.number().from()));
        return List.copyOf(numbered);
    }

    /** The number's place, or the best guess with what is uncertain about it. */
    static Found find(StreetParts street, Typed number) {
        var same = new ArrayList<StreetParts.House>();
        var covering = new ArrayList<StreetParts.House>();
        StreetParts.House near = null;
        for (Numbered known : street.numbered()) {
            if (known.number().equals(number)) same.add(known.house());
            else if (known.number().covers(number)) covering.add(known.house());
            else if (known.number().from() == number.from()) near = known.house();
        }
        if (!same.isEmpty()) return known(same);
        if (!covering.isEmpty()) return known(covering);
        Optional<Found> laid = interpolated(street, number);
        if (laid.isPresent()) return laid.get();
        if (near != null) {
            return new Found(
                    near.point(),
                    near.number(),
                    near.city(),
                    "%s is not in the map: this is %s".formatted(number, near.number()),
                    0.03,
                    30);
        }
        return between(street, number);
    }

    /** A number on a line that the map draws between two that it has. */
    private static Optional<Found> interpolated(StreetParts street, Typed number) {
        for (StreetParts.House house : street.interpolated()) {
            if (house.between().isEmpty() || !read(house.number()).equals(Optional.of(number))) {
                continue;
            }
            StreetParts.Between between = house.between().get();
            return Optional.of(
                    new Found(
                            house.point(),
                            house.number(),
                            house.city(),
                            interpolatedBetween(number, between.low(), between.high()),
                            0.02,
                            between.uncertaintyMeters()));
        }
        return Optional.empty();
    }

    private static String interpolatedBetween(Typed number, Object low, Object high) {
        return "%s is not in the map: its place is interpolated between %s and %s"
                .formatted(number, low, high);
    }

    /** Of several entrances, shops and flats of one number, the one amid the others. */
    private static Found known(List<StreetParts.House> all) {
        List<StreetParts.House> houses = all.subList(0, Math.min(MAX_ENTRANCES, all.size()));
        StreetParts.House middle = houses.getFirst();
        double least = Double.POSITIVE_INFINITY;
        double farthest = 0;
        for (StreetParts.House house : houses) {
            double sum = 0;
            double apart = 0;
            for (StreetParts.House other : houses) {
                double meters = StreetParts.flatMeters(house.point(), other.point());
                sum += meters;
                apart = Math.max(apart, meters);
            }
            if (sum >= least) continue;
            least = sum;
            farthest = apart;
            middle = house;
        }
        boolean oneSpot = farthest <= ONE_HOUSE_METERS;
        return new Found(
                middle.point(),
                middle.number(),
                middle.city(),
                oneSpot
                        ? ""
                        : "the map has this number at places up to %.0f m from here"
                                .formatted(farthest),
                0,
                oneSpot ? 0 : farthest);
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
                    0.14,
                    street.reachMeters());
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
                Math.abs(nearest.number() - number.from()) > FAR_NUMBERS ? 0.13 : 0.08,
                Math.min(street.reachMeters(), 2_000));
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
                interpolatedBetween(number, below.number(), above.number()),
                0.02,
                Math.max(10, a.metersTo(b) / 2));
    }

    private static List<Known> side(StreetParts street, int parity) {
        var side = new ArrayList<Known>();
        for (Numbered known : street.numbered()) {
            Typed number = known.number();
            Point point = known.house().point();
            if (number.from() % 2 == parity) side.add(new Known(number.from(), point));
            if (number.to() > number.from() && number.to() % 2 == parity) {
                side.add(new Known(number.to(), point));
            }
        }
        side.sort(Comparator.comparingInt(Known::number));
        return side;
    }
}
