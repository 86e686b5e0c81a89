package org.tocsin.path;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gives every arc of a hierarchy its weight, from the lowest node to the highest: each gathers from
 * the lower nodes it has arcs with, as {@link Contraction} gathered the arcs. A lower node waits in
 * the list of the next node it has an arc with, so that no index of lower nodes is needed (as a
 * left-looking sparse factorisation does).
 */
final class Customization {
    /** Below so many nodes it is done before other threads would have begun. */
    private static final int WORTH_SHARING = 20_000;

    /** Subtrees of at most this part of all nodes are done beside each other. */
    private static final int PARTS = 16;

    private final Metric metric;
    private final Hierarchy hierarchy;
    private final Hierarchy.Half up;
    private final Hierarchy.Half down;

    /** How far each lower node has been used. */
    private final int[] upNext;

    private final int[] downNext;
    private final int[] firstWaiting;
    private final int[] nextWaiting;
    private final int worthSharing;

    Customization(Metric metric) {
        this(metric, WORTH_SHARING);
    }

    Customization(Metric metric, int worthSharing) {
        this.metric = metric;
        this.worthSharing = worthSharing;
        hierarchy = metric.hierarchy;
        up = hierarchy.up;
        down = hierarchy.down;
        upNext = up.first.clone();
        downNext = down.first.clone();
        firstWaiting = new int[hierarchy.nodes()];
        nextWaiting = new int[hierarchy.nodes()];
        Arrays.fill(firstWaiting, -1);
    }

    void run() {
        int nodes = hierarchy.nodes();
        if (nodes < worthSharing) {
            new Part(0, nodes - 1).run();
            return;
        }
        boolean[] inPart = new boolean[nodes];
        List<Part> parts = parts(inPart);
        parts.parallelStream().forEach(Part::run);
        // What waits for nodes above its own part was put aside: the parts must not meet there.
        for (Part part : parts) {
            for (int i = 0; i < part.putAside.size; i++) wait(part.putAside.items[i], null);
        }
        var top = new Part(0, nodes - 1);
        top.begin();
        for (int node = 0; node < nodes; node++) if (!inPart[node]) top.run(node);
    }

    /** The largest subtrees that are small enough. A subtree's nodes stand together. */
    private List<Part> parts(boolean[] inPart) {
        int nodes = hierarchy.nodes();
        int most = Math.max(1, nodes / PARTS);
        int[] size = new int[nodes];
        for (int node = 0; node < nodes; node++) {
            size[node]++;
            if (hierarchy.parent[node] >= 0) size[hierarchy.parent[node]] += size[node];
        }
        var parts = new ArrayList<Part>();
        for (int node = 0; node < nodes; node++) {
            int above = hierarchy.parent[node];
            if (size[node] > most || (above >= 0 && size[above] <= most)) continue;
            int first = node - size[node] + 1;
            Arrays.fill(inPart, first, node + 1, true);
            // Neighbours are done together while they are small: nothing waits across them.
            boolean joins = !parts.isEmpty() && parts.getLast().last == first - 1;
            if (joins && node - parts.getLast().first < most) {
                first = parts.removeLast().first;
            }
            parts.add(new Part(first, node));
        }
        return parts;
    }

    /** Has the node wait for the next higher one it has an arc with. */
    private void wait(int node, @Nullable Part part) {
        int next = Integer.MAX_VALUE;
        if (upNext[node] < up.end[node]) next = up.other[upNext[node]];
        if (downNext[node] < down.end[node]) next = Math.min(next, down.other[downNext[node]]);
        if (next == Integer.MAX_VALUE) return;
        if (part != null && next > part.last) {
            part.putAside.add(node);
            return;
        }
        nextWaiting[node] = firstWaiting[next];
        firstWaiting[next] = node;
    }

    /** Nodes that one thread does. */
    private final class Part {
        private final int first;
        private final int last;
        final Numbers putAside = new Numbers(4);

        /** What the node at work has found so far, by the depth of the other end. */
        private int[] upFound = {};

        private int[] downFound = {};

        Part(int first, int last) {
            this.first = first;
            this.last = last;
        }

        void begin() {
            upFound = new int[hierarchy.height];
            downFound = new int[hierarchy.height];
            Arrays.fill(upFound, Graph.CLOSED);
            Arrays.fill(downFound, Graph.CLOSED);
        }

        void run() {
            begin();
            for (int node = first; node <= last; node++) run(node);
        }

        void run(int node) {
            gatherGiven(node);
            for (int lower = firstWaiting[node]; lower >= 0; ) {
                int following = nextWaiting[lower];
                gather(lower, node);
                lower = following;
            }
            keep(up, metric.up, node, upFound);
            keep(down, metric.down, node, downFound);
            Customization.this.wait(node, this);
        }

        private void gatherGiven(int node) {
            Graph graph = hierarchy.graph;
            int at = hierarchy.order[node];
            for (int arc = graph.firstArc(at); arc < graph.endArc(at); arc++) {
                int other = hierarchy.rank[graph.head(arc)];
                if (other > node) upFound[hierarchy.depth[other]] = metric.weight(arc);
            }
            for (int i = graph.firstEntering(at); i < graph.endEntering(at); i++) {
                int other = hierarchy.rank[graph.enteringTail(i)];
                if (other > node) {
                    downFound[hierarchy.depth[other]] = metric.weight(graph.enteringArc(i));
                }
            }
        }

        private void gather(int lower, int node) {
            int toNode = Graph.CLOSED;
            int fromNode = Graph.CLOSED;
            int upAt = upNext[lower];
            int downAt = downNext[lower];
            if (upAt < up.end[lower] && up.other[upAt] == node) {
                toNode = metric.up(upAt);
                upNext[lower] = ++upAt;
            }
            if (downAt < down.end[lower] && down.other[downAt] == node) {
                fromNode = metric.down(downAt);
                downNext[lower] = ++downAt;
            }
            if (fromNode < Graph.CLOSED) {
                relax(up, metric.up, upAt, up.end[lower], fromNode, upFound);
            }
            if (toNode < Graph.CLOSED) {
                relax(down, metric.down, downAt, down.end[lower], toNode, downFound);
            }
            Customization.this.wait(lower, this);
        }

        private static void relax(
                Hierarchy.Half half, int[][] blocks, int from, int end, int before, int[] found) {
            if (from >= end) return;
            int[] weights = blocks[from >> half.blockBits];
            char[] depth = half.depthOfOther;
            int block = from & ~half.mask;
            for (int i = from; i < end; i++) {
                int weight = before + weights[i - block];
                if (weight < found[depth[i]]) found[depth[i]] = weight;
            }
        }

        private static void keep(Hierarchy.Half half, int[][] blocks, int node, int[] found) {
            int first = half.first[node];
            int end = half.end[node];
            if (first >= end) return;
            int[] weights = blocks[first >> half.blockBits];
            for (int i = first; i < end; i++) {
                int depth = half.depthOfOther[i];
                weights[i & half.mask] = found[depth];
                found[depth] = Graph.CLOSED;
            }
        }
    }
}
