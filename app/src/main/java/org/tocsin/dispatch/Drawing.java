package org.tocsin.dispatch;

import org.tocsin.place.Point;

import java.time.Instant;
import java.util.List;

/**
 * Something drawn on the map for all desks: where the cordon is, which way in, where vehicles wait.
 *
 * @param points of a line, the corners of an area, or the one where a text stands
 * @param text what stands at it; may be empty for a line or an area
 * @param at when it was drawn
 */
public record Drawing(String id, Shape shape, List<Point> points, String text, Instant at) {
    /** The most points of one drawing. */
    public static final int MAX_POINTS = 500;

    /** The longest text, characters. */
    public static final int MAX_TEXT = 200;

    /** What was drawn. */
    public enum Shape {
        LINE(2),
        AREA(3),
        TEXT(1);

        final int leastPoints;

        Shape(int leastPoints) {
            this.leastPoints = leastPoints;
        }

        int mostPoints() {
            return this == TEXT ? 1 : MAX_POINTS;
        }
    }

    public Drawing {
        points = List.copyOf(points);
    }
}
