package org.tocsin.road;

import org.tocsin.path.Dissection;
import org.tocsin.path.Graph;
import org.tocsin.path.Hierarchy;
import org.tocsin.path.Metric;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.zip.CRC32C;

/**
 * The turns of the roads as searches need them: a graph whose nodes are states and whose arcs are
 * turns, and the hierarchy over it. The weight of a turn is its delay and the driving time of the
 * arc that it enters, so that distances run from the end of one arc to the end of another.
 */
final class TurnMap {
    final Turns turns;
    final Graph graph;
    final Hierarchy hierarchy;

    // The states on each arc besides the one of its own number.
    private final int[] copyStart;
    private final int[] copies;

    private TurnMap(RoadGraph roads, Turns turns, Graph graph, Hierarchy hierarchy) {
        this.turns = turns;
        this.graph = graph;
        this.hierarchy = hierarchy;
        int arcs = 2 * roads.segments;
        copyStart = new int[arcs + 1];
        copies = new int[turns.states() - arcs];
        for (int state = arcs; state < turns.states(); state++) {
            copyStart[turns.arcOf(state) + 1]++;
        }
        for (int arc = 0; arc < arcs; arc++) copyStart[arc + 1] += copyStart[arc];
        int[] next = copyStart.clone();
        for (int state = arcs; state < turns.states(); state++) {
            copies[next[turns.arcOf(state)]++] = state;
        }
    }

    /** Orders and contracts: takes seconds for a city. */
    static TurnMap of(RoadGraph roads) {
        Turns turns = Turns.of(roads);
        int[] order = dissect(roads, turns);
        var graph = new Graph(turns.start, turns.head);
        return new TurnMap(roads, turns, graph, Hierarchy.of(graph, order));
    }

    /** The same for a file: without what only searches need. */
    static HierarchyFile.Kept order(RoadGraph roads) {
        Turns turns = Turns.of(roads);
        int[] order = dissect(roads, turns);
        var graph = new Graph(turns.start, turns.head);
        return new HierarchyFile.Kept(Hierarchy.contract(graph, order), fingerprint(turns));
    }

    private static int[] dissect(RoadGraph roads, Turns turns) {
        int[] tail = new int[turns.states()];
        int[] head = new int[turns.states()];
        Arrays.setAll(tail, state -> roads.tail(turns.arcOf(state)));
        Arrays.setAll(head, state -> roads.head(turns.arcOf(state)));
        return Dissection.order(
                roads.stored.junctionLatitude(), roads.stored.junctionLongitude(), tail, head);
    }

    /**
     * With a hierarchy made earlier. Profiles that use other roads make other turns; then its order
     * is contracted anew, which takes a second for a city.
     *
     * @param fingerprint of the turns it was made for
     * @throws IllegalArgumentException if it is one of other roads
     */
    static TurnMap of(RoadGraph roads, Hierarchy.Stored stored, int fingerprint) {
        Turns turns = Turns.of(roads);
        var graph = new Graph(turns.start, turns.head);
        Hierarchy hierarchy =
                fingerprint(turns) == fingerprint
                        ? new Hierarchy(graph, stored)
                        : Hierarchy.of(graph, stored.order());
        return new TurnMap(roads, turns, graph, hierarchy);
    }

    /** Tells sets of turns apart. */
    private static int fingerprint(Turns turns) {
        var checksum = new CRC32C();
        var bytes = ByteBuffer.allocate(Integer.BYTES << 14).order(ByteOrder.LITTLE_ENDIAN);
        for (int[] numbers : new int[][] {turns.start, turns.head}) {
            for (int from = 0; from < numbers.length; from += 1 << 14) {
                int count = Math.min(1 << 14, numbers.length - from);
                bytes.clear().limit(Integer.BYTES * count);
                bytes.asIntBuffer().put(numbers, from, count);
                checksum.update(bytes);
            }
        }
        return (int) checksum.getValue();
    }

    /** The weights of all turns. */
    Metric metric(int[] delays, int[] arcTimes) {
        int[] weights = new int[delays.length];
        for (int turn = 0; turn < weights.length; turn++) {
            weights[turn] = weight(delays[turn], arcTimes[turns.arcOf(turns.head[turn])]);
        }
        return Metric.of(hierarchy, weights);
    }

    static int weight(int delay, int arcTime) {
        boolean closed = delay == RoadGraph.CLOSED || arcTime == RoadGraph.CLOSED;
        return closed ? Graph.CLOSED : delay + arcTime;
    }

    /** How many arcs the roads have. */
    int arcs() {
        return copyStart.length - 1;
    }

    /** All states on the arc. */
    void eachState(int arc, IntConsumer visitor) {
        visitor.accept(arc);
        for (int i = copyStart[arc]; i < copyStart[arc + 1]; i++) visitor.accept(copies[i]);
    }

    interface EachTurn {
        void turn(int state, int turn);
    }

    /** Every turn that enters the arc, and the state that it leaves. */
    void entering(int arc, EachTurn visitor) {
        eachState(arc, state -> enteringState(state, visitor));
    }

    private void enteringState(int state, EachTurn visitor) {
        for (int i = graph.firstEntering(state); i < graph.endEntering(state); i++) {
            visitor.turn(graph.enteringTail(i), graph.enteringArc(i));
        }
    }
}
