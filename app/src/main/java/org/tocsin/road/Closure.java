package org.tocsin.road;

import org.tocsin.place.Area;
import org.tocsin.place.Point;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ground on which nobody drives for a time, or slower than usual, or not everybody. It is said in
 * geometry, not in numbers of the graph, so that it survives a new map.
 *
 * @param id the closure's name in the record, 1 to {@value #MAX_TEXT} characters
 * @param from the first instant at which it holds
 * @param until the first instant at which it no longer holds; empty: until lifted
 * @param reason why, at most {@value #MAX_TEXT} characters
 * @throws IllegalArgumentException if a text is too long, the id empty, or the end not after the
 *     start
 */
public record Closure(
        String id,
        Ground ground,
        Instant from,
        Optional<Instant> until,
        String reason,
        Terms terms) {
    /** The longest id or reason, in characters. */
    public static final int MAX_TEXT = 500;

    /** Closed to all. */
    public Closure(String id, Ground ground, Instant from, Optional<Instant> until, String reason) {
        this(id, ground, from, until, reason, Terms.CLOSED_TO_ALL);
    }

    /**
     * What a closure does, and to whom.
     *
     * @param speedPercent what is left of the usual speed, {@value #LEAST_PERCENT} to {@value
     *     #MOST_PERCENT}; empty: nothing, the road is closed
     * @param profiles the names of the profiles it is for, at most {@value #MAX_PROFILES}; none:
     *     all
     * @throws IllegalArgumentException if either is out of range
     */
    public record Terms(Optional<Integer> speedPercent, Set<String> profiles) {
        public static final int LEAST_PERCENT = 5;
        public static final int MOST_PERCENT = 95;
        public static final int MAX_PROFILES = 20;
        public static final Terms CLOSED_TO_ALL = new Terms(Optional.empty(), Set.of());

        public Terms {
            // In order, so that what is written of it is the same on every machine.
            profiles = Collections.unmodifiableSet(new TreeSet<>(profiles));
            if (profiles.size() > MAX_PROFILES) {
                throw new IllegalArgumentException(
                        "a closure is for %d profiles, expected at most %d"
                                .formatted(profiles.size(), MAX_PROFILES));
            }
            int percent = speedPercent.orElse(LEAST_PERCENT);
            if (percent < LEAST_PERCENT || percent > MOST_PERCENT) {
                throw new IllegalArgumentException(
                        "a slow-down leaves %d%% of the speed, expected %d to %d"
                                .formatted(percent, LEAST_PERCENT, MOST_PERCENT));
            }
        }
    }

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

    /** Whether it is meant for those who drive by this profile. */
    public boolean appliesTo(Profile profile) {
        return terms.profiles().isEmpty() || terms.profiles().contains(profile.name());
    }

    /** Whether nobody drives there, of those it is for. */
    public boolean closes() {
        return terms.speedPercent().isEmpty();
    }

    /** This closure with other terms. */
    public Closure on(Terms others) {
        return new Closure(id, ground, from, until, reason, others);
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

        /**
         * A stretch of a divided road in both directions: as a {@link Stretch} of both directions,
         * and what lies beside it of the road of the same name or number, at most 50 m away.
         */
        record Carriageways(Point at, Optional<Point> to) implements Ground {}

        /**
         * The road of this name or number near {@code at}, all its carriageways. With {@code to}:
         * from point to point along it; without: as far as it goes, across gaps of at most 60 m.
         *
         * @param name as on the sign, whatever its case and accents; 1 to {@value #MAX_TEXT}
         *     characters
         * @throws IllegalArgumentException if the name is empty or too long
         */
        record Named(String name, Point at, Optional<Point> to) implements Ground {
            public Named {
                if (name.isBlank() || name.length() > MAX_TEXT) {
                    throw new IllegalArgumentException(
                            "a road's name has %d characters, expected 1 to %d"
                                    .formatted(name.length(), MAX_TEXT));
                }
            }
        }

        /** All road inside the area. */
        record Within(Area area) implements Ground {}
    }
}
