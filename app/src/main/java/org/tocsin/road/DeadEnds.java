package org.tocsin.road;

import java.util.Arrays;

/**
 * The junctions that lie on dead ends, branched or not: taken off leaf by leaf, whatever the
 * directions. No way between two other places leads through them, so a search leaves out those on
 * which nothing is looked for: a fifth of Porto, two fifths of Andorra.
 */
final class DeadEnds {
    private static final int NONE = -1;

    /** The next junction towards the rest of the roads; NONE for the rest itself. */
    private final int[] wayOut;

    private final RoadGraph graph;
    private final int[] neighbours;

    DeadEnds(RoadGraph graph) {
        this.graph = graph;
        wayOut = new int[graph.junctions];
        Arrays.fill(wayOut, NONE);
        neighbours = new int[graph.junctions];
        boolean[] gone = new boolean[graph.junctions];
        var leaves = new Ints();
        for (int junction = 0; junction < graph.junctions; junction++) {
            neighbours[junction] = neighboursOf(junction, gone).length;
            if (neighbours[junction] == 1) leaves.add(junction);
        }
        for (int next = 0; next < leaves.size(); next++) {
            int leaf = leaves.get(next);
            int[] left = neighboursOf(leaf, gone);
            // The last junction of a tree that stands alone has no neighbour left: it is the rest.
            if (left.length == 0) continue;
            gone[leaf] = true;
            wayOut[leaf] = left[0];
            if (--neighbours[left[0]] == 1) leaves.add(left[0]);
        }
    }

    private int[] neighboursOf(int junction, boolean[] gone) {
        var found = new Ints();
        for (int i = graph.forwardStart[junction]; i < graph.forwardStart[junction + 1]; i++) {
            addOther(found, junction, graph.forwardHead[i], gone);
        }
        for (int i = graph.backwardStart[junction]; i < graph.backwardStart[junction + 1]; i++) {
            addOther(found, junction, graph.backwardTail[i], gone);
        }
        return found.toArray();
    }

    private static void addOther(Ints found, int junction, int other, boolean[] gone) {
        if (other == junction || gone[other]) return;
        for (int i = 0; i < found.size(); i++) if (found.get(i) == other) return;
        found.add(other);
    }

    /** The next junction towards the rest of the roads, of one on a dead end. */
    int wayOut(int junction) {
        return wayOut[junction];
    }

    /** A bit for each junction: set if it lies on a dead end. */
    long[] bits() {
        long[] bits = new long[(graph.junctions >> 6) + 1];
        for (int junction = 0; junction < graph.junctions; junction++) {
            if (wayOut[junction] != NONE) bits[junction >> 6] |= 1L << junction;
        }
        return bits;
    }
}
