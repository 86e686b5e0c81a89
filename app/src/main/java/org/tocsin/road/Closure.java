package org.tocsin.road;

import org.tocsin.place.Area;
import org.tocsin.place.Point;

import java.time.Instant;
import java.util.Optional;

/**
 * Ground on which nobody drives for a time. It is said in geometry, not in numbers of the graph, so
 * that it survives a new map.
 *
 * @param id the closure's name in the record, 1 to {@value #MAX_TEXT} characters
 * @param from the first instant at which it holds
 * @param until the first instant at which it no longer holds; empty: until lifted
 * @param reason why, at most {@value #MAX_TEXT} characters
 * @throws IllegalArgumentException if a text is too long, the id empty, or the end not after the
 *     start
 */
public record Closure(
        String id, Ground ground, Instant from, Optional<Instant> until, String reason) {
    /** The longest id or reason, in characters. */
    public static final int MAX_TEXT = 500;

    public Closure {
        if (id.isBlank() || id.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "a closure's id has %d characters, expected 1 to %d"
                            .formatted(id.length(), MAX_TEXT));
        }
        if (reason.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "a closure's reason has %d characters, expected at most %d"
                            .formatted(reason.length(), MAX_TEXT));
        }
        if (until.isPresent() && !until.get().isAfter(from)) {
            throw new IllegalArgumentException(
                    "the closure ends at %s, expected after its start %s"
                            .formatted(until.get(), from));
        }
    }

    /** Whether it holds at this instant: from the start, up to but not at the end. */
    public boolean holdsAt(Instant at) {
        return !at.isBefore(from) && (until.isEmpty() || at.isBefore(until.get()));
    }

    /** What is closed. */
    public sealed interface Ground {
        /**
         * A stretch of road. Without {@code to}: the road nearest to {@code at}, from junction to
         * junction. With {@code to}: the shortest way along roads from {@code at} to {@code to},
         * whatever their one-ways, from point to point.
         *
         * @param bothDirections false: only the direction of travel from {@code at} to {@code to}
         *     is closed, which needs {@code to}
         * @throws IllegalArgumentException if one direction is asked for without {@code to}
         */
        record Stretch(Point at, boolean bothDirections, Optional<Point> to) implements Ground {
            public Stretch {
                if (!bothDirections && to.isEmpty()) {
                    throw new IllegalArgumentException(
                            "a stretch closed in one direction has no second point, expected one"
                                    + " that says which direction");
                }
            }

            /** The road nearest to the point, from junction to junction, both directions. */
            public static Stretch at(Point at) {
                return new Stretch(at, true, Optional.empty());
            }
        }

        /**
         * The bridge nearest to {@code at}: every road and both carriageways over it, end to end.
         */
        record Bridge(Point at) implements Ground {}

        /** All road inside the area. */
        record Within(Area area) implements Ground {}
    }
}
