package org.tocsin.path;

import java.util.Arrays;

/**
 * From one node up the tree: the ancestors that can be the highest node of a shortest way from it,
 * and how far they are.
 *
 * <p>A workspace: for one thread at a time, to be used again.
 */
final class Ascent {
    private final Climb climb;
    private final int[] exact;
    private final int[] kept;

    Ascent(Hierarchy hierarchy) {
        climb = new Climb(hierarchy);
        exact = new int[hierarchy.height()];
        kept = new int[2 * hierarchy.height()];
    }

    /** Rank and distance by turns, the highest first. */
    int[] of(Metric metric, int node) {
        climb.begin(metric, true);
        climb.start(metric.hierarchy.rank[node], 0);
        climb.run(Climb.EVERYWHERE);
        int count = 0;
        for (int level = 0; level <= climb.meeting; level++) {
            int at = climb.node[level];
            int found = climb.byDepth[level];
            exact[level] = least(metric, at, found);
            if (found >= Graph.CLOSED || found > exact[level]) continue;
            kept[count++] = at;
            kept[count++] = found;
        }
        return Arrays.copyOf(kept, count);
    }

    /** Over higher nodes, if that is nearer: then this one is the highest of no shortest way. */
    private int least(Metric metric, int at, int found) {
        Hierarchy.Half down = metric.hierarchy.down;
        int first = down.first[at];
        int end = down.end[at];
        if (first == end) return found;
        int[] block = metric.down[first >> down.blockBits];
        int base = first & ~down.mask;
        int least = found;
        for (int i = first; i < end; i++) {
            least = Math.min(least, block[i - base] + exact[down.depthOfOther[i]]);
        }
        return least;
    }
}
