package org.tocsin.place;

import mil.nga.grid.Hemisphere;
import mil.nga.mgrs.MGRS;
import mil.nga.mgrs.utm.UTM;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Grid references as people type them: MGRS, UTM, and national grids, named or not. */
final class TypedGrids {
    private static final Pattern MGRS_TYPED =
            Pattern.compile(
                    "(?:MGRS:?\\s*)?(\\d{1,2})\\s*([C-HJ-NP-X])\\s*([A-HJ-NP-Z][A-HJ-NP-V])\\s*"
                            + "(\\d{1,5})\\s+(\\d{1,5})"
                            + "|(?:MGRS:?\\s*)?(\\d{1,2})\\s*([C-HJ-NP-X])\\s*"
                            + "([A-HJ-NP-Z][A-HJ-NP-V])\\s*(\\d{2,10})",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern UTM_TYPED =
            Pattern.compile(
                    "(?:UTM:?\\s*)?(?:zone\\s*)?(\\d{1,2})\\s*([C-HJ-NP-X])[\\s,]+(?:E\\s*)?"
                            + "(\\d{6}(?:\\.\\d{1,3})?)\\s*(?:m?\\s*E)?[\\s,]+(?:N\\s*)?"
                            + "(\\d{1,8}(?:\\.\\d{1,3})?)\\s*(?:m?\\s*N)?",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern NUMBERS =
            Pattern.compile(
                    "([EN]?)\\s*[:=]?\\s*(-?\\d{1,8}(?:\\.\\d{1,3})?)\\s*m?\\s*([EN]?)[\\s,;/]+"
                            + "([EN]?)\\s*[:=]?\\s*(-?\\d{1,8}(?:\\.\\d{1,3})?)\\s*m?\\s*([EN]?)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern BRITISH =
            Pattern.compile("([HJNOST][A-HJ-Z])\\s*((?:\\d\\s*){4,10})", Pattern.CASE_INSENSITIVE);

    private static final Pattern IRISH =
            Pattern.compile("([A-HJ-Z])\\s*((?:\\d\\s*){4,10})", Pattern.CASE_INSENSITIVE);

    /** Words in the name of a grid: "ETRS TM35FIN". */
    private static final int NAME_TOKENS = 3;

    private static final String LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ";

    /** Fewer digits than this, without the grid's name, are a house or a telephone number. */
    private static final int LEAST_UNNAMED = 10_000;

    private final Area serviceArea;

    TypedGrids(Area serviceArea) {
        this.serviceArea = serviceArea;
    }

    /** The readings of a text, if it is a grid reference. */
    List<TypedCoordinates.Reading> read(String text) {
        Optional<TypedCoordinates.Reading> one = mgrs(text).or(() -> utm(text));
        if (one.isPresent()) return List.of(one.get());
        for (Grid grid : Grid.values()) {
            int length = grid.words().length();
            boolean named = text.regionMatches(true, 0, grid.words() + " ", 0, length + 1);
            if (named) return named(grid, text.substring(length).strip(), text);
        }
        String[] tokens = text.split("[\\s,]+", NAME_TOKENS + 1);
        for (int count = Math.min(NAME_TOKENS, tokens.length - 1); count > 0; count--) {
            String name = String.join("", Arrays.copyOf(tokens, count)).replaceAll(":$", "");
            Optional<Grid> grid = Grid.named(name);
            if (grid.isEmpty()) continue;
            String[] rest = Arrays.copyOfRange(tokens, count, tokens.length);
            return named(grid.get(), String.join(" ", rest), text);
        }
        Optional<TypedCoordinates.Reading> lettered =
                lettered(Grid.OSGB, BRITISH, text)
                        .or(() -> lettered(Grid.IRISH, IRISH, text))
                        // Without its name it may be half a postcode: only if it is ours.
                        .filter(reading -> serviceArea.contains(reading.point()));
        if (lettered.isPresent()) return List.of(lettered.get());
        return unnamed(text);
    }

    private static Optional<TypedCoordinates.Reading> mgrs(String text) {
        Matcher typed = MGRS_TYPED.matcher(text);
        if (!typed.matches()) return Optional.empty();
        boolean apart = typed.group(1) != null;
        String zone = apart ? typed.group(1) : typed.group(6);
        String band = apart ? typed.group(2) : typed.group(7);
        String square = (apart ? typed.group(3) : typed.group(8)).toUpperCase(Locale.ROOT);
        String digits = apart ? typed.group(4) + typed.group(5) : typed.group(9);
        int half = digits.length() / 2;
        boolean uneven =
                apart
                        ? typed.group(4).length() != typed.group(5).length()
                        : digits.length() % 2 > 0;
        if (uneven) {
            throw new BadCoordinates(
                    "“%s” has %d digits behind %s, expected as many for east as for north."
                            .formatted(text, digits.length(), square));
        }
        String east = digits.substring(0, half);
        String north = digits.substring(half);
        String head = zone + band.toUpperCase(Locale.ROOT) + square;
        // One digit more is the middle of the square, not its corner.
        String middle = half < 5 ? "5" : "";
        try {
            mil.nga.grid.features.Point at =
                    MGRS.parse(head + east + middle + north + middle).toPoint();
            double meters = Math.pow(10, 5 - half) / Math.sqrt(2);
            String words =
                    "%s%s %s %s %s"
                            .formatted(zone, band, square, east, north)
                            .toUpperCase(Locale.ROOT);
            double longitude = Math.IEEEremainder(at.getLongitude(), 360);
            return Optional.of(
                    new TypedCoordinates.Reading(
                            new Point(at.getLatitude(), longitude), words, meters, ""));
        } catch (ParseException | IllegalArgumentException _) {
            throw new BadCoordinates(
                    "“%s” is no MGRS reference: there is no square %s in zone %s%s."
                            .formatted(text, square, zone, band.toUpperCase(Locale.ROOT)));
        }
    }

    private Optional<TypedCoordinates.Reading> utm(String text) {
        Matcher typed = UTM_TYPED.matcher(text);
        if (!typed.matches()) return Optional.empty();
        int zone = Integer.parseInt(typed.group(1));
        char letter = Character.toUpperCase(typed.group(2).charAt(0));
        double easting = Double.parseDouble(typed.group(3));
        double northing = Double.parseDouble(typed.group(4));
        if (zone < 1 || zone > 60 || northing > 10_000_000) {
            throw new BadCoordinates(
                    "“%s” is no UTM reference, expected a zone of 1 to 60 and metres north up to 10000000."
                            .formatted(text));
        }
        // N and north agree; S is the southern half to some, and a band of the north to others.
        if (letter != 'S') {
            Hemisphere half = letter < 'N' ? Hemisphere.SOUTH : Hemisphere.NORTH;
            return Optional.of(utm(utm(zone, half, easting, northing, text), typed, ""));
        }
        Point north = utm(zone, Hemisphere.NORTH, easting, northing, text);
        Point south = utm(zone, Hemisphere.SOUTH, easting, northing, text);
        boolean bandFits = north.latitude() >= 32 && north.latitude() <= 40;
        boolean inNorth = bandFits && serviceArea.contains(north);
        if (!bandFits) return Optional.of(utm(south, typed, ""));
        if (inNorth == serviceArea.contains(south)) {
            throw new BadCoordinates(
                    "“%s” may be in band S, %s, or in the southern half, %s: type the latitude and"
                                    .formatted(text, north, south)
                            + " longitude, or MGRS.");
        }
        String doubt = inNorth ? "“S” read as the band" : "“S” read as the southern half";
        return Optional.of(utm(inNorth ? north : south, typed, doubt));
    }

    private static Point utm(
            int zone, Hemisphere half, double easting, double northing, String text) {
        mil.nga.grid.features.Point at = UTM.create(zone, half, easting, northing).toPoint();
        if (!(Math.abs(at.getLatitude()) <= 90)) {
            throw new BadCoordinates("“%s” lies nowhere in UTM.".formatted(text));
        }
        // A zone's outer metres lie beyond the 180th meridian.
        double longitude = Math.IEEEremainder(at.getLongitude(), 360);
        return new Point(at.getLatitude(), longitude);
    }

    private static TypedCoordinates.Reading utm(Point point, Matcher typed, String doubt) {
        String words =
                "%s%s %s %s"
                        .formatted(typed.group(1), typed.group(2), typed.group(3), typed.group(4))
                        .toUpperCase(Locale.ROOT);
        return new TypedCoordinates.Reading(point, words, 1, doubt);
    }

    private List<TypedCoordinates.Reading> named(Grid grid, String rest, String text) {
        Optional<TypedCoordinates.Reading> lettered =
                switch (grid) {
                    case OSGB -> lettered(grid, BRITISH, rest);
                    case IRISH -> lettered(grid, IRISH, rest);
                    case ITM, LV95, LV03, TM35FIN, PT_TM06, RD, LAMBERT_93, SWEREF_99, NZTM ->
                            Optional.empty();
                };
        if (lettered.isPresent()) return List.of(lettered.get());
        Matcher numbers = NUMBERS.matcher(rest);
        if (!numbers.matches()) return List.of();
        List<TypedCoordinates.Reading> readings = both(grid, numbers, "");
        if (readings.isEmpty()) {
            throw new BadCoordinates(
                    "“%s” lies outside %s in either order, expected metres east and north on it."
                            .formatted(text, grid.words()));
        }
        return inside(readings);
    }

    /** Numbers that nobody named: every grid of the service area, and that is said. */
    private List<TypedCoordinates.Reading> unnamed(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        if (!numbers.matches()) return List.of();
        boolean small =
                Math.abs(Double.parseDouble(numbers.group(2))) < LEAST_UNNAMED
                        || Math.abs(Double.parseDouble(numbers.group(5))) < LEAST_UNNAMED;
        if (small) return List.of();
        var readings = new ArrayList<TypedCoordinates.Reading>();
        for (Grid grid : Grid.values()) {
            for (TypedCoordinates.Reading reading :
                    both(grid, numbers, "no grid was named: read as " + grid.words())) {
                if (serviceArea.contains(reading.point())) readings.add(reading);
            }
        }
        return List.copyOf(readings);
    }

    /** If one of two orders lies in the service area, that; else both. */
    private List<TypedCoordinates.Reading> inside(List<TypedCoordinates.Reading> readings) {
        List<TypedCoordinates.Reading> inside =
                readings.stream().filter(each -> serviceArea.contains(each.point())).toList();
        return inside.isEmpty() ? readings : inside;
    }

    private static List<TypedCoordinates.Reading> both(Grid grid, Matcher numbers, String doubt) {
        double first = Double.parseDouble(numbers.group(2));
        double second = Double.parseDouble(numbers.group(5));
        String axes =
                (numbers.group(1) + numbers.group(3) + "-" + numbers.group(4) + numbers.group(6))
                        .toUpperCase(Locale.ROOT);
        var readings = new ArrayList<TypedCoordinates.Reading>();
        boolean northFirst = axes.startsWith("N") || axes.endsWith("-E");
        boolean eastFirst = axes.startsWith("E") || axes.endsWith("-N");
        if (!northFirst) add(grid, first, second, doubt, readings);
        if (!eastFirst) add(grid, second, first, doubt, readings);
        return readings;
    }

    private static void add(
            Grid grid,
            double easting,
            double northing,
            String doubt,
            List<TypedCoordinates.Reading> readings) {
        grid.point(easting, northing)
                .ifPresent(
                        point ->
                                readings.add(
                                        new TypedCoordinates.Reading(
                                                point,
                                                words(grid, easting, northing),
                                                grid.accuracyMeters(),
                                                doubt)));
    }

    private static String words(Grid grid, double easting, double northing) {
        return String.format(Locale.ROOT, "%s E %.0f N %.0f", grid.words(), easting, northing);
    }

    private static Optional<TypedCoordinates.Reading> lettered(
            Grid grid, Pattern pattern, String text) {
        Matcher typed = pattern.matcher(text.strip());
        if (!typed.matches()) return Optional.empty();
        String letters = typed.group(1).toUpperCase(Locale.ROOT);
        String digits = typed.group(2).replaceAll("\\s", "");
        if (digits.length() % 2 != 0) return Optional.empty();
        int half = digits.length() / 2;
        double cell = Math.pow(10, 5 - half);
        double middle = half < 5 ? cell / 2 : 0;
        double easting =
                eastOf(letters) * 100_000
                        + Integer.parseInt(digits.substring(0, half)) * cell
                        + middle;
        double northing =
                northOf(letters) * 100_000
                        + Integer.parseInt(digits.substring(half)) * cell
                        + middle;
        double meters = Math.max(grid.accuracyMeters(), cell / Math.sqrt(2));
        String words =
                "%s %s %s".formatted(letters, digits.substring(0, half), digits.substring(half));
        return grid.point(easting, northing)
                .map(point -> new TypedCoordinates.Reading(point, words, meters, ""));
    }

    /** Squares of 100 km east of the origin; the first of two letters counts 500 km. */
    private static int eastOf(String letters) {
        int last = LETTERS.indexOf(letters.charAt(letters.length() - 1)) % 5;
        if (letters.length() == 1) return last;
        return (LETTERS.indexOf(letters.charAt(0)) % 5 - 2) * 5 + last;
    }

    private static int northOf(String letters) {
        int last = 4 - LETTERS.indexOf(letters.charAt(letters.length() - 1)) / 5;
        if (letters.length() == 1) return last;
        return (3 - LETTERS.indexOf(letters.charAt(0)) / 5) * 5 + last;
    }

    /** The letters and digits of a place on one of the lettered grids, to the metre. */
    static String lettered(Grid grid, Grid.Reference at) {
        int east = (int) Math.floor(at.easting() / 100_000);
        int north = (int) Math.floor(at.northing() / 100_000);
        String square = "" + LETTERS.charAt((4 - north % 5) * 5 + east % 5);
        if (grid == Grid.OSGB) {
            square = LETTERS.charAt((3 - north / 5) * 5 + east / 5 + 2) + square;
        }
        return String.format(
                Locale.ROOT,
                "%s %05d %05d",
                square,
                (int) Math.floor(at.easting() % 100_000),
                (int) Math.floor(at.northing() % 100_000));
    }
}
