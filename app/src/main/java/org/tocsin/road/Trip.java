package org.tocsin.road;

import org.tocsin.place.Point;

import java.time.Duration;
import java.util.Arrays;

/**
 * Where somebody is on a way, as time goes by: what a {@link Route} says without its words and
 * corners, and several times quicker to make. Immutable.
 */
public final class Trip {
    private final RoadGraph graph;
    private final int[] segment;
    private final double[] from;
    private final double[] to;

    /** When each part ends, in deciseconds from the start; never falling. */
    private final int[] until;

    private final double meters;

    Trip(RoadGraph graph, int[] segment, double[] from, double[] to, int[] until) {
        this.graph = graph;
        this.segment = segment;
        this.from = from;
        this.to = to;
        this.until = until;
        double sum = 0;
        for (int i = 0; i < segment.length; i++) {
            sum += Math.abs(to[i] - from[i]) * graph.meters(segment[i]);
        }
        meters = sum;
    }

    /** The driving time, to a tenth of a second. */
    public Duration duration() {
        return Duration.ofMillis(until[until.length - 1] * 100L);
    }

    public double meters() {
        return meters;
    }

    /** Where one is after a time, the start before it began and the end after it. */
    public Point at(Duration since) {
        long deciseconds = since.toMillis() / 100;
        if (deciseconds >= until[until.length - 1]) {
            int last = segment.length - 1;
            return graph.line(segment[last]).at(to[last]);
        }
        int now = (int) Math.max(0, deciseconds);
        int part = Arrays.binarySearch(until, now);
        // At the end of a part the next has begun; parts that take no time are passed over.
        part = part < 0 ? -1 - part : part + 1;
        while (part < until.length - 1 && until[part] <= now) part++;
        int began = part == 0 ? 0 : until[part - 1];
        int takes = until[part] - began;
        double share = takes == 0 ? 1 : (now - began) / (double) takes;
        return graph.line(segment[part]).at(from[part] + share * (to[part] - from[part]));
    }
}
