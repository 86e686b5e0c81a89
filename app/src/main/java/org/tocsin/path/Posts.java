package org.tocsin.path;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Nodes where somebody stands, kept so that the nearest are found without looking at the rest: each
 * is written down at those of its ancestors that can be the highest of a shortest way from it, with
 * its distance, the nearest first (buckets; Knopp and others 2007, sorted as by Geisberger 2011). A
 * question then goes up the tree once and reads the beginning of each list.
 *
 * <p>For one thread at a time; while none writes, {@link #ask} may run on several, each with its
 * own {@link Asker}.
 */
public final class Posts {
    private static final int LEAST_ROOM = 4;

    private final Hierarchy hierarchy;
    private final Climb climb;
    private final int[] exact;
    private final int[] kept;
    private Metric metric;

    /** Distance << 32 | node, ascending, by rank. */
    private final long[] @Nullable [] lists;

    private final int[] sizes;

    /** Where a node is written down: rank and distance by turns. */
    private final int[] @Nullable [] written;

    public Posts(Metric metric) {
        this.metric = metric;
        hierarchy = metric.hierarchy;
        climb = new Climb(hierarchy);
        exact = new int[hierarchy.height()];
        kept = new int[2 * hierarchy.height()];
        lists = new long[hierarchy.nodes()][];
        sizes = new int[hierarchy.nodes()];
        written = new int[hierarchy.nodes()][];
    }

    /** The weights for which distances are written down. */
    public Metric metric() {
        return metric;
    }

    /** Whether somebody stands at the node. */
    public boolean holds(int node) {
        return written[node] != null;
    }

    /** Somebody stands there now; nothing changes if somebody did. */
    public void add(int node) {
        if (written[node] != null) return;
        climb.begin(metric, true);
        climb.start(hierarchy.rank[node], 0);
        climb.run(Climb.EVERYWHERE);
        int count = 0;
        for (int level = 0; level <= climb.meeting; level++) {
            int at = climb.node[level];
            int found = climb.byDepth[level];
            exact[level] = least(at, found);
            if (found >= Graph.CLOSED || found > exact[level]) continue;
            insert(at, (long) found << 32 | node);
            kept[count++] = at;
            kept[count++] = found;
        }
        written[node] = Arrays.copyOf(kept, count);
    }

    /** Over higher nodes, if that is nearer: then this one is the highest of no shortest way. */
    private int least(int at, int found) {
        Hierarchy.Half down = hierarchy.down;
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

    private void insert(int at, long entry) {
        long[] list = lists[at];
        int size = sizes[at];
        if (list == null) list = new long[LEAST_ROOM];
        else if (size == list.length) list = Arrays.copyOf(list, 2 * size);
        int place = -1 - Arrays.binarySearch(list, 0, size, entry);
        System.arraycopy(list, place, list, place + 1, size - place);
        list[place] = entry;
        lists[at] = list;
        sizes[at] = size + 1;
    }

    /** Nobody stands there any more. */
    public void remove(int node) {
        int[] where = written[node];
        if (where == null) return;
        for (int i = 0; i < where.length; i += 2) {
            long[] list = lists[where[i]];
            if (list == null) continue;
            int size = sizes[where[i]];
            int place = Arrays.binarySearch(list, 0, size, (long) where[i + 1] << 32 | node);
            System.arraycopy(list, place + 1, list, place, size - place - 1);
            sizes[where[i]] = size - 1;
        }
        written[node] = null;
    }

    /** Is told of nodes where somebody stands, some of them several times. */
    public interface Found {
        /**
         * @param distance of a way from the node to the place; the shortest is among those told
         * @return ways longer than this are of no interest any more
         */
        int way(int node, int distance);
    }

    /** The workspace of one question at a time. */
    public static final class Asker {
        private final Climb climb;
        private final Hierarchy hierarchy;

        public Asker(Hierarchy hierarchy) {
            this.hierarchy = hierarchy;
            climb = new Climb(hierarchy);
        }

        /** Starts anew. */
        public void begin(Metric metric) {
            climb.begin(metric, false);
        }

        /** One more start: so far from this node to the place. */
        public void start(int node, int distance) {
            climb.start(hierarchy.rank[node], distance);
        }
    }

    /**
     * Who stands nearest to the asker's starts.
     *
     * @throws IllegalArgumentException if the asker began with other weights than these posts have
     */
    public void ask(Asker asker, Found found) {
        int[] limit = {Graph.CLOSED - 1};
        asker.climb.run(
                (at, distance) -> {
                    if (distance > limit[0]) return false;
                    long[] list = lists[at];
                    int size = sizes[at];
                    for (int i = 0; i < size && list != null; i++) {
                        int whole = distance + (int) (list[i] >>> 32);
                        if (whole > limit[0]) break;
                        limit[0] = found.way((int) list[i], whole);
                    }
                    return true;
                });
    }

    /** Writes everything down anew for other weights of the same hierarchy. */
    public void rewrite(Metric fresh) {
        if (fresh.hierarchy != hierarchy) {
            throw new IllegalArgumentException("the metric is of another hierarchy");
        }
        metric = fresh;
        Arrays.fill(sizes, 0);
        for (int node = 0; node < written.length; node++) {
            if (written[node] == null) continue;
            written[node] = null;
            add(node);
        }
    }
}
