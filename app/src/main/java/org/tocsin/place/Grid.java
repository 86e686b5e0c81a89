package org.tocsin.place;

import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.CoordinateTransform;
import org.locationtech.proj4j.CoordinateTransformFactory;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * National grids, by their projections. Where a country's own way from its old datum is a file of
 * shifts, the usual seven parameters stand in for it, and {@link #accuracyMeters} says how well.
 *
 * @see <a href="https://epsg.org">the EPSG registry: 27700, 29903, 2157, 2056, 21781, 3067, 3763,
 *     28992, 2154, 3006, 2193</a>
 */
enum Grid {
    OSGB(
            "British National Grid",
            "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy"
                    + " +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m",
            5,
            new Box(49.7, -9.1, 61.1, 2.1),
            "OSGB",
            "OSGB36",
            "BNG",
            "EPSG:27700"),
    IRISH(
            "Irish Grid",
            "+proj=tmerc +lat_0=53.5 +lon_0=-8 +k=1.000035 +x_0=200000 +y_0=250000 +ellps=mod_airy"
                    + " +towgs84=482.5,-130.6,564.6,-1.042,-0.214,-0.631,8.15 +units=m",
            2,
            new Box(51.3, -10.6, 55.5, -5.3),
            "IRISH",
            "IRISHGRID",
            "TM75",
            "TM65",
            "EPSG:29903",
            "EPSG:29902"),
    ITM(
            "Irish Transverse Mercator",
            "+proj=tmerc +lat_0=53.5 +lon_0=-8 +k=0.99982 +x_0=600000 +y_0=750000 +ellps=GRS80"
                    + " +units=m",
            1,
            new Box(51.3, -10.6, 55.5, -5.3),
            "ITM",
            "EPSG:2157"),
    LV95(
            "Swiss LV95",
            "+proj=somerc +lat_0=46.95240555555556 +lon_0=7.439583333333333 +k_0=1 +x_0=2600000"
                    + " +y_0=1200000 +ellps=bessel +towgs84=674.374,15.056,405.346,0,0,0,0"
                    + " +units=m",
            2,
            new Box(45.8, 5.9, 47.9, 10.5),
            "LV95",
            "CH1903+",
            "EPSG:2056"),
    LV03(
            "Swiss LV03",
            "+proj=somerc +lat_0=46.95240555555556 +lon_0=7.439583333333333 +k_0=1 +x_0=600000"
                    + " +y_0=200000 +ellps=bessel +towgs84=674.374,15.056,405.346,0,0,0,0 +units=m",
            3,
            new Box(45.8, 5.9, 47.9, 10.5),
            "LV03",
            "CH1903",
            "EPSG:21781"),
    TM35FIN(
            "ETRS-TM35FIN",
            "+proj=utm +zone=35 +ellps=GRS80 +units=m",
            1,
            new Box(59.7, 19.0, 70.1, 31.6),
            "TM35FIN",
            "ETRSTM35FIN",
            "TM35",
            "EPSG:3067"),
    PT_TM06(
            "PT-TM06",
            "+proj=tmerc +lat_0=39.66825833333333 +lon_0=-8.133108333333334 +k=1 +x_0=0 +y_0=0"
                    + " +ellps=GRS80 +units=m",
            1,
            new Box(36.9, -9.6, 42.2, -6.1),
            "PTTM06",
            "TM06",
            "EPSG:3763"),
    RD(
            "Dutch RD New",
            "+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000"
                    + " +y_0=463000 +ellps=bessel"
                    + " +towgs84=565.4171,50.3319,465.5524,-0.398957,0.343988,-1.877402,4.0725"
                    + " +units=m",
            1,
            new Box(50.7, 3.2, 53.7, 7.3),
            "RD",
            "RDNEW",
            "EPSG:28992"),
    LAMBERT_93(
            "Lambert-93",
            "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000"
                    + " +ellps=GRS80 +units=m",
            1,
            new Box(41.3, -5.3, 51.2, 9.7),
            "LAMBERT93",
            "L93",
            "EPSG:2154"),
    SWEREF_99(
            "SWEREF 99 TM",
            "+proj=utm +zone=33 +ellps=GRS80 +units=m",
            1,
            new Box(54.9, 10.0, 69.1, 24.2),
            "SWEREF99TM",
            "SWEREF99",
            "EPSG:3006"),
    NZTM(
            "New Zealand Transverse Mercator",
            "+proj=tmerc +lat_0=0 +lon_0=173 +k=0.9996 +x_0=1600000 +y_0=10000000 +ellps=GRS80"
                    + " +units=m",
            1,
            new Box(-47.4, 166.3, -34.0, 178.7),
            "NZTM",
            "NZTM2000",
            "EPSG:2193");

    /** Where the grid is used, degrees. */
    private record Box(double south, double west, double north, double east) {}

    /** No grid has numbers beyond this; further out a projection need not end. */
    private static final double MOST_METERS = 20_000_000;

    private final String words;
    private final String projection;
    private final double accuracyMeters;
    private final double south;
    private final double west;
    private final double north;
    private final double east;
    private final String names;

    Grid(String words, String projection, double accuracyMeters, Box box, String... names) {
        this.words = words;
        this.projection = projection;
        this.accuracyMeters = accuracyMeters;
        south = box.south();
        west = box.west();
        north = box.north();
        east = box.east();
        this.names = " %s ".formatted(String.join(" ", names));
    }

    /** The projections, made when first asked for: a server without grids pays nothing. */
    private static final class Made {
        private static final CoordinateReferenceSystem WGS_84 =
                new CRSFactory().createFromParameters("WGS 84", "+proj=longlat +datum=WGS84");
        private static final Map<Grid, CoordinateTransform> TO_WGS_84 = new EnumMap<>(Grid.class);
        private static final Map<Grid, CoordinateTransform> FROM_WGS_84 = new EnumMap<>(Grid.class);

        static {
            var factory = new CoordinateTransformFactory();
            for (Grid grid : values()) {
                CoordinateReferenceSystem system =
                        new CRSFactory().createFromParameters(grid.words, grid.projection);
                TO_WGS_84.put(grid, factory.createTransform(system, WGS_84));
                FROM_WGS_84.put(grid, factory.createTransform(WGS_84, system));
            }
        }
    }

    /** A place on the grid, metres east and north of its origin. */
    record Reference(double easting, double northing) {}

    /** As people write it: "ETRS-TM35FIN". */
    String words() {
        return words;
    }

    /** How far a point may be off by the way between the datums, metres. */
    double accuracyMeters() {
        return accuracyMeters;
    }

    /** The grid of that name: "LV95", "ETRS-TM35FIN", "EPSG:3763". */
    static Optional<Grid> named(String name) {
        String plain = name.toUpperCase(Locale.ROOT).replaceAll("[\\s_\\-]", "");
        for (Grid grid : values())
            if (grid.names.contains(" %s ".formatted(plain))) return Optional.of(grid);
        return Optional.empty();
    }

    /** Whether the grid is used there. */
    boolean isFor(Point point) {
        return point.latitude() >= south
                && point.latitude() <= north
                && point.longitude() >= west
                && point.longitude() <= east;
    }

    /** The point of a reference; nothing where the grid is not used. */
    Optional<Point> point(double easting, double northing) {
        if (Math.abs(easting) > MOST_METERS || Math.abs(northing) > MOST_METERS) {
            return Optional.empty();
        }
        return transformed(Made.TO_WGS_84, easting, northing)
                .filter(to -> Math.abs(to.y) <= 90 && Math.abs(to.x) <= 180)
                .map(to -> new Point(to.y, to.x))
                .filter(this::isFor);
    }

    /** Where a point is on the grid; nothing where the grid is not used. */
    Optional<Reference> reference(Point point) {
        if (!isFor(point)) return Optional.empty();
        return transformed(Made.FROM_WGS_84, point.longitude(), point.latitude())
                .map(to -> new Reference(to.x, to.y));
    }

    private Optional<ProjCoordinate> transformed(
            Map<Grid, CoordinateTransform> ways, double x, double y) {
        CoordinateTransform transform = Objects.requireNonNull(ways.get(this));
        var to = new ProjCoordinate();
        // A transform keeps its steps in fields of its own.
        synchronized (transform) {
            try {
                transform.transform(new ProjCoordinate(x, y), to);
            } catch (Proj4jException | IllegalStateException _) {
                return Optional.empty();
            }
        }
        boolean finite = Double.isFinite(to.x) && Double.isFinite(to.y);
        return finite ? Optional.of(to) : Optional.empty();
    }
}
