package org.tocsin.dispatch;

import org.pcollections.PVector;
import org.pcollections.TreePVector;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Incident;
import org.tocsin.incident.Stage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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

    private volatile Seen seen = Seen.NOTHING;

    private record Closed(String incident, List<Long> staysMillis) {}

    /** What is known of the latest closed incidents. Replaced as a whole. */
    private static final class Seen {
        static final Seen NOTHING = new Seen(TreePVector.empty(), List.of(), new long[0]);

        /** Where it was seen: as long as this is the board's, nothing was closed since. */
        final PVector<String> order;

        /** The latest last. */
        final List<Closed> closed;

        /** All their stays, ascending. */
        final long[] ascending;

        Seen(PVector<String> order, List<Closed> closed, long[] ascending) {
            this.order = order;
            this.closed = closed;
            this.ascending = ascending;
        }

        /** The mean of the stays from a place on. */
        long meanFrom(int first) {
            long sum = 0;
            for (int i = first; i < ascending.length; i++) sum += ascending[i];
            return sum / (ascending.length - first);
        }

        static Seen of(PVector<String> order, List<Closed> closed) {
            long[] all =
                    closed.stream()
                            .flatMap(each -> each.staysMillis().stream())
                            .mapToLong(Long::longValue)
                            .sorted()
                            .toArray();
            return new Seen(order, closed, all);
        }

        /** Without the first of these incidents, and with more: the next ones that were closed. */
        Seen next(PVector<String> order, int dropped, List<Closed> more) {
            var latest = new ArrayList<Closed>(closed.size() - dropped + more.size());
            latest.addAll(closed.subList(dropped, closed.size()));
            latest.addAll(more);
            long[] stays = ascending;
            for (Closed gone : closed.subList(0, dropped)) {
                for (long stay : gone.staysMillis()) stays = without(stays, stay);
            }
            for (Closed fresh : more) {
                for (long stay : fresh.staysMillis()) stays = with(stays, stay);
            }
            return new Seen(order, latest, stays);
        }

        private static long[] without(long[] stays, long stay) {
            int at = Arrays.binarySearch(stays, stay);
            long[] fewer = Arrays.copyOf(stays, stays.length - 1);
            System.arraycopy(stays, at + 1, fewer, at, fewer.length - at);
            return fewer;
        }

        private static long[] with(long[] stays, long stay) {
            int at = firstLonger(stays, stay);
            long[] more = Arrays.copyOf(stays, stays.length + 1);
            System.arraycopy(stays, at, more, at + 1, stays.length - at);
            more[at] = stay;
            return more;
        }
    }

    private static int firstLonger(long[] ascending, long millis) {
        int from = 0;
        int to = ascending.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ascending[middle] > millis) to = middle;
            else from = middle + 1;
        }
        return from;
    }

    /**
     * What is left of a stay.
     *
     * @param lasted how long it has lasted
     * @param usual how long one takes where the record does not say
     * @return empty if it has lasted longer than usual and the record does not say
     */
    Optional<Duration> left(Board board, Duration lasted, Duration usual) {
        long already = lasted.toMillis();
        Seen latest = latest(board);
        int stays = latest.ascending.length;
        if (stays >= ENOUGH) {
            int first = firstLonger(latest.ascending, already);
            long longer = (long) stays - first;
            // Of the few longest stays no mean is worth anything: nobody can say.
            return longer * ENOUGH < stays
                    ? Optional.empty()
                    : Optional.of(Duration.ofMillis(latest.meanFrom(first) - already));
        }
        Duration left = usual.minus(lasted);
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    /** The latest closed incidents: those known already, and those closed since. */
    @SuppressWarnings("ReferenceEquality") // It is immutable; comparing all of it costs.
    private Seen latest(Board board) {
        PVector<String> order = board.closedOrder();
        Seen last = seen;
        if (order == last.order) return last;
        int size = order.size();
        int from = Math.max(0, size - WINDOW);
        List<Closed> known = last.closed;
        int at = size;
        while (at > from && !isLast(known, order.get(at - 1))) at--;
        if (at == size && known.size() == size - from) return last;
        int keep = at - from;
        boolean goesOn = keep > 0 && keep <= known.size() && starts(known, keep, order.get(from));
        // A reopened incident has left a gap, or nothing is known yet.
        if (!goesOn) at = from;
        var more = new ArrayList<Closed>(size - at);
        for (int i = at; i < size; i++) more.add(closed(board, order.get(i)));
        Seen latest = goesOn ? last.next(order, known.size() - keep, more) : Seen.of(order, more);
        seen = latest;
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
