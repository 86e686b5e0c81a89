package org.tocsin.path;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The shape of a customizable contraction hierarchy (Dibbelt, Strasser and Wagner 2016) of a
 * directed graph: its nodes by rank, the arcs that taking them out one after the other leaves
 * behind between the rest, and the elimination tree. It holds for every set of weights: {@link
 * Metric} adds those.
 *
 * <p>Arcs stand with their lower node: <i>up</i> those that lead from it to higher ones,
 * <i>down</i> those that come from higher ones. All of them lead to or from its ancestors in the
 * tree, so that an ancestor's depth names it. Directions that no arc of the graph can ever make are
 * left out, which an edge-based road graph has many of.
 *
 * <p>Never changed once made; any thread may read it.
 */
public final class Hierarchy {
    /** The tallest tree: depths are kept in 16 bits. Porto has a twentieth of it. */
    static final int MAX_HEIGHT = 1 << 16;

    /** Weights are kept in blocks of at least this many, a node's arcs in one block. */
    private static final int LEAST_BLOCK_BITS = 10;

    /**
     * What is worth storing: the rest is derived in a moment.
     *
     * @param order the graph's node of each rank
     * @param parent the rank of each rank's parent in the elimination tree, −1 for a root
     * @param upStart the first up arc of each rank, and their number
     * @param upHead the rank to which each up arc leads
     * @param downStart the first down arc of each rank, and their number
     * @param downTail the rank from which each down arc comes
     */
    @SuppressWarnings("ArrayRecordComponent") // Carries arrays to and from a file; never compared.
    public record Stored(
            int[] order,
            int[] parent,
            int[] upStart,
            int[] upHead,
            int[] downStart,
            int[] downTail) {}

    final Graph graph;

    /** The graph's node of each rank. */
    final int[] order;

    /** The rank of each node of the graph. */
    final int[] rank;

    /** By rank, as all that follows. */
    final int[] parent;

    final char[] depth;
    final int height;

    final Half up;
    final Half down;

    private volatile @Nullable Below below;

    /** Left by the last change for the next: empty, and of some size. */
    private final AtomicReference<Change.@Nullable ToDo> toDo = new AtomicReference<>();

    /**
     * One direction's arcs. Places are given so that a node's arcs lie in one block; the places
     * left free are never looked at.
     */
    static final class Half {
        final int blockBits;
        final int mask;
        final int places;
        final int arcs;
        final int[] first;
        final int[] end;
        final int[] other;
        final char[] depthOfOther;
        private final char[] depth;

        Half(int[] start, int[] others, char[] depth) {
            this.depth = depth;
            int nodes = start.length - 1;
            int most = 1;
            for (int node = 0; node < nodes; node++) {
                most = Math.max(most, start[node + 1] - start[node]);
            }
            blockBits = Math.max(LEAST_BLOCK_BITS, 32 - Integer.numberOfLeadingZeros(most - 1));
            mask = (1 << blockBits) - 1;
            first = new int[nodes];
            end = new int[nodes];
            int place = 0;
            for (int node = 0; node < nodes; node++) {
                int count = start[node + 1] - start[node];
                if ((place & mask) + count > mask + 1) place = (place | mask) + 1;
                first[node] = place;
                place += count;
                end[node] = place;
            }
            places = place;
            arcs = others.length;
            other = new int[places];
            depthOfOther = new char[places];
            for (int node = 0; node < nodes; node++) {
                int from = start[node];
                for (int i = first[node]; i < end[node]; i++) {
                    other[i] = others[from++];
                    depthOfOther[i] = depth[other[i]];
                }
            }
        }

        /**
         * The place of the arc between the node and this higher one; −1 if there is none. What is
         * above that one are its ancestors: its depth says how many there can be.
         */
        int find(int node, int higher) {
            int low = Math.max(first[node], end[node] - 1 - depth[higher]);
            int high = end[node] - 1;
            // Nearly all are there near the top, where most is looked for: in steps that double.
            int step = 1;
            while (low + step <= high && other[low + step] <= higher) {
                low += step;
                step *= 2;
            }
            high = Math.min(high, low + step - 1);
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int there = other[middle];
                if (there == higher) return middle;
                if (there < higher) low = middle + 1;
                else high = middle - 1;
            }
            return -1;
        }

