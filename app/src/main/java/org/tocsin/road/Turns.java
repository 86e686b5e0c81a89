package org.tocsin.road;

import java.util.Arrays;

/**
 * The roads as turns: a <i>state</i> is a directed arc that a driver is on, or a copy of one that
 * remembers where he came from; a <i>turn</i> leads from the end of one state's arc into another
 * state. States 0 to arcs − 1 are the arcs themselves, copies come after. Rows as in {@link
 * RoadGraph}: the turns of state {@code s} are {@code start[s]} to {@code start[s + 1] − 1}.
 *
 * <p>The cost of a turn is its delay alone; the driving time of the arc entered comes on top. Never
 * changed once made.
 */
final class Turns {
    private final RoadGraph graph;
    private final int[] arcOf;

    /** Where the turns of each state begin, and at the end their number. */
    final int[] start;

    /** The state that each turn enters. */
    final int[] head;

    /** The {@link TurnKind} of each turn, by number. */
    final byte[] kind;

    private Turns(RoadGraph graph, int[] arcOf, int[] start, int[] head, byte[] kind) {
        this.graph = graph;
        this.arcOf = arcOf;
        this.start = start;
        this.head = head;
        this.kind = kind;
    }

    static Turns of(RoadGraph graph) {
        return new Drawing(graph).draw();
    }

    /** How many states there are: at least two for each segment. */
    int states() {
        return arcOf.length;
    }

    /** How many turns there are. */
    int count() {
        return head.length;
    }

    /** The arc that one is on in this state. */
    int arcOf(int state) {
        return arcOf[state];
    }

    TurnKind kind(int turn) {
        return TurnKind.of(kind[turn]);
    }

    /**
     * The delay of each turn in deciseconds; {@link RoadGraph#CLOSED} where the profile may not
     * turn. A new array.
     */
    int[] deciseconds(Profile profile) {
        int[] byKind = delays(profile);
        int[] delays = new int[head.length];
        for (int turn = 0; turn < delays.length; turn++) delays[turn] = byKind[kind[turn]];
        return delays;
    }

    // The delays of OSRM's car profile: 7.5 s spread by a sigmoid of the angle (90 degrees 2 s, 135
    // and more 6 s), 20 s to turn round. Crews turn round faster: others make room.
    private static int[] delays(Profile profile) {
        int[] delays = new int[TurnKind.count()];
        delays[TurnKind.LEFT.number()] = 20;
        delays[TurnKind.RIGHT.number()] = 20;
        delays[TurnKind.SHARP_LEFT.number()] = 60;
        delays[TurnKind.SHARP_RIGHT.number()] = 60;
        int round =
                switch (profile) {
                    case EMERGENCY -> 150;
                    case NORMAL -> 200;
                };
        delays[TurnKind.U_TURN.number()] = round;
        delays[TurnKind.DEAD_END.number()] = round / 2;
        return delays;
    }

    /** Finds the turns, state by state. */
    private static final class Drawing {
        private final RoadGraph graph;
        private final double[] leaving;
        private final double[] arriving;
        private final int arcs;

        Drawing(RoadGraph graph) {
            this.graph = graph;
            arcs = 2 * graph.segments;
            var bearings = new Bearings(graph);
            leaving = new double[arcs];
            arriving = new double[arcs];
            Arrays.setAll(leaving, bearings::leaving);
            Arrays.setAll(arriving, bearings::arriving);
        }

        Turns draw() {
            int[] arcOf = new int[arcs];
            Arrays.setAll(arcOf, arc -> arc);
            boolean[] used = new boolean[arcs];
            for (int arc : graph.forwardArc) used[arc] = true;
            int[] start = new int[arcs + 1];
            var head = new Ints();
            for (int arc = 0; arc < arcs; arc++) {
                if (used[arc]) addTurns(arc, head);
                start[arc + 1] = head.size();
            }
            int[] heads = head.toArray();
            byte[] kind = new byte[heads.length];
            for (int arc = 0; arc < arcs; arc++) {
                for (int turn = start[arc]; turn < start[arc + 1]; turn++) {
                    kind[turn] = kind(arc, heads[turn]).number();
                }
            }
            return new Turns(graph, arcOf, start, heads, kind);
        }

        private void addTurns(int arc, Ints head) {
            int junction = graph.head(arc);
            boolean gate = graph.roadClass(arc >> 1) == RoadClass.BARRIER;
            int exits = graph.forwardStart[junction + 1] - graph.forwardStart[junction];
            for (int i = graph.forwardStart[junction]; i < graph.forwardStart[junction + 1]; i++) {
                int next = graph.forwardArc[i];
                // Nobody goes through a gate to come back through it.
                if (next == (arc ^ 1) && gate && exits > 1) continue;
                head.add(next);
            }
        }

        private TurnKind kind(int arc, int next) {
            int junction = graph.head(arc);
            int exits = graph.forwardStart[junction + 1] - graph.forwardStart[junction];
            if (next == (arc ^ 1)) return exits == 1 ? TurnKind.DEAD_END : TurnKind.U_TURN;
            boolean ferry = graph.roadClass(next >> 1) == RoadClass.FERRY;
            if (ferry && graph.roadClass(arc >> 1) != RoadClass.FERRY) return TurnKind.BOARDING;
            if (!isChoice(arc, junction)) return TurnKind.ON;
            double angle = Bearings.angle(arriving[arc], leaving[next]);
            return Double.isNaN(angle) ? TurnKind.ON : TurnKind.byAngle(angle);
        }

        /** Whether more than one road leads on, besides the way back. */
        private boolean isChoice(int arc, int junction) {
            int onward = 0;
            for (int i = graph.forwardStart[junction]; i < graph.forwardStart[junction + 1]; i++) {
                if (graph.forwardArc[i] != (arc ^ 1)) onward++;
            }
            return onward > 1;
        }
    }
}
