package org.tocsin.dispatch;

import org.pcollections.PVector;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Incident;
import org.tocsin.incident.Stage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much longer a crew stays at its destination, as the latest closed incidents of a board let
 * one expect: the mean of what was left of those stays that lasted as long as this one has. A stay
 * that has lasted longer than most is not about to end for that: handovers that spread say so here.
 * An answer hangs on the board alone. Any number of threads.
 */
final class Stays {
    /** How many closed incidents are looked at. */
    static final int WINDOW = 500;

    /** Of fewer stays nothing is concluded. */
    static final int ENOUGH = 20;

    private volatile Seen seen = new Seen(List.of());

    /** Closed incidents, the latest last. Replaced as a whole. */
    private record Seen(List<Closed> closed) {}

    private record Closed(String incident, List<Long> staysMillis) {}

    /**
     * What is left of a stay.
     *
     * @param lasted how long it has lasted
     * @param usual how long one takes where the record does not say
     * @return empty if it has lasted longer than usual and the record does not say
     */
    Optional<Duration> left(Board board, Duration lasted, Duration usual) {
        long already = lasted.toMillis();
        long stays = 0;
        long longer = 0;
        long sum = 0;
        for (Closed each : latest(board)) {
            for (long stay : each.staysMillis()) {
                stays++;
                if (stay <= already) continue;
                longer++;
                sum += stay - already;
            }
        }
        if (stays >= ENOUGH) {
            // Of the few longest stays no mean is worth anything: nobody can say.
            return longer * ENOUGH < stays
                    ? Optional.empty()
                    : Optional.of(Duration.ofMillis(sum / longer));
        }
        Duration left = usual.minus(lasted);
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    /** The latest closed incidents: those known already, and those closed since. */
    private List<Closed> latest(Board board) {
        PVector<String> order = board.closedOrder();
        int size = order.size();
        int from = Math.max(0, size - WINDOW);
        List<Closed> known = seen.closed();
        int at = size;
        while (at > from && !isLast(known, order.get(at - 1))) at--;
        if (at == size && known.size() == size - from) return known;
        var latest = new ArrayList<Closed>(size - from);
        int keep = at - from;
        if (keep > 0 && keep <= known.size() && starts(known, keep, order.get(from))) {
            latest.addAll(known.subList(known.size() - keep, known.size()));
        } else {
            at = from; // A reopened incident has left a gap, or nothing is known yet.
        }
        for (int i = at; i < size; i++) latest.add(closed(board, order.get(i)));
        seen = new Seen(latest);
        return latest;
    }

    private static boolean isLast(List<Closed> known, String incident) {
        return !known.isEmpty() && known.getLast().incident().equals(incident);
    }

    private static boolean starts(List<Closed> known, int keep, String incident) {
        return known.get(known.size() - keep).incident().equals(incident);
    }

    private static Closed closed(Board board, String id) {
        Incident incident = board.incident(id);
        var stays = new ArrayList<Long>();
        for (Assignment each : incident.assignments()) stay(each).ifPresent(stays::add);
        return new Closed(id, stays);
    }

    private static OptionalLong stay(Assignment assignment) {
        Optional<Instant> came = Optional.empty();
        for (Stage stage : assignment.stages()) {
            if (stage.state() == AssignmentState.AT_DESTINATION) came = Optional.of(stage.at());
        }
        if (came.isEmpty() || assignment.state() != AssignmentState.CLEARED) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Duration.between(came.get(), assignment.since()).toMillis());
    }
}
