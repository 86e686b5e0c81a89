package org.tocsin.path;

import java.util.Arrays;

/**
 * Distances from many nodes to many places: lazy RPHAST for sixteen places at a time over the part
 * of the hierarchy that the nodes need, which is picked out once (after Delling, Goldberg and
 * Werneck, "Faster Batched Shortest Paths in Road Networks", 2011).
 *
 * <p>For one thread. It holds what the nodes need: about 100 bytes for each of their ancestors.
 */
public final class Matrix {
    /** As many distances fit one or two registers of most processors. */
    private static final int LANES = 16;

    private final Hierarchy hierarchy;
    private final Metric metric;
    private final Climb climb;

    /** Where each node stands among the picked, by rank; −1 if it is not picked. */
    private final int[] placeOfRank;

    private final int[] placeOfNode;

    // The picked nodes, higher ones first, and their arcs to other picked ones.
    private final int[] picked;
    private final int[] start;
    private final int[] other;
    private final int[] weight;
    private final int[] distance;

    /**
     * @param nodes from which distances are wanted
     */
    public Matrix(Metric metric, int[] nodes) {
        this.metric = metric;
        hierarchy = metric.hierarchy;
        climb = new Climb(hierarchy);
        int[] place = new int[hierarchy.nodes()];
        placeOfRank = place;
        picked = pick(nodes, place);
        placeOfNode = new int[nodes.length];
        Arrays.setAll(placeOfNode, i -> place[hierarchy.rank[nodes[i]]]);
        Hierarchy.Half up = hierarchy.up;
        start = new int[picked.length + 1];
        var others = new Numbers(8 * picked.length);
        var weights = new Numbers(8 * picked.length);
        for (int i = 0; i < picked.length; i++) {
            for (int arc = up.first[picked[i]]; arc < up.end[picked[i]]; arc++) {
                if (metric.up(arc) >= Graph.CLOSED) continue;
                others.add(place[up.other[arc]] * LANES);
                weights.add(metric.up(arc));
            }
            start[i + 1] = others.size;
        }
        other = others.toArray();
        weight = weights.toArray();
        distance = new int[picked.length * LANES];
    }

    private int[] pick(int[] nodes, int[] place) {
        boolean[] needed = new boolean[hierarchy.nodes()];
        int count = 0;
        for (int node : nodes) {
            for (int at = hierarchy.rank[node]; at >= 0 && !needed[at]; at = hierarchy.parent[at]) {
                needed[at] = true;
                count++;
            }
        }
        int[] all = new int[count];
        int next = 0;
        for (int at = hierarchy.nodes() - 1; at >= 0; at--) {
            place[at] = -1;
            if (!needed[at]) continue;
            place[at] = next;
            all[next++] = at;
        }
        return all;
    }

    /** The places to which distances are asked: so far from each of these nodes. */
    public interface Ends {
        /** Tells all starts of the place. */
        void of(int place, Start start);
    }

    /** Takes a start. */
    public interface Start {
        void at(int node, int distance);
    }

    /** Is given what was found. */
    public interface Row {
        /**
         * @param distances from each of the nodes to the place; {@link Graph#CLOSED} where there is
         *     no way. Only good until the call returns
         */
        void of(int place, int[] distances);
    }

    /** Asks for places 0 to count − 1. */
    public void ask(int count, Ends ends, Row row) {
        int[] distances = new int[placeOfNode.length];
        for (int first = 0; first < count; first += LANES) {
            int lanes = Math.min(LANES, count - first);
            Arrays.fill(distance, Graph.CLOSED);
            for (int lane = 0; lane < lanes; lane++) climb(ends, first + lane, lane);
            sweep();
            for (int lane = 0; lane < lanes; lane++) {
                for (int i = 0; i < distances.length; i++) {
                    distances[i] = distance[placeOfNode[i] * LANES + lane];
                }
                row.of(first + lane, distances);
            }
        }
    }

    private void climb(Ends ends, int place, int lane) {
        climb.begin(metric, false);
        ends.of(place, (node, from) -> climb.start(hierarchy.rank[node], from));
        climb.run(
                (at, found) -> {
                    int where = placeOfRank[at];
                    if (where < 0) return true;
                    int cell = where * LANES + lane;
                    distance[cell] = Math.min(distance[cell], found);
                    return true;
                });
    }

    private void sweep() {
        for (int i = 0; i < picked.length; i++) {
            int own = i * LANES;
            for (int arc = start[i]; arc < start[i + 1]; arc++) {
                relax(own, other[arc], weight[arc]);
            }
        }
    }

    private void relax(int own, int above, int along) {
        int[] all = distance;
        for (int lane = 0; lane < LANES; lane++) {
            all[own + lane] = Math.min(all[own + lane], all[above + lane] + along);
        }
    }
}
