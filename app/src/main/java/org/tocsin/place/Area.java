package org.tocsin.place;

import java.util.List;
import java.util.Optional;

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

    /** More corners than a hand draws. */
    public static final int MAX_DRAWN = 2_000;

    public Area {
        corners = List.copyOf(corners);
        if (corners.size() < 3 || corners.size() > MAX_CORNERS) {
            throw new IllegalArgumentException(
                    "an area has %d corners, expected 3 to %d"
                            .formatted(corners.size(), MAX_CORNERS));
        }
    }

    /**
     * Two sides that cross, in words for whoever drew it: then the corners are not in order, and
     * what lies inside is not what was meant. Every pair is looked at, so areas of more than
     * {@value #MAX_DRAWN} corners, which come from files, are not.
     */
    public Optional<String> crossing() {
        int count = corners.size();
        if (count > MAX_DRAWN) return Optional.empty();
        for (int i = 0; i < count; i++) {
            for (int j = i + 2; j < count; j++) {
                if (i == 0 && j == count - 1) continue; // neighbours
                Point a = corners.get(i);
                Point b = corners.get(i + 1);
                Point c = corners.get(j);
                Point d = corners.get((j + 1) % count);
                if (cross(a, b, c, d)) {
                    return Optional.of(
                            "that the sides after corners %d and %d cross".formatted(i, j));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean cross(Point a, Point b, Point c, Point d) {
        return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
    }

    private static double side(Point a, Point b, Point p) {
        return Math.signum(
                (b.longitude() - a.longitude()) * (p.latitude() - a.latitude())
                        - (b.latitude() - a.latitude()) * (p.longitude() - a.longitude()));
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
