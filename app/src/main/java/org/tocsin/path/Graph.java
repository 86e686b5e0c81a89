package org.tocsin.path;

/**
 * A directed graph as flat rows: the arcs that leave a node stand together, and again those that
 * enter it. Arcs are numbered in the order of their tails, then as given. Weights are kept apart
 * ({@link Metric}). Never changed once made; any thread may read it.
 */
public final class Graph {
    /**
     * The weight of an arc that may not be used, and the distance of what cannot be reached. Every
     * other weight is from 0 to one below it. Twice as much still fits an {@code int}, so that sums
     * need no check.
     */
    public static final int CLOSED = 1 << 29;

    private final int[] start;
    private final int[] head;
    private final int[] backStart;
    private final int[] backTail;
    private final int[] backArc;

    /**
     * @param start the first arc of each node, and the number of arcs as last element
     * @param head the node to which each arc leads; both arrays are kept, not copied
     * @throws IllegalArgumentException if the rows do not fit together, or an arc is there twice
     */
    public Graph(int[] start, int[] head) {
        this.start = start;
        this.head = head;
        check();
        backStart = new int[start.length];
        backTail = new int[head.length];
        backArc = new int[head.length];
        for (int node : head) backStart[node + 1]++;
        for (int node = 0; node < nodes(); node++) backStart[node + 1] += backStart[node];
        int[] next = backStart.clone();
        for (int node = 0; node < nodes(); node++) {
            for (int arc = start[node]; arc < start[node + 1]; arc++) {
                int place = next[head[arc]]++;
                backTail[place] = node;
                backArc[place] = arc;
            }
        }
        checkSingle();
    }

    private void check() {
        if (start.length == 0 || start[0] != 0 || start[start.length - 1] != head.length) {
            throw new IllegalArgumentException(
                    "the rows do not span the %d arcs, expected from 0 to their number"
                            .formatted(head.length));
        }
        for (int node = 0; node < nodes(); node++) {
            if (start[node] > start[node + 1]) {
                throw new IllegalArgumentException("row %d ends before it begins".formatted(node));
            }
        }
        for (int node : head) {
            if (node < 0 || node >= nodes()) {
                throw new IllegalArgumentException(
                        "an arc leads to node %d, expected 0 to %d".formatted(node, nodes() - 1));
            }
        }
    }

    // The rows of entering arcs are in the order of their tails: twins stand side by side.
    private void checkSingle() {
        for (int node = 0; node < nodes(); node++) {
            for (int i = backStart[node] + 1; i < backStart[node + 1]; i++) {
                if (backTail[i] == backTail[i - 1]) {
                    throw new IllegalArgumentException(
                            "two arcs lead from node %d to node %d, expected one"
                                    .formatted(backTail[i], node));
                }
            }
        }
    }

    public int nodes() {
        return start.length - 1;
    }

    public int arcs() {
        return head.length;
    }

    /** The first of the arcs that leave the node; those of the next node follow its last. */
    public int firstArc(int node) {
        return start[node];
    }

    /** One past the last of the arcs that leave the node. */
    public int endArc(int node) {
        return start[node + 1];
    }

    /** Where the arc leads. */
    public int head(int arc) {
        return head[arc];
    }

    /** Where the arc comes from: found by halving. */
    public int tail(int arc) {
        int low = 0;
        int high = nodes() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (start[middle] <= arc) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    /** The first place of the row of arcs that enter the node. */
    public int firstEntering(int node) {
        return backStart[node];
    }

    /** One past the last place of the row of arcs that enter the node. */
    public int endEntering(int node) {
        return backStart[node + 1];
    }

    /** Where the arc at this place of the entering rows comes from. */
    public int enteringTail(int place) {
        return backTail[place];
    }

    /** Which arc stands at this place of the entering rows. */
    public int enteringArc(int place) {
        return backArc[place];
    }

    /** The arc from one node to the other; −1 if there is none. */
    int arc(int from, int to) {
        for (int arc = start[from]; arc < start[from + 1]; arc++) if (head[arc] == to) return arc;
        return -1;
    }
}
