package org.tocsin.simulate;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.PriorityQueue;

/**
 * Virtual time: what comes to pass when, and what follows from it at once. Times in milliseconds
 * from the start. For one thread.
 */
final class Agenda {
    private final Instant start;
    private final PriorityQueue<Due> ahead = new PriorityQueue<>();
    private final ArrayDeque<Runnable> afterwards = new ArrayDeque<>();
    private long now;
    private long number;

    /** Something that comes to pass at a time; of equal times the earlier made comes first. */
    private record Due(long at, long number, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }

    Agenda(Instant start) {
        this.start = start;
    }

    static long millis(double seconds) {
        return Math.round(seconds * 1000);
    }

    long now() {
        return now;
    }

    Instant instant() {
        return start.plusMillis(now);
    }

    void at(long millis, Runnable what) {
        ahead.add(new Due(millis, number++, what));
    }

    void in(long millis, Runnable what) {
        at(now + millis, what);
    }

    /** As soon as what comes to pass now has done so, in the order in which it was put. */
    void afterwards(Runnable what) {
        afterwards.add(what);
    }

    boolean isEmpty() {
        return ahead.isEmpty();
    }

    /** When the next thing comes to pass; there must be one. */
    long next() {
        return ahead.element().at();
    }

    /** Lets the next thing come to pass, and what follows from it. */
    void step() {
        Due next = ahead.remove();
        now = next.at();
        next.what().run();
        for (Runnable then = afterwards.poll(); then != null; then = afterwards.poll()) then.run();
    }
}
