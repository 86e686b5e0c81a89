package org.tocsin.path;

import java.util.Arrays;

/**
 * The weights of a hierarchy's arcs for one set of weights of its graph's: each at most the length
 * of every way through lower nodes, which is what searches need. Never changed: {@link #with} gives
 * another that shares all that is the same, so that readers neither wait nor see half a change.
 */
public final class Metric {
    private static final int GIVEN_BLOCK_BITS = 10;

    final Hierarchy hierarchy;

    /** The weights of the graph's arcs, in blocks. */
    final int[][] given;

    final int[][] up;
    final int[][] down;

    Metric(Hierarchy hierarchy, int[][] given, int[][] up, int[][] down) {
        this.hierarchy = hierarchy;
        this.given = given;
        this.up = up;
        this.down = down;
    }

    /**
     * Customizes the whole hierarchy; a large one on all processors.
     *
     * @param weights of the graph's arcs, from 0; {@link Graph#CLOSED} for one that may not be used
     * @throws IllegalArgumentException if there are not as many as arcs, or one is out of range
     */
    public static Metric of(Hierarchy hierarchy, int[] weights) {
        if (weights.length != hierarchy.graph.arcs()) {
            throw new IllegalArgumentException(
                    "there are %d weights, expected %d"
                            .formatted(weights.length, hierarchy.graph.arcs()));
        }
        for (int weight : weights) check(weight);
        int[][] given = new int[(weights.length >> GIVEN_BLOCK_BITS) + 1][];
        for (int i = 0; i < given.length; i++) {
            int from = i << GIVEN_BLOCK_BITS;
            given[i] =
                    Arrays.copyOfRange(
                            weights, from, Math.min(weights.length, from + givenMask() + 1));
        }
        return whole(hierarchy, given);
    }

    static Metric whole(Hierarchy hierarchy, int[][] given) {
        var metric = new Metric(hierarchy, given, hierarchy.up.blocks(), hierarchy.down.blocks());
        new Customization(metric).run();
        return metric;
    }

    static void check(int weight) {
        if (weight < 0 || weight > Graph.CLOSED) {
            throw new IllegalArgumentException(
                    "a weight is %d, expected 0 to %d".formatted(weight, Graph.CLOSED));
        }
    }

    /**
     * The same with some arcs' weights changed; equal to customizing anew. Where so much changes
     * that this is quicker, that is what it does.
     *
     * @param arcs of the graph; of one given twice the last counts
     * @param weights as many, of these arcs
     * @throws IllegalArgumentException if an arc does not exist or a weight is out of range
     */
    public Metric with(int[] arcs, int[] weights) {
        if (arcs.length != weights.length) {
            throw new IllegalArgumentException(
                    "%d weights for %d arcs, expected as many"
                            .formatted(weights.length, arcs.length));
        }
        return new Change(this).run(arcs, weights);
    }

    public Hierarchy hierarchy() {
        return hierarchy;
    }

    /** The weight of an arc of the graph. */
    public int weight(int arc) {
        return given[arc >> GIVEN_BLOCK_BITS][arc & givenMask()];
    }

    static int givenBlock(int arc) {
        return arc >> GIVEN_BLOCK_BITS;
    }

    static int givenMask() {
        return (1 << GIVEN_BLOCK_BITS) - 1;
    }

    int up(int place) {
        return up[place >> hierarchy.up.blockBits][place & hierarchy.up.mask];
    }

    int down(int place) {
        return down[place >> hierarchy.down.blockBits][place & hierarchy.down.mask];
    }
}
