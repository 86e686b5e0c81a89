package org.tocsin.path;

import java.util.Arrays;

/**
 * The upward half of a search: from the starts along their ways to the root of the elimination
 * tree, every node on them once. What several starts have in common lies above the node where their
 * ways meet, and is kept by depth, a few hundred numbers side by side; what each has for itself
 * below is kept by node.
 *
 * <p>A workspace: for one thread at a time, to be used again.
 */
final class Climb {
    private static final int FEW = 16;

    /** Is shown each node on the starts' ways, lower ones first; some below the meeting twice. */
    interface Visit {
        /** Whether to go on from this node; {@code found} is less than CLOSED. */
        boolean at(int node, int found);
    }

    static final Visit EVERYWHERE = (_, _) -> true;

    private final Hierarchy hierarchy;
    private final int[] parent;
    private final char[] depth;

    /** Upward distances by depth, as far down as {@link #meeting}. */
    final int[] byDepth;

    /** The node at each depth, as far down as {@link #meeting}. */
    final int[] node;

    /** The depth at which all starts' ways have met; −1 if they never do. */
    int meeting = -1;

    private int[] start = new int[FEW];
    private int[] distance = new int[FEW];
    private int[] cursor = new int[FEW];
    private int starts;

    // What lies below the meeting: a few nodes, found by a stamp.
    private final int[] stamp;
    private final int[] below;
    private int search;

    private Hierarchy.Half half;
    private int[][] weights = {};

    Climb(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
        parent = hierarchy.parent;
        depth = hierarchy.depth;
        byDepth = new int[hierarchy.height()];
        Arrays.fill(byDepth, Graph.CLOSED);
        node = new int[hierarchy.height()];
        stamp = new int[hierarchy.nodes()];
        below = new int[hierarchy.nodes()];
        half = hierarchy.down;
    }

    /**
     * @param upwards whether the arcs are driven upwards: from the start; otherwise towards it
     */
    void begin(Metric metric, boolean upwards) {
        if (metric.hierarchy != hierarchy) {
            throw new IllegalArgumentException("the metric is of another hierarchy");
        }
        half = upwards ? hierarchy.up : hierarchy.down;
        weights = upwards ? metric.up : metric.down;
        starts = 0;
        Arrays.fill(byDepth, 0, meeting + 1, Graph.CLOSED);
        meeting = -1;
        search++;
        if (search == 0) {
            Arrays.fill(stamp, 0);
            search = 1;
        }
    }

    void start(int at, int from) {
        if (from >= Graph.CLOSED) return;
        if (starts == start.length) {
            start = Arrays.copyOf(start, 2 * starts);
            distance = Arrays.copyOf(distance, 2 * starts);
            cursor = Arrays.copyOf(cursor, 2 * starts);
        }
        start[starts] = at;
        distance[starts++] = from;
    }

    int starts() {
        return starts;
    }

    /** The rank of one of the starts, as given. */
    int start(int index) {
        return start[index];
    }

    int distance(int index) {
        return distance[index];
    }

    boolean isEmpty() {
        return starts == 0;
    }

    void run(Visit visit) {
        int top = meet();
        meeting = top < 0 ? -1 : depth[top];
        for (int i = 0; i < starts; i++) {
            byDepth[depth[start[i]]] = Math.min(byDepth[depth[start[i]]], distance[i]);
            for (int at = start[i]; at != top && at >= 0; at = parent[at]) {
                int found = byDepth[depth[at]];
                byDepth[depth[at]] = Graph.CLOSED;
                keepBelow(at, found);
                if (found < Graph.CLOSED && visit.at(at, found)) spread(at, found);
            }
        }
        for (int at = top; at >= 0; at = parent[at]) {
            node[depth[at]] = at;
            int found = byDepth[depth[at]];
            if (found < Graph.CLOSED && visit.at(at, found)) spread(at, found);
        }
    }

    /** The lowest node on every start's way; −1 if there is none. */
    private int meet() {
        int left = starts;
        System.arraycopy(start, 0, cursor, 0, starts);
        while (left > 1) {
            int lowest = 0;
            for (int i = 1; i < left; i++) if (cursor[i] < cursor[lowest]) lowest = i;
            boolean same = false;
            for (int i = 0; i < left; i++) same |= i != lowest && cursor[i] == cursor[lowest];
            if (same) {
                cursor[lowest] = cursor[--left];
                continue;
            }
            cursor[lowest] = parent[cursor[lowest]];
            if (cursor[lowest] < 0) return -1;
        }
        return left == 0 ? -1 : cursor[0];
    }

    private void keepBelow(int at, int found) {
        below[at] = stamp[at] == search ? Math.min(below[at], found) : found;
        stamp[at] = search;
    }

    /** The upward distance of any node; CLOSED if it is on no start's way. */
    int found(int at) {
        int level = depth[at];
        if (level <= meeting && node[level] == at) return byDepth[level];
        return stamp[at] == search ? below[at] : Graph.CLOSED;
    }

    private void spread(int at, int found) {
        int first = half.first[at];
        int end = half.end[at];
        if (first == end) return;
        int[] block = weights[first >> half.blockBits];
        int base = first & ~half.mask;
        char[] other = half.depthOfOther;
        int[] distances = byDepth;
        for (int i = first; i < end; i++) {
            int there = other[i];
            distances[there] = Math.min(distances[there], found + block[i - base]);
        }
    }
}
