package org.tocsin.place;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decimal coordinates as people type them, latitude first: "41.15,-8.61", "41.15 -8.61". */
final class TypedCoordinates {
    private static final Pattern PAIR =
            Pattern.compile(
                    "\\s*([+\\-−]?\\d{1,3}(?:\\.\\d{1,12})?)\\s*°?\\s*([NSns]?)\\s*[,;\\s]\\s*"
                            + "([+\\-−]?\\d{1,3}(?:\\.\\d{1,12})?)\\s*°?\\s*([EWew]?)\\s*");

    private TypedCoordinates() {}

    /**
     * The point typed, if the text is a pair of numbers with a fraction.
     *
     * @throws BadCoordinates if the latitude is beyond a pole, the longitude beyond ±180, or the
     *     pair is outside the service area and its swap inside
     */
    static Optional<Point> read(String text, Area serviceArea) {
        Matcher matcher = PAIR.matcher(text);
        // Two whole numbers ("12 14") are not coordinates.
        if (!matcher.matches() || text.indexOf('.') < 0) return Optional.empty();
        double latitude = number(matcher.group(1), matcher.group(2), "S");
        double longitude = number(matcher.group(3), matcher.group(4), "W");
        boolean unswappable = !matcher.group(2).isEmpty() || !matcher.group(4).isEmpty();
        if (Math.abs(longitude) > 180) {
            throw new BadCoordinates(
                    "“%s” has the longitude %s, expected -180 to 180."
                            .formatted(text.strip(), longitude));
        }
        Optional<Point> swapped =
                Math.abs(longitude) <= 90 && Math.abs(latitude) <= 180 && !unswappable
                        ? Optional.of(new Point(longitude, latitude)).filter(serviceArea::contains)
                        : Optional.empty();
        if (Math.abs(latitude) > 90) {
            throw new BadCoordinates(
                    "“%s” has the latitude %s, expected -90 to 90.%s"
                            .formatted(text.strip(), latitude, hint(swapped)));
        }
        var point = new Point(latitude, longitude);
        if (!serviceArea.contains(point) && swapped.isPresent()) {
            throw new BadCoordinates(
                    "“%s” read as %s lies outside the service area.%s"
                            .formatted(text.strip(), point, hint(swapped)));
        }
        return Optional.of(point);
    }

    private static String hint(Optional<Point> swapped) {
        return swapped.map(
                        point ->
                                " Swapped, %s, it lies inside: type latitude first if that is meant."
                                        .formatted(point))
                .orElse(" Type latitude first, then longitude.");
    }

    private static double number(String digits, String side, String negative) {
        double number = Double.parseDouble(digits.replace('−', '-'));
        return side.toUpperCase(Locale.ROOT).equals(negative) ? -number : number;
    }
}
