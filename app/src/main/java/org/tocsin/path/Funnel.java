package org.tocsin.path;

/**
 * Distances between one place and any nodes, asked one by one: lazy RPHAST (Strasser, Wagner and
 * Zeitz, "Space-Efficient, Fast and Exact Routing in Time-Dependent Road Networks", 2020). From the
 * starts up the elimination tree once; then a node's distance comes from those of its ancestors, of
 * which the last asked node's are at hand. So ask for nodes in the order of their ranks ({@link
 * Hierarchy#rank}): any other is right too, but slower. Best where few nodes are asked for.
 *
 * <p>A workspace: for one thread at a time, to be used again.
 */
public final class Funnel {
    private final Hierarchy hierarchy;
    private final int[] parent;
    private final char[] depth;
    private final Climb climb;

    // The way from the root to the node asked for last: nodes and their distances by depth.
    private final int[] node;
    private final int[] distance;
    private int deepest;
    private final int[] path;

    private Hierarchy.Half half;
    private int[][] weights = {};

    public Funnel(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
        parent = hierarchy.parent;
        depth = hierarchy.depth;
        climb = new Climb(hierarchy);
        node = new int[hierarchy.height()];
        distance = new int[hierarchy.height()];
        path = new int[hierarchy.height()];
        half = hierarchy.up;
    }

    /**
     * Starts anew.
     *
     * @throws IllegalArgumentException if the metric is of another hierarchy
     */
    public void begin(Metric metric, Direction direction) {
        boolean towards = direction == Direction.TO_START;
        climb.begin(metric, !towards);
        half = towards ? hierarchy.up : hierarchy.down;
        weights = towards ? metric.up : metric.down;
        deepest = -1;
    }

    /**
     * One more start; then {@link #climb}.
     *
     * @param from the distance between this node and the place, in the search's direction; {@link
     *     Graph#CLOSED}: it is no start
     */
    public void start(int at, int from) {
        climb.start(hierarchy.rank[at], from);
    }

    /** Goes up the tree from all starts. After it, distances may be asked for. */
    public void climb() {
        climb.run(Climb.EVERYWHERE);
        for (int i = 0; i <= climb.meeting; i++) {
            node[i] = climb.node[i];
            distance[i] = least(node[i], climb.byDepth[i]);
        }
        deepest = climb.meeting;
    }

    /** The distance of this node; {@link Graph#CLOSED} if there is no way. */
    public int distance(int asked) {
        if (climb.isEmpty()) return Graph.CLOSED;
        int at = hierarchy.rank[asked];
        int last = depth[at];
        int steps = 0;
        while (at >= 0 && (depth[at] > deepest || node[depth[at]] != at)) {
            path[steps++] = at;
            at = parent[at];
        }
        if (steps > 0) deepest = last;
        while (steps > 0) {
            int next = path[--steps];
            node[depth[next]] = next;
            distance[depth[next]] = least(next, climb.found(next));
        }
        return distance[last];
    }

    private int least(int at, int found) {
        int first = half.first[at];
        int end = half.end[at];
        if (first == end) return found;
        int[] block = weights[first >> half.blockBits];
        int base = first & ~half.mask;
        char[] other = half.depthOfOther;
        int[] above = distance;
        int least = found;
        for (int i = first; i < end; i++) {
            least = Math.min(least, block[i - base] + above[other[i]]);
        }
        return least;
    }
}
