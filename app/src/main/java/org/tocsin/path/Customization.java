package org.tocsin.path;

import java.util.Arrays;

/**
 * Gives every arc of a hierarchy its weight, from the lowest node to the highest: each gathers from
 * the lower nodes it has arcs with, as {@link Contraction} gathered the arcs. A lower node waits in
 * the list of the next node it has an arc with, so that no index of lower nodes is needed (as a
 * left-looking sparse factorisation does).
 */
final class Customization {
    private final Metric metric;
    private final Hierarchy hierarchy;
    private final Hierarchy.Half up;
    private final Hierarchy.Half down;

    /** What the node at work has found so far, by the depth of the other end. */
    private final int[] upFound;

    private final int[] downFound;

    /** How far each lower node has been used. */
    private final int[] upNext;

    private final int[] downNext;
    private final int[] firstWaiting;
    private final int[] nextWaiting;

    Customization(Metric metric) {
        this.metric = metric;
        hierarchy = metric.hierarchy;
        up = hierarchy.up;
        down = hierarchy.down;
        upFound = new int[hierarchy.height];
        downFound = new int[hierarchy.height];
        Arrays.fill(upFound, Graph.CLOSED);
        Arrays.fill(downFound, Graph.CLOSED);
        upNext = up.first.clone();
        downNext = down.first.clone();
        firstWaiting = new int[hierarchy.nodes()];
        nextWaiting = new int[hierarchy.nodes()];
        Arrays.fill(firstWaiting, -1);
    }

    void run() {
        for (int node = 0; node < hierarchy.nodes(); node++) {
            gatherGiven(node);
            for (int lower = firstWaiting[node]; lower >= 0; ) {
                int following = nextWaiting[lower];
                gather(lower, node);
                lower = following;
            }
            keep(up, metric.up, node, upFound);
            keep(down, metric.down, node, downFound);
            wait(node);
        }
    }

    private void gatherGiven(int node) {
        Graph graph = hierarchy.graph;
        int at = hierarchy.stored.order()[node];
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
        wait(lower);
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

    /** Has the node wait for the next higher one it has an arc with. */
    private void wait(int node) {
        int next = Integer.MAX_VALUE;
        if (upNext[node] < up.end[node]) next = up.other[upNext[node]];
        if (downNext[node] < down.end[node]) next = Math.min(next, down.other[downNext[node]]);
        if (next == Integer.MAX_VALUE) return;
        nextWaiting[node] = firstWaiting[next];
        firstWaiting[next] = node;
    }
}
