package org.tocsin.path;

import java.util.Arrays;

/**
 * Dijkstra's algorithm from one place over the graph itself, node after node in order of distance,
 * with a ring of buckets as queue (Dial 1969) and a bit set of those in use. Best where what is
 * looked for is dense, so that a little of the graph is enough.
 *
 * <p>A workspace: for one thread at a time, to be used again. A search writes only what it touches.
 */
public final class Flood {
    private static final int NONE = -1;
    private static final int LEAST_RING = 64;

    /** The farthest that a search can look ahead: what an arc or a start may weigh at most. */
    public static final int MOST_WEIGHT = (1 << 22) - 1;

    private final Graph graph;

    // The search that wrote it << 32 | the distance.
    private final long[] label;
    private int search;
    private Metric metric;
    private boolean backwards;

    private int mask;
    private int[] bucket = {};
    private long[] inUse = {};
    private int[] entryNode = new int[1 << 10];
    private int[] entryNext = new int[1 << 10];
    private int[] entryDistance = new int[1 << 10];
    private int entries;
    private int queued;

    private int slot;
    private int now;
    private int settled;

    /**
     * @param metric any of the graph's, until another is given
     */
    public Flood(Metric metric) {
        this.metric = metric;
        graph = metric.hierarchy.graph;
        label = new long[graph.nodes()];
        widen(LEAST_RING);
    }

    private void widen(int ring) {
        mask = ring - 1;
        bucket = new int[ring];
        inUse = new long[ring >> 6];
    }

    /**
     * Starts anew.
     *
     * @throws IllegalArgumentException if the metric is of another graph
     */
    public void begin(Metric given, Direction direction) {
        if (given.hierarchy.graph != graph) {
            throw new IllegalArgumentException("the metric is of another graph");
        }
        metric = given;
        backwards = direction == Direction.TO_START;
        entries = 0;
        queued = 0;
        Arrays.fill(inUse, 0);
        slot = 0;
        now = 0;
        settled = 0;
        search++;
        if (search == 0) {
            Arrays.fill(label, 0);
            search = 1;
        }
    }

    /**
     * One more start.
     *
     * @param distance from this node to the place, or from the place to it; {@link Graph#CLOSED}:
     *     it is none
     */
    public void start(int node, int distance) {
        if (distance < Graph.CLOSED) improve(node, distance);
    }

    /**
     * The next node in order of distance, which {@link #distance} then tells; −1 if there are no
     * more.
     */
    public int next() {
        while (queued > 0) {
            int at = nextBucket(slot);
            now += (at - now) & mask;
            slot = at;
            int entry = bucket[at];
            int node = entryNode[entry];
            if (entryNext[entry] == NONE) inUse[at >> 6] &= ~(1L << at);
            else bucket[at] = entryNext[entry];
            queued--;
            if ((int) label[node] != now) continue;
            settled++;
            // Marked so that a second entry of the same distance does not count.
            label[node] = (long) search << 32 | SETTLED | now;
            if (backwards) spreadBackwards(node);
            else spreadForwards(node);
            return node;
        }
        return NONE;
    }

    private static final long SETTLED = 1L << 31;

    /** The distance of the node that {@link #next} gave last. */
    public int distance() {
        return now;
    }

    /** How many nodes have been given since the beginning. */
    public int settled() {
        return settled;
    }

    private int nextBucket(int from) {
        int words = inUse.length;
        int word = from >> 6;
        long bits = inUse[word] & (-1L << from);
        while (bits == 0) {
            word = word + 1 == words ? 0 : word + 1;
            bits = inUse[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    private void spreadBackwards(int node) {
        int end = graph.endEntering(node);
        for (int i = graph.firstEntering(node); i < end; i++) {
            int weight = metric.weight(graph.enteringArc(i));
            if (weight < Graph.CLOSED) improve(graph.enteringTail(i), now + weight);
        }
    }

    private void spreadForwards(int node) {
        int end = graph.endArc(node);
        for (int arc = graph.firstArc(node); arc < end; arc++) {
            int weight = metric.weight(arc);
            if (weight < Graph.CLOSED) improve(graph.head(arc), now + weight);
        }
    }

    private void improve(int node, int distance) {
        long old = label[node];
        if ((int) (old >>> 32) == search && ((int) old & Integer.MAX_VALUE) <= distance) return;
        label[node] = (long) search << 32 | distance;
        push(node, distance);
    }

    private void push(int node, int distance) {
        if (distance - now > mask) grow(distance - now);
        if (entries == entryNode.length) {
            entryNode = Arrays.copyOf(entryNode, 2 * entries);
            entryNext = Arrays.copyOf(entryNext, 2 * entries);
            entryDistance = Arrays.copyOf(entryDistance, 2 * entries);
        }
        entryNode[entries] = node;
        entryDistance[entries] = distance;
        link(entries++, distance & mask);
        queued++;
    }

    private void link(int entry, int at) {
        long bit = 1L << at;
        long word = inUse[at >> 6];
        entryNext[entry] = (word & bit) != 0 ? bucket[at] : NONE;
        bucket[at] = entry;
        inUse[at >> 6] = word | bit;
    }

    private void grow(int span) {
        if (span > MOST_WEIGHT) {
            throw new IllegalArgumentException(
                    "an arc or a start weighs %d, expected at most %d"
                            .formatted(span, MOST_WEIGHT));
        }
        int[] oldBucket = bucket;
        long[] oldInUse = inUse;
        widen(Integer.highestOneBit(span) << 1);
        for (int word = 0; word < oldInUse.length; word++) {
            for (long bits = oldInUse[word]; bits != 0; bits &= bits - 1) {
                int entry = oldBucket[(word << 6) + Long.numberOfTrailingZeros(bits)];
                while (entry != NONE) {
                    int following = entryNext[entry];
                    link(entry, entryDistance[entry] & mask);
                    entry = following;
                }
            }
        }
        slot = now & mask;
    }
}