        /** The first place of an arc between the node and one above the given, its ancestor. */
        int after(int node, int higher) {
            int low = Math.max(first[node], end[node] - depth[higher]);
            int high = end[node];
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (other[middle] <= higher) low = middle + 1;
                else high = middle;
            }
            return low;
        }

        /** The ends of all arcs without the free places, as they are stored. */
        int[] packed() {
            int[] packed = new int[arcs];
            int at = 0;
            for (int node = 0; node < first.length; node++) {
                int count = end[node] - first[node];
                System.arraycopy(other, first[node], packed, at, count);
                at += count;
            }
            return packed;
        }

        int[] starts() {
            int[] starts = new int[first.length + 1];
            for (int node = 0; node < first.length; node++) {
                starts[node + 1] = starts[node] + end[node] - first[node];
            }
            return starts;
        }

        /** A block for each of the weights, none of them set. */
        int[][] blocks() {
            int[][] blocks = new int[(places >> blockBits) + 1][];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = new int[Math.min(mask + 1, places - (i << blockBits))];
            }
            return blocks;
        }
    }

    /**
     * Which lower nodes have an arc to or from each node, ascending, and its place: needed where
     * weights change.
     */
    static final class Below {
        final int[] upStart;
        final int[] upTail;
        final int[] upPlace;
        final int[] downStart;
        final int[] downHead;
        final int[] downPlace;

        Below(Hierarchy hierarchy) {
            int nodes = hierarchy.nodes();
            upStart = new int[nodes + 1];
            upPlace = new int[hierarchy.up.arcs];
            upTail = turned(hierarchy.up, upStart, upPlace);
            downStart = new int[nodes + 1];
            downPlace = new int[hierarchy.down.arcs];
            downHead = turned(hierarchy.down, downStart, downPlace);
        }

        private static int[] turned(Half half, int[] start, int[] place) {
            int nodes = half.first.length;
            for (int node = 0; node < nodes; node++) {
                for (int i = half.first[node]; i < half.end[node]; i++) start[half.other[i] + 1]++;
            }
            for (int node = 0; node < nodes; node++) start[node + 1] += start[node];
            int[] next = start.clone();
            int[] lower = new int[start[nodes]];
            for (int node = 0; node < nodes; node++) {
                for (int i = half.first[node]; i < half.end[node]; i++) {
                    int at = next[half.other[i]]++;
                    lower[at] = node;
                    place[at] = i;
                }
            }
            return lower;
        }
    }

    /**
     * Contracts.
     *
     * @param order the nodes, the least important first, such as from {@link Dissection}
     * @throws IllegalArgumentException if the order does not hold each node once, or is so bad that
     *     the tree is taller than 65,536
     */
    public static Hierarchy of(Graph graph, int[] order) {
        return new Hierarchy(graph, contract(graph, order));
    }

    /**
     * Contracts for a file: without what only searches need.
     *
     * @throws IllegalArgumentException if the order does not hold each node once
     */
    public static Stored contract(Graph graph, int[] order) {
        return new Contraction(graph, order).run();
    }

    /**
     * The hierarchy as stored earlier, for the same graph. What it says of arcs is laid out anew,
     * so that the stored arrays may go; order and parents are kept.
     *
     * @throws IllegalArgumentException if it cannot be one of this graph
     */
    public Hierarchy(Graph graph, Stored stored) {
        this.graph = graph;
        check(stored);
        order = stored.order();
        parent = stored.parent();
        rank = new int[nodes()];
        for (int each = 0; each < rank.length; each++) rank[order[each]] = each;
        depth = new char[nodes()];
        int tallest = 0;
        for (int node = nodes() - 1; node >= 0; node--) {
            int above = parent[node] < 0 ? 0 : depth[parent[node]] + 1;
            if (above >= MAX_HEIGHT) {
                throw new IllegalArgumentException(
                        "the order makes a tree taller than %d, expected a nested dissection"
                                .formatted(MAX_HEIGHT));
            }
            depth[node] = (char) above;
            tallest = Math.max(tallest, above + 1);
        }
        height = tallest;
        up = new Half(stored.upStart(), stored.upHead(), depth);
        down = new Half(stored.downStart(), stored.downTail(), depth);
    }

    private void check(Stored stored) {
        int nodes = graph.nodes();
        boolean fits =
                stored.order().length == nodes
                        && stored.parent().length == nodes
                        && fits(stored.upStart(), stored.upHead())
                        && fits(stored.downStart(), stored.downTail());
        boolean[] seen = new boolean[nodes];
        for (int node = 0; fits && node < nodes; node++) {
            int at = stored.order()[node];
            fits = at >= 0 && at < nodes && !seen[at];
            if (fits) seen[at] = true;
            int above = stored.parent()[node];
            fits &= above == -1 || (above > node && above < nodes);
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "the stored hierarchy is not one of a graph of %d nodes".formatted(nodes));
        }
    }

    private boolean fits(int[] start, int[] others) {
        int nodes = graph.nodes();
        if (start.length != nodes + 1 || start[0] != 0 || start[nodes] != others.length) {
            return false;
        }
        for (int node = 0; node < nodes; node++) {
            int before = node;
            for (int i = start[node]; i < start[node + 1]; i++) {
                if (i >= others.length || others[i] <= before || others[i] >= nodes) return false;
                before = others[i];
            }
            if (start[node] > start[node + 1]) return false;
        }
        return true;
    }

    /** To be written to a file; large arrays are made anew. */
    public Stored stored() {
        return new Stored(order, parent, up.starts(), up.packed(), down.starts(), down.packed());
    }

    public int nodes() {
        return graph.nodes();
    }

    /** The rank of a node: questions about many nodes are quickest in this order. */
    public int rank(int node) {
        return rank[node];
    }

    /** How many arcs there are, up and down together. */
    public int arcs() {
        return up.arcs + down.arcs;
    }

    /** How many nodes lie on the longest way from a leaf of the tree to its root. */
    public int height() {
        return height;
    }

    /** Made when first asked for: two threads may both do it, to the same end. */
    Below below() {
        Below known = below;
        if (known == null) {
            known = new Below(this);
            below = known;
        }
        return known;
    }

    Change.ToDo takeToDo() {
        Change.ToDo left = toDo.getAndSet(null);
        return left != null ? left : new Change.ToDo(this);
    }

    /**
     * @param empty what was taken, with nothing left in it
     */
    void giveBack(Change.ToDo empty) {
        toDo.set(empty);
    }
}
