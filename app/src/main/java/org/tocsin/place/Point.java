package org.tocsin.place;

/**
 * A place on the ground, WGS 84.
 *
 * @param latitude degrees north, −90 to 90
 * @param longitude degrees east, −180 to 180
 * @throws IllegalArgumentException if either is out of range or not a number
 */
public record Point(double latitude, double longitude) {
    /** The mean radius of the Earth in metres (IUGG R1). */
    static final double EARTH_RADIUS_METERS = 6_371_008.8;

    public Point {
        if (!(latitude >= -90 && latitude <= 90)) {
            throw new IllegalArgumentException(
                    "latitude is %s, expected -90 to 90".formatted(latitude));
        }
        if (!(longitude >= -180 && longitude <= 180)) {
            throw new IllegalArgumentException(
                    "longitude is %s, expected -180 to 180".formatted(longitude));
        }
    }

    /**
     * The great-circle distance to another point, by the haversine formula on a sphere; within 0.6%
     * of the ellipsoid.
     *
     * @return metres, 0 or more
     */
    public double metersTo(Point other) {
        double sinLatitude = Math.sin(Math.toRadians(other.latitude - latitude) / 2);
        double sinLongitude = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
        double a =
                sinLatitude * sinLatitude
                        + Math.cos(Math.toRadians(latitude))
                                * Math.cos(Math.toRadians(other.latitude))
                                * sinLongitude
                                * sinLongitude;
        return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(a)));
    }

    /**
     * The place between two others that is nearest to this one; the Earth taken as flat between
     * them, which a few kilometres allow.
     */
    public Point nearestBetween(Point a, Point b) {
        double shrink = Math.cos(Math.toRadians(latitude));
        double dx = (b.longitude - a.longitude) * shrink;
        double dy = b.latitude - a.latitude;
        double square = dx * dx + dy * dy;
        if (square == 0) return a;
        double px = (longitude - a.longitude) * shrink;
        double py = latitude - a.latitude;
        double share = Math.clamp((px * dx + py * dy) / square, 0, 1);
        return new Point(
                a.latitude + share * dy, a.longitude + share * (b.longitude - a.longitude));
    }

    /** As people write it: five decimals, latitude first. */
    @Override
    public String toString() {
        return String.format(java.util.Locale.ROOT, "%.5f, %.5f", latitude, longitude);
    }
}
