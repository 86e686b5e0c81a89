package org.tocsin.road;

import org.tocsin.place.Point;

import java.time.Duration;
import java.util.List;

/**
 * A way to drive. It starts and ends on the road, at the points nearest to the places asked for;
 * what lies between the road and a place is not part of it.
 *
 * @param duration the driving time, to a tenth of a second
 * @param meters the length of the line
 * @param line the points in order, at least one
 * @param secondsAt the driving time from the start to each point of the line, never falling
 * @param steps what the driver does, from departing to arriving; empty where no roads are known
 * @throws IllegalArgumentException if the line is empty or the two lists differ in length
 */
public record Route(
        Duration duration,
        double meters,
        List<Point> line,
        List<Double> secondsAt,
        List<Maneuver> steps) {
    public Route {
        steps = List.copyOf(steps);
        line = List.copyOf(line);
        secondsAt = List.copyOf(secondsAt);
        if (line.isEmpty() || line.size() != secondsAt.size()) {
            throw new IllegalArgumentException(
                    "a route has %d points and %d times, expected as many times as points, and one"
                            .formatted(line.size(), secondsAt.size()));
        }
    }
}
