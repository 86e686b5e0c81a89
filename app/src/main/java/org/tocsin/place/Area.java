package org.tocsin.place;

import java.util.List;

/**
 * A piece of ground: a simple polygon on WGS 84, its border part of it. Not for areas that cross
 * the 180th meridian or hold a pole.
 *
 * @param corners in order, at least three, at most {@value #MAX_CORNERS}; the last joins the first
 * @throws IllegalArgumentException if there are fewer or more
 */
public record Area(List<Point> corners) {
    /** More corners than any district needs; a limit for outside input. */
    public static final int MAX_CORNERS = 10_000;

    public Area {
        corners = List.copyOf(corners);
        if (corners.size() < 3 || corners.size() > MAX_CORNERS) {
            throw new IllegalArgumentException(
                    "an area has %d corners, expected 3 to %d"
                            .formatted(corners.size(), MAX_CORNERS));
        }
    }

    /** Whether the point lies inside or on the border (even-odd rule). */
    public boolean contains(Point point) {
        boolean inside = false;
        for (int i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
            Point a = corners.get(i);
            Point b = corners.get(j);
            if (liesOn(point, a, b)) return true;
            boolean straddles = a.latitude() > point.latitude() != b.latitude() > point.latitude();
            if (straddles && point.longitude() < longitudeAt(point.latitude(), a, b)) {
                inside = !inside;
            }
        }
        return inside;
    }

    private static double longitudeAt(double latitude, Point a, Point b) {
        return a.longitude()
                + (b.longitude() - a.longitude())
                        * (latitude - a.latitude())
                        / (b.latitude() - a.latitude());
    }

    private static boolean liesOn(Point p, Point a, Point b) {
        double cross =
                (b.longitude() - a.longitude()) * (p.latitude() - a.latitude())
                        - (b.latitude() - a.latitude()) * (p.longitude() - a.longitude());
        if (cross != 0) return false;
        return Math.min(a.longitude(), b.longitude()) <= p.longitude()
                && p.longitude() <= Math.max(a.longitude(), b.longitude())
                && Math.min(a.latitude(), b.latitude()) <= p.latitude()
                && p.latitude() <= Math.max(a.latitude(), b.latitude());
    }
}
