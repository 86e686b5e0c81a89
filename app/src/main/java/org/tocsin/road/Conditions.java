package org.tocsin.road;

import java.time.Instant;
import java.util.List;

/**
 * On what a travel time depends besides the two places. Hand the same list of closures to many
 * questions: the road network then compiles it once.
 *
 * @param closures all known closures, at most {@value #MAX_CLOSURES}; those that hold at {@code at}
 *     count
 * @param at when the drive starts
 * @throws IllegalArgumentException if there are more closures
 */
public record Conditions(Profile profile, List<Closure> closures, Instant at) {
    /** More closures than a flooded city has; a limit for outside input. */
    public static final int MAX_CLOSURES = 10_000;

    public Conditions {
        closures = List.copyOf(closures);
        if (closures.size() > MAX_CLOSURES) {
            throw new IllegalArgumentException(
                    "there are %d closures, expected at most %d"
                            .formatted(closures.size(), MAX_CLOSURES));
        }
    }

    /** No closures. */
    public static Conditions open(Profile profile, Instant at) {
        return new Conditions(profile, List.of(), at);
    }
}
