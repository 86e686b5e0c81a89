package org.tocsin.unit;

import org.tocsin.place.Point;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * Where a unit said it was.
 *
 * @param headingDegrees clockwise from north, 0 to 359, when the sender knows it
 */
public record Position(Point point, Instant at, OptionalInt headingDegrees) {
    public Position {
        if (headingDegrees.isPresent()
                && (headingDegrees.getAsInt() < 0 || headingDegrees.getAsInt() > 359)) {
            throw new IllegalArgumentException(
                    "heading is %d, expected 0 to 359".formatted(headingDegrees.getAsInt()));
        }
    }
}
