package org.tocsin.center;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What may be asked of a crew in moves to other stations before it is left alone.
 *
 * @param most moves within {@code within}
 * @param driven in moves within it, as expected
 * @param within how far back moves count
 */
public record MoveUpLimits(int most, Duration driven, Duration within) {
    /** More moves of a crew are not counted, nor remembered. */
    public static final int MOST = 200;

    /** How far back moves count where the center does not say: a long shift. */
    public static final Duration USUAL_WITHIN = Duration.ofHours(12);

    /** A move that was made; {@code drive} as expected. */
    public record Made(Instant at, Duration drive) {}

    /**
     * Why a crew is not to be moved once more.
     *
     * @param made its moves, in any order
     * @param drive what the next would take; zero where that is not known
     * @return empty if it may
     */
    public Optional<String> against(List<Made> made, Instant now, Duration drive) {
        int moves = count(made, now);
        if (moves >= most) {
            return Optional.of(
                    "moved %d times in %s, %d are the most".formatted(moves, hours(), most));
        }
        Duration sum = driven(made, now).plus(drive);
        if (sum.compareTo(driven) > 0) {
            return Optional.of(
                    "%d min driven in moves in %s with this one, %d min are the most"
                            .formatted(sum.toMinutes(), hours(), driven.toMinutes()));
        }
        return Optional.empty();
    }

    /**
     * Why a crew is not to be sent from its own station, where it can be sent home after that.
     *
     * @param drive as for {@link #against}
     * @param back what the way home will take
     * @return empty if it may
     */
    public Optional<String> againstLeaving(
            List<Made> made, Instant now, Duration drive, Duration back) {
        Optional<String> against = against(made, now, drive);
        if (against.isPresent()) return against;
        int moves = count(made, now);
        if (moves + 1 >= most) {
            return Optional.of(
                    "moved %d times in %s, %d are the most, and the way home is one"
                            .formatted(moves, hours(), most));
        }
        Duration sum = driven(made, now).plus(drive).plus(back);
        if (sum.compareTo(driven) > 0) {
            return Optional.of(
                    "%d min driven in moves in %s with this one and home, %d min are the most"
                            .formatted(sum.toMinutes(), hours(), driven.toMinutes()));
        }
        return Optional.empty();
    }

    /** {@code moved 1 of at most 3 times and driven 12 of 60 min in 12 h}. */
    public String words(List<Made> made, Instant now) {
        return "moved %d of at most %d times and driven %d of %d min in %s"
                .formatted(
                        count(made, now),
                        most,
                        driven(made, now).toMinutes(),
                        driven.toMinutes(),
                        hours());
    }

    private String hours() {
        return within.toMinutes() % 60 == 0 ? within.toHours() + " h" : within.toMinutes() + " min";
    }

    private boolean counts(Made each, Instant now) {
        return each.at().isAfter(now.minus(within));
    }

    /** How many moves count now. */
    public int count(List<Made> made, Instant now) {
        return (int) made.stream().filter(each -> counts(each, now)).count();
    }

    /** How long was driven in those that count now. */
    public Duration driven(List<Made> made, Instant now) {
        return made.stream()
                .filter(each -> counts(each, now))
                .map(Made::drive)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
