package org.tocsin.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Coordinates as people type them: pairs of angles latitude first, plus codes, MGRS, UTM, national
 * grids, {@code geo:} addresses; with the datum and the uncertainty that the sender names.
 */
final class TypedCoordinates {
    /** Coordinates are shown with their uncertainty from here on; less says nothing to a crew. */
    private static final double WORTH_SAYING_METERS = 10;

    private static final double METERS_PER_DEGREE = 111_195;

    /** Cells of a service area that a short plus code is looked for in. */
    private static final int MOST_LOOKED_AT = 10_000;

    private static final String DATUM = "wgs[\\s_-]?84|gcj[\\s_-]?0?2|bd[\\s_-]?0?9(?:ll)?";

    private static final Pattern DATUM_FIRST =
            Pattern.compile(
                    "\\s*\\(?(" + DATUM + ")\\)?\\s*[:=,]?\\s+(.+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern DATUM_LAST =
            Pattern.compile(
                    "(.+?)[\\s,;]+\\(?\\s*(" + DATUM + ")\\s*\\)?\\s*", Pattern.CASE_INSENSITIVE);

    private static final Pattern UNCERTAIN =
            Pattern.compile(
                    "(.+?)[\\s,;]*(?:±|\\+/-|\\+-|\\bu=)\\s*(\\d{1,6}(?:\\.\\d{1,3})?)\\s*(m|km)?\\s*",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern GEO =
            Pattern.compile(
                    "geo:([+-]?\\d{1,3}(?:\\.\\d{1,12})?),([+-]?\\d{1,3}(?:\\.\\d{1,12})?)"
                            + "(?:,[+-]?\\d{1,6}(?:\\.\\d{1,12})?)?((?:;[\\w.=%-]{1,40}){0,8})",
                    Pattern.CASE_INSENSITIVE);

    /**
     * What typed coordinates mean.
     *
     * @param words the coordinates as they are shown
     * @param uncertaintyMeters how far off the place may be by what was typed; empty when that says
     *     nothing to a crew
     * @param given as typed, when the datum was named
     * @param doubt what was read into them; empty when nothing was
     */
    record Reading(
            Point point,
            String words,
            Optional<Double> uncertaintyMeters,
            Optional<Given> given,
            String doubt) {
        Reading(Point point, String words, double uncertaintyMeters, String doubt) {
            this(point, words, worthSaying(uncertaintyMeters), Optional.empty(), doubt);
        }

        private static Optional<Double> worthSaying(double meters) {
            return meters >= WORTH_SAYING_METERS ? Optional.of(meters) : Optional.empty();
        }
    }

    /** What stands around the coordinates. */
    private record Spoken(String text, Optional<Datum> datum, Optional<Double> meters) {}

    private final Area serviceArea;
    private final Optional<Point> near;
    private final Function<String, Optional<Point>> towns;

    /**
     * @param near completes short plus codes
     * @param towns where a town of that name is, to complete short plus codes
     */
    TypedCoordinates(
            Area serviceArea, Optional<Point> near, Function<String, Optional<Point>> towns) {
        this.serviceArea = serviceArea;
        this.near = near;
        this.towns = towns;
    }

    /**
     * The readings of a text, if it is coordinates; one, unless a grid that nobody named could be
     * several.
     *
     * @throws BadCoordinates if the latitude is beyond a pole, the longitude beyond ±180, the pair
     *     outside the service area and its swap inside, or if it can be read in two ways
     */
    List<Reading> read(String text) {
        Spoken spoken = spoken(text.strip());
        Optional<List<Angles.Angle>> angles = Angles.read(spoken.text());
        if (angles.isPresent()) return List.of(pair(spoken, angles.get()));
        List<Reading> readings = notAngles(spoken.text());
        if (!readings.isEmpty() && spoken.datum().filter(d -> d != Datum.WGS_84).isPresent()) {
            throw new BadCoordinates(
                    "“%s” names %s, expected latitude and longitude with it."
                            .formatted(text.strip(), spoken.datum().get().words()));
        }
        return readings.stream().map(reading -> withUncertainty(reading, spoken.meters())).toList();
    }

    private List<Reading> notAngles(String text) {
        Optional<PlusCodes.Typed> code = PlusCodes.read(text);
        if (code.isPresent()) return List.of(plusCode(code.get()));
        return new TypedGrids(serviceArea).read(text);
    }

    private static Reading withUncertainty(Reading reading, Optional<Double> meters) {
        return meters.isEmpty()
                ? reading
                : new Reading(
                        reading.point(), reading.words(), meters, reading.given(), reading.doubt());
    }

    private static Spoken spoken(String text) {
        Matcher geo = GEO.matcher(text);
        if (geo.matches()) return geo(text, geo);
        String rest = text;
        Optional<Double> meters = Optional.empty();
        Matcher uncertain = UNCERTAIN.matcher(rest);
        if (uncertain.matches()) {
            double number = Double.parseDouble(uncertain.group(2));
            boolean kilometers = "km".equalsIgnoreCase(uncertain.group(3));
            meters = Optional.of(kilometers ? number * 1_000 : number).filter(each -> each > 0);
            rest = uncertain.group(1);
        }
        Matcher first = DATUM_FIRST.matcher(rest);
        if (first.matches()) {
            return new Spoken(first.group(2), Datum.named(first.group(1)), meters);
        }
        Matcher last = DATUM_LAST.matcher(rest);
        if (last.matches()) return new Spoken(last.group(1), Datum.named(last.group(2)), meters);
        return new Spoken(rest, Optional.empty(), meters);
    }

    /** RFC 5870. */
    private static Spoken geo(String text, Matcher geo) {
        Optional<Double> meters = Optional.empty();
        for (String parameter : geo.group(3).split(";")) {
            String[] sides = parameter.split("=", 2);
            String value = sides.length < 2 ? "" : sides[1];
            if (sides[0].equalsIgnoreCase("crs") && !value.equalsIgnoreCase("wgs84")) {
                throw new BadCoordinates(
                        "“%s” names the datum %s, expected wgs84.".formatted(text, value));
            }
            if (sides[0].equalsIgnoreCase("u") && value.matches("\\d{1,6}(\\.\\d{1,3})?")) {
                meters = Optional.of(Double.parseDouble(value)).filter(each -> each > 0);
            }
        }
        // A whole number is a coordinate here: the fraction only tells the pair from an address.
        String pair = "%s%s %s".formatted(geo.group(1), "°", geo.group(2) + "°");
        return new Spoken(pair, Optional.of(Datum.WGS_84), meters);
    }

    private Reading pair(Spoken spoken, List<Angles.Angle> angles) {
        String text = spoken.text();
        Angles.Angle first = angles.getFirst();
        Angles.Angle second = angles.getLast();
        boolean crossed = isEastOrWest(first) || isNorthOrSouth(second);
        if (isNorthOrSouth(first) && isNorthOrSouth(second)) {
            throw new BadCoordinates(
                    "“%s” has two latitudes, expected one with N or S and one with E or W."
                            .formatted(text));
        }
        if (isEastOrWest(first) && isEastOrWest(second)) {
            throw new BadCoordinates(
                    "“%s” has two longitudes, expected one with N or S and one with E or W."
                            .formatted(text));
        }
        Angles.Angle latitude = crossed ? second : first;
        Angles.Angle longitude = crossed ? first : second;
        double step = Math.max(latitude.stepDegrees(), longitude.stepDegrees());
        Optional<Double> meters =
                spoken.meters()
                        .or(() -> Reading.worthSaying(step * METERS_PER_DEGREE / Math.sqrt(2)));
        double degreesNorth =
                latitude.side().equals("S") ? -latitude.degrees() : latitude.degrees();
        if (longitude.side().equals("O")) {
            return westOrEast(spoken, degreesNorth, longitude.degrees(), meters);
        }
        double degreesEast =
                longitude.side().equals("W") ? -longitude.degrees() : longitude.degrees();
        boolean sided = !latitude.side().isEmpty() || !longitude.side().isEmpty();
        Point point = checked(spoken, degreesNorth, degreesEast, sided);
        return reading(spoken, degreesNorth, degreesEast, point, meters, "");
    }

    private static boolean isNorthOrSouth(Angles.Angle angle) {
        return angle.side().equals("N") || angle.side().equals("S");
    }

    private static boolean isEastOrWest(Angles.Angle angle) {
        return !angle.side().isEmpty() && !isNorthOrSouth(angle);
    }

    private static Reading reading(
            Spoken spoken,
            double latitude,
            double longitude,
            Point point,
            Optional<Double> meters,
            String doubt) {
        String words = String.format(Locale.ROOT, "%.5f, %.5f", latitude, longitude);
        Optional<Given> given = spoken.datum().map(datum -> new Given(datum, latitude, longitude));
        boolean other = spoken.datum().filter(datum -> datum != Datum.WGS_84).isPresent();
        String shown = other ? "%s (%s)".formatted(words, spoken.datum().get().words()) : words;
        return new Reading(point, shown, meters, given, doubt);
    }

    /** O is west in French, Italian, Portuguese and Spanish, and east in Dutch and German. */
    private Reading westOrEast(
            Spoken spoken, double latitude, double longitude, Optional<Double> meters) {
        Point west = checked(spoken, latitude, -longitude, true);
        Point east = checked(spoken, latitude, longitude, true);
        boolean inWest = serviceArea.contains(west);
        if (inWest == serviceArea.contains(east)) {
            throw new BadCoordinates(
                    "“%s” may be west, %s, or east, %s: type W or E."
                            .formatted(spoken.text(), west, east));
        }
        double degreesEast = inWest ? -longitude : longitude;
        String doubt = "“O” read as %s".formatted(inWest ? "west" : "east");
        return reading(spoken, latitude, degreesEast, inWest ? west : east, meters, doubt);
    }

    /** The point on WGS 84. */
    private Point checked(Spoken spoken, double latitude, double longitude, boolean sided) {
        String text = spoken.text();
        if (Math.abs(longitude) > 180) {
            throw new BadCoordinates(
                    "“%s” has the longitude %s, expected -180 to 180.".formatted(text, longitude));
        }
        Datum datum = spoken.datum().orElse(Datum.WGS_84);
        Optional<Point> swapped =
                Math.abs(longitude) <= 90 && Math.abs(latitude) <= 180 && !sided
                        ? Optional.of(datum.toWgs84(longitude, latitude))
                                .filter(serviceArea::contains)
                        : Optional.empty();
        if (Math.abs(latitude) > 90) {
            throw new BadCoordinates(
                    "“%s” has the latitude %s, expected -90 to 90.%s"
                            .formatted(text, latitude, hint(swapped)));
        }
        Point point = datum.toWgs84(latitude, longitude);
        if (!serviceArea.contains(point) && swapped.isPresent()) {
            throw new BadCoordinates(
                    "“%s” read as %s lies outside the service area.%s"
                            .formatted(text, point, hint(swapped)));
        }
        return point;
    }

    private static String hint(Optional<Point> swapped) {
        return swapped.map(
                        point ->
                                " Swapped, %s, it lies inside: type latitude first if that is meant."
                                        .formatted(point))
                .orElse(" Type latitude first, then longitude.");
    }

    private Reading plusCode(PlusCodes.Typed typed) {
        if (typed.isFull()) return cell(typed.code(), "");
        Optional<Point> town =
                typed.town().isEmpty() ? Optional.empty() : towns.apply(typed.town());
        if (town.isPresent()) {
            return cell(typed.near(town.get()), "completed with “%s”".formatted(typed.town()));
        }
        if (!typed.town().isEmpty()) {
            throw new BadCoordinates(
                    "“%s %s” is a short plus code, and “%s” is no town of the map: type the whole"
                                    .formatted(typed.code(), typed.town(), typed.town())
                            + " code, or another town.");
        }
        if (near.isPresent()) return cell(typed.near(near.get()), "completed near the call");
        List<String> inside = inside(typed);
        if (inside.size() == 1) return cell(inside.getFirst(), "completed with the service area");
        throw new BadCoordinates(
                "“%s” is a short plus code that may be several places: type the whole code, or a town behind it."
                        .formatted(typed.code()));
    }

    /** The full codes that a short one may be in the service area: none, one, or the first two. */
    private List<String> inside(PlusCodes.Typed typed) {
        double step = typed.everyDegrees();
        double south = 90;
        double west = 180;
        double north = -90;
        double east = -180;
        for (Point corner : serviceArea.corners()) {
            south = Math.min(south, corner.latitude());
            north = Math.max(north, corner.latitude());
            west = Math.min(west, corner.longitude());
            east = Math.max(east, corner.longitude());
        }
        var inside = new ArrayList<String>();
        int looked = 0;
        for (double latitude = south; latitude < north + step; latitude += step) {
            for (double longitude = west; longitude < east + step; longitude += step) {
                var near = new Point(Math.min(latitude, north), Math.min(longitude, east));
                String full = typed.near(near);
                boolean in = serviceArea.contains(PlusCodes.cell(full).middle());
                if (in && !inside.contains(full)) inside.add(full);
                if (inside.size() > 1 || ++looked >= MOST_LOOKED_AT) return inside;
            }
        }
        return inside;
    }

    private static Reading cell(String code, String doubt) {
        PlusCodes.Cell cell = PlusCodes.cell(code);
        return new Reading(cell.middle(), code, cell.reachMeters(), doubt);
    }
}
