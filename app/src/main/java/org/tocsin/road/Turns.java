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
    private final int[] arcOf;

    /** Where the turns of each state begin, and at the end their number. */
    final int[] start;

    /** The state that each turn enters. */
    final int[] head;

    /** The {@link TurnKind} of each turn, by number. */
    final byte[] kind;

    /** Whom a sign forbids each turn: bits of {@link RoadUser}s. */
    private final byte[] forbidden;

    private Turns(int[] arcOf, int[] start, int[] head, byte[] kind, byte[] forbidden) {
        this.arcOf = arcOf;
        this.start = start;
        this.head = head;
        this.kind = kind;
        this.forbidden = forbidden;
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
        int user = user(profile).bit();
        for (int turn = 0; turn < delays.length; turn++) {
            boolean may = (forbidden[turn] & user) == 0;
            delays[turn] = may ? byKind[kind[turn]] : RoadGraph.CLOSED;
        }
        return delays;
    }

    private static RoadUser user(Profile profile) {
        return switch (profile) {
            case EMERGENCY -> RoadUser.EMERGENCY;
            case NORMAL -> RoadUser.CAR;
        };
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
            var signs = new Forbidden(graph);
            int[] arcOf = new int[signs.states()];
            Arrays.setAll(arcOf, signs::arcOf);
            boolean[] used = new boolean[arcs];
            for (int arc : graph.forwardArc) used[arc] = true;
            boolean[] signed = signed();
            int[] start = new int[arcOf.length + 1];
            var head = new Ints();
            var kind = new Bytes();
            var forbidden = new Bytes();
            for (int state = 0; state < arcOf.length; state++) {
                int arc = arcOf[state];
                int junction = graph.head(arc);
                int end = used[arc] ? graph.forwardStart[junction + 1] : 0;
                for (int i = graph.forwardStart[junction]; i < end; i++) {
                    int next = graph.forwardArc[i];
                    if (isBackThroughAGate(arc, next, junction)) continue;
                    head.add(signed[arc] ? signs.next(state, next) : next);
                    kind.add(kind(arc, next).number());
                    forbidden.add(signed[arc] ? (byte) signs.users(state, next) : 0);
                }
                start[state + 1] = head.size();
            }
            return new Turns(arcOf, start, head.toArray(), kind.toArray(), forbidden.toArray());
        }

        /** The arcs of any sign: the others need no looking up. */
        private boolean[] signed() {
            boolean[] signed = new boolean[arcs];
            for (int arc : graph.stored.signs().arcs()) signed[arc] = true;
            return signed;
        }

        /** Nobody goes through a gate to come back through it. */
        private boolean isBackThroughAGate(int arc, int next, int junction) {
            return next == (arc ^ 1)
                    && graph.roadClass(arc >> 1) == RoadClass.BARRIER
                    && graph.forwardStart[junction + 1] - graph.forwardStart[junction] > 1;
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
