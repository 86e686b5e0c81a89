package org.tocsin.place;

import java.util.Locale;
import java.util.Optional;

/**
 * What a pair of coordinates refers to. A sender names it; it is never guessed from where the
 * coordinates lie: the box around China that is used for guessing holds Seoul and Hanoi too.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Restrictions_on_geographic_data_in_China">GCJ-02 and
 *     BD-09; the formulas as in the published implementations whose results are tested against</a>
 */
public enum Datum {
    WGS_84("WGS 84"),
    /** The obfuscated datum of Chinese maps. */
    GCJ_02("GCJ-02"),
    /** GCJ-02 shifted once more, as Baidu does. */
    BD_09("BD-09");

    /** How many times the way back is bettered; each step takes away all but some thousandths. */
    private static final int STEPS = 8;

    /** The Krasovsky 1940 ellipsoid. */
    private static final double SEMI_MAJOR_METERS = 6_378_245.0;

    private static final double ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943;

    private static final double BAIDU_PI = Math.PI * 3000 / 180;

    private final String words;

    Datum(String words) {
        this.words = words;
    }

    /** As people write it: "GCJ-02". */
    public String words() {
        return words;
    }

    /** The datum of that name, however it is punctuated: "gcj02", "BD-09", "wgs 84". */
    public static Optional<Datum> named(String name) {
        String plain = name.toUpperCase(Locale.ROOT).replaceAll("[\\s_\\-]", "");
        return switch (plain) {
            case "WGS84", "WGS1984", "EPSG:4326", "GPS" -> Optional.of(WGS_84);
            case "GCJ02", "GCJ2" -> Optional.of(GCJ_02);
            case "BD09", "BD9", "BD09LL" -> Optional.of(BD_09);
            default -> Optional.empty();
        };
    }

    /** A pair of coordinates in this datum, on WGS 84; within a centimetre of the way there. */
    public Point toWgs84(double latitude, double longitude) {
        return switch (this) {
            case WGS_84 -> new Point(latitude, longitude);
            case GCJ_02 -> fromGcj(latitude, longitude);
            case BD_09 -> {
                double[] gcj = baiduToGcj(latitude, longitude);
                yield fromGcj(gcj[0], gcj[1]);
            }
        };
    }

    /** A point in this datum. */
    public Given of(Point point) {
        double[] gcj =
                isShifted(point.latitude(), point.longitude())
                        ? toGcj(point.latitude(), point.longitude())
                        : new double[] {point.latitude(), point.longitude()};
        double[] made =
                switch (this) {
                    case WGS_84 -> new double[] {point.latitude(), point.longitude()};
                    case GCJ_02 -> gcj;
                    case BD_09 -> gcjToBaidu(gcj[0], gcj[1]);
                };
        return new Given(this, clamped(made[0], 90), clamped(made[1], 180));
    }

    private static double clamped(double degrees, double most) {
        return Math.clamp(degrees, -most, most);
    }

    /** The box that the datum is used in; outside, its makers leave coordinates as they are. */
    private static boolean isShifted(double latitude, double longitude) {
        return longitude >= 72.004
                && longitude <= 137.8347
                && latitude >= 0.8293
                && latitude <= 55.8271;
    }

    private static Point fromGcj(double latitude, double longitude) {
        double lat = latitude;
        double lon = longitude;
        for (int step = 0; step < STEPS; step++) {
            double[] there = toGcj(lat, lon);
            lat += latitude - there[0];
            lon += longitude - there[1];
        }
        boolean shifted = isShifted(lat, lon);
        return new Point(
                clamped(shifted ? lat : latitude, 90), clamped(shifted ? lon : longitude, 180));
    }

    private static double[] toGcj(double latitude, double longitude) {
        double x = longitude - 105;
        double y = latitude - 35;
        double waves = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2 / 3;
        double north =
                -100
                        + 2 * x
                        + 3 * y
                        + 0.2 * y * y
                        + 0.1 * x * y
                        + 0.2 * Math.sqrt(Math.abs(x))
                        + waves
                        + (20 * Math.sin(y * Math.PI) + 40 * Math.sin(y / 3 * Math.PI)) * 2 / 3
                        + (160 * Math.sin(y / 12 * Math.PI) + 320 * Math.sin(y * Math.PI / 30))
                                * 2
                                / 3;
        double east =
                300
                        + x
                        + 2 * y
                        + 0.1 * x * x
                        + 0.1 * x * y
                        + 0.1 * Math.sqrt(Math.abs(x))
                        + waves
                        + (20 * Math.sin(x * Math.PI) + 40 * Math.sin(x / 3 * Math.PI)) * 2 / 3
                        + (150 * Math.sin(x / 12 * Math.PI) + 300 * Math.sin(x / 30 * Math.PI))
                                * 2
                                / 3;
        double radians = Math.toRadians(latitude);
        double sine = Math.sin(radians);
        double magic = 1 - ECCENTRICITY_SQUARED * sine * sine;
        double root = Math.sqrt(magic);
        double perLatitude =
                SEMI_MAJOR_METERS * (1 - ECCENTRICITY_SQUARED) / (magic * root) * Math.PI / 180;
        double perLongitude =
                Math.max(1, SEMI_MAJOR_METERS / root * Math.cos(radians)) * Math.PI / 180;
        return new double[] {latitude + north / perLatitude, longitude + east / perLongitude};
    }

    private static double[] gcjToBaidu(double latitude, double longitude) {
        double far = Math.hypot(longitude, latitude) + 0.000_02 * Math.sin(latitude * BAIDU_PI);
        double angle = Math.atan2(latitude, longitude) + 0.000_003 * Math.cos(longitude * BAIDU_PI);
        return new double[] {far * Math.sin(angle) + 0.006, far * Math.cos(angle) + 0.0065};
    }

    private static double[] baiduToGcj(double latitude, double longitude) {
        double lat = latitude - 0.006;
        double lon = longitude - 0.0065;
        for (int step = 0; step < STEPS; step++) {
            double[] there = gcjToBaidu(lat, lon);
            lat += latitude - there[0];
            lon += longitude - there[1];
        }
        return new double[] {lat, lon};
    }
}
