package org.tocsin.road;

import java.time.Duration;

/**
 * How long a drive takes from wherever the vehicle may be.
 *
 * @param least from the best of the roads it may be on
 * @param most from the worst of them
 * @param roads on how many roads it may be
 * @throws IllegalArgumentException if the least is longer than the most
 */
public record TimeRange(Duration least, Duration most, int roads) {
    /** Ends nearer to each other than this are one time to a dispatcher. */
    private static final Duration SAME = Duration.ofSeconds(30);

    public TimeRange {
        if (least.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "a drive takes %s to %s, expected the shorter first".formatted(least, most));
        }
    }

    static TimeRange of(int leastDeciseconds, int mostDeciseconds, int roads) {
        return new TimeRange(
                Duration.ofMillis(leastDeciseconds * 100L),
                Duration.ofMillis(mostDeciseconds * 100L),
                roads);
    }

    /** Whether it does not matter on which of the roads the vehicle is. */
    public boolean certain() {
        return most.minus(least).compareTo(SAME) < 0;
    }

    /** As the dispatcher reads it: "4 min", or "3 to 5 min". */
    public String text() {
        long from = Math.max(1, Math.round(least.toSeconds() / 60.0));
        long to = Math.max(1, Math.round(most.toSeconds() / 60.0));
        return certain() || from == to
                ? "%d min".formatted(to)
                : "%d to %d min".formatted(from, to);
    }
}
