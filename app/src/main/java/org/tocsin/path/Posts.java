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
    private static final int NONE = -1;

    private final Hierarchy hierarchy;
    private final Ascent ascent;
    private final Metric metric;

    /** Distance << 32 | number of the post, ascending, by rank. */
    private final long[] @Nullable [] lists;

    private final int[] sizes;

    /** The number of the post at a node: small, so that what an asker keeps of each lies close. */
    private final int[] postAt;

    /** By post: its node, and where it is written down: rank and distance by turns. */
    private int[] nodeOf = new int[64];

    private int[] @Nullable [] written = new int[64][];
    private final Numbers free = new Numbers(16);
    private int posts;

    public Posts(Metric metric) {
        this.metric = metric;
        hierarchy = metric.hierarchy;
        ascent = new Ascent(hierarchy);
        lists = new long[hierarchy.nodes()][];
        sizes = new int[hierarchy.nodes()];
        postAt = new int[hierarchy.nodes()];
        Arrays.fill(postAt, NONE);
    }

    /** The weights for which distances are written down. */
    public Metric metric() {
        return metric;
    }

    /** Whether somebody stands at the node. */
    public boolean holds(int node) {
        return postAt[node] != NONE;
    }

    /** Somebody stands there now; nothing changes if somebody did. */
    public void add(int node) {
        if (postAt[node] == NONE) write(node, number(node));
    }

    private int number(int node) {
        if (posts == nodeOf.length) {
            nodeOf = Arrays.copyOf(nodeOf, 2 * posts);
            written = Arrays.copyOf(written, 2 * posts);
        }
        int post = free.size > 0 ? free.items[--free.size] : posts++;
        nodeOf[post] = node;
        postAt[node] = post;
        return post;
    }

    private void write(int node, int post) {
        int[] where = ascent.of(metric, node);
        for (int i = 0; i < where.length; i += 2)
            insert(where[i], (long) where[i + 1] << 32 | post);
        written[post] = where;
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
        int post = postAt[node];
        if (post == NONE) return;
        int[] where = written[post];
        for (int i = 0; where != null && i < where.length; i += 2) {
            long[] list = lists[where[i]];
            if (list == null) continue;
            int size = sizes[where[i]];
            int place = Arrays.binarySearch(list, 0, size, (long) where[i + 1] << 32 | post);
            System.arraycopy(list, place + 1, list, place, size - place - 1);
            sizes[where[i]] = size - 1;
        }
        written[post] = null;
        postAt[node] = NONE;
        free.add(post);
    }

    /** Is told of nodes where somebody stands, some of them several times, nearer each time. */
    public interface Found {
        /**
         * @param distance of a way from the node to the place; the shortest is among those told
         * @return ways longer than this are of no interest any more
         */
        int way(int node, int distance);
    }

    /**
     * How far it is from a node to its ancestors, for who is asked about by itself: see {@link
     * Asker#distance}.
     */
    public static final class Ladder {
        private final int[] rungs;

        private Ladder(int[] rungs) {
            this.rungs = rungs;
        }
    }

    /** The workspace of one question at a time. */
    public static final class Asker {
        private final Climb climb;
        private final Hierarchy hierarchy;

        /** Made when first needed: few questions are about units inside closures. */
        private @Nullable Ascent ascent;

        /**
         * By post the shortest way told, below the number of the question that found it. Numbers
         * fall, so that what earlier questions found is more than any way.
         */
        private long[] told = {};

        private int question;

        public Asker(Hierarchy hierarchy) {
            this.hierarchy = hierarchy;
            climb = new Climb(hierarchy);
        }

        /** The ladder of a node, for these weights. */
        public Ladder ladder(Metric metric, int node) {
            Ascent own = ascent;
            if (own == null) {
                own = new Ascent(hierarchy);
                ascent = own;
            }
            return new Ladder(own.of(metric, node));
        }

        /**
         * From the ladder's node to the starts of the last question asked, by the same weights.
         * What is longer than the last limit given by {@link Found#way} may be told as longer
         * still.
         */
        public int distance(Ladder ladder) {
            int[] rungs = ladder.rungs;
            int least = Graph.CLOSED;
            for (int i = 0; i < rungs.length; i += 2) {
                least = Math.min(least, rungs[i + 1] + climb.found(rungs[i]));
            }
            return least;
        }

        /** Starts anew. */
        public void begin(Metric metric) {
            climb.begin(metric, false);
        }

        private long next(int posts) {
            if (told.length < posts || question == 0) {
                told = new long[Math.max(posts, 2 * told.length)];
                Arrays.fill(told, Long.MAX_VALUE);
                question = Integer.MAX_VALUE;
            }
            return (long) --question << 32;
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
        long question = asker.next(posts);
        long[] told = asker.told;
        asker.climb.run(
                (at, distance) -> {
                    if (distance > limit[0]) return false;
                    long[] list = lists[at];
                    int size = sizes[at];
                    for (int i = 0; i < size && list != null; i++) {
                        int whole = distance + (int) (list[i] >>> 32);
                        if (whole > limit[0]) break;
                        int post = (int) list[i];
                        if (told[post] <= (question | whole)) continue;
                        told[post] = question | whole;
                        limit[0] = found.way(nodeOf[post], whole);
                    }
                    return true;
                });
    }
}
