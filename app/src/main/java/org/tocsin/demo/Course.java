package org.tocsin.demo;

import org.tocsin.place.Point;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A drive along a route.
 *
 * @param line the points in order, at least one
 * @param secondsAt the driving time to each, never falling
 * @param speed how many times faster than the route says
 */
record Course(List<Point> line, List<Double> secondsAt, Instant start, double speed) {
    Course {
        line = List.copyOf(line);
        secondsAt = List.copyOf(secondsAt);
        if (line.isEmpty() || line.size() != secondsAt.size() || speed <= 0) {
            throw new IllegalArgumentException(
                    "%d points, %d times, speed %s"
                            .formatted(line.size(), secondsAt.size(), speed));
        }
    }

    /** Already there. */
    static Course standing(Point point, Instant at) {
        return new Course(List.of(point), List.of(0.0), at, 1);
    }

    Instant end() {
        return start.plus(Duration.ofMillis(Math.round(secondsAt.getLast() / speed * 1_000)));
    }

    boolean isOver(Instant now) {
        return !now.isBefore(end());
    }

    Point destination() {
        return line.getLast();
    }

    /** Where the vehicle is at that moment. */
    Point pointAt(Instant now) {
        double seconds = driven(now);
        int after = after(seconds);
        if (after == 0) return line.getFirst();
        double from = secondsAt.get(after - 1);
        double to = secondsAt.get(after);
        double share = to > from ? Math.clamp((seconds - from) / (to - from), 0, 1) : 1;
        Point a = line.get(after - 1);
        Point b = line.get(after);
        return new Point(
                a.latitude() + share * (b.latitude() - a.latitude()),
                a.longitude() + share * (b.longitude() - a.longitude()));
    }

    /** Where it faces: degrees clockwise from north, 0 to 359. */
    int headingAt(Instant now) {
        int after = Math.max(1, after(driven(now)));
        if (line.size() < 2) return 0;
        Point a = line.get(after - 1);
        Point b = line.get(after);
        double east = (b.longitude() - a.longitude()) * Math.cos(Math.toRadians(a.latitude()));
        double north = b.latitude() - a.latitude();
        return Math.floorMod(Math.round(Math.toDegrees(Math.atan2(east, north))), 360);
    }

    private double driven(Instant now) {
        double seconds = Duration.between(start, now).toMillis() / 1_000.0 * speed;
        return Math.clamp(seconds, 0, secondsAt.getLast());
    }

    /** The index of the point it drives towards; 0 where there is only one. */
    private int after(double seconds) {
        for (int i = 1; i < line.size(); i++) {
            if (secondsAt.get(i) >= seconds) return i;
        }
        return line.size() - 1;
    }
}
