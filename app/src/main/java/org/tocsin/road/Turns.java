package org.tocsin.road;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

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

    /** Whom a sign always forbids each turn: bits of {@link RoadUser}s. */
    private final byte[] forbidden;

    /** The turns that signs forbid at some hours. */
    private final List<Timed> sometimes;

    private record Timed(int turn, Forbidden.Timed sign) {}

    private Turns(
            int[] arcOf,
            int[] start,
            int[] head,
            byte[] kind,
            byte[] forbidden,
            List<Timed> sometimes) {
        this.sometimes = List.copyOf(sometimes);
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
     *
     * @param held the kinds of week that hold: see {@link RoadGraph.Hours}
     */
    int[] deciseconds(Profile profile, BitSet held) {
        int[] delays = deciseconds(profile);
        int heeded = heeded(profile);
        for (Timed each : sometimes) {
            boolean meant = (each.sign().users() & heeded) != 0;
            if (meant && held.get(each.sign().week())) delays[each.turn()] = RoadGraph.CLOSED;
        }
        return delays;
    }

    /** The same at an hour at which no sign holds but those that always do. */
    int[] deciseconds(Profile profile) {
        int[] byKind = delays(profile.delays());
        int[] delays = new int[head.length];
        int heeded = heeded(profile);
        for (int turn = 0; turn < delays.length; turn++) {
            boolean may = (forbidden[turn] & heeded) == 0;
            delays[turn] = may ? byKind[kind[turn]] : RoadGraph.CLOSED;
        }
        return delays;
    }

    private static int heeded(Profile profile) {
        int own = profile.user().bit();
        return switch (profile.may().turnSigns()) {
            // What excepts crews still means cars.
            case ALL -> own | RoadUser.CAR.bit();
            case AS_SIGNED -> own;
            case NONE -> 0;
        };
    }

    private static int[] delays(Profile.Delays delays) {
        int[] deciseconds = new int[TurnKind.count()];
        for (TurnKind kind : TurnKind.values()) {
            Duration delay =
                    switch (kind) {
                        case ON -> Duration.ZERO;
                        case SLIGHT_LEFT, SLIGHT_RIGHT -> delays.slightTurn();
                        case LEFT, RIGHT -> delays.turn();
                        case SHARP_LEFT, SHARP_RIGHT -> delays.sharpTurn();
                        case U_TURN -> delays.uTurn();
                        case DEAD_END -> delays.deadEnd();
                        case BOARDING -> delays.boarding();
                    };
            deciseconds[kind.number()] = Math.toIntExact(delay.toMillis() / 100);
        }
        return deciseconds;
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
            var sometimes = new ArrayList<Timed>();
            for (int state = 0; state < arcOf.length; state++) {
                int arc = arcOf[state];
                int junction = graph.head(arc);
                int end = used[arc] ? graph.forwardStart[junction + 1] : 0;
                for (int i = graph.forwardStart[junction]; i < end; i++) {
                    int next = graph.forwardArc[i];
                    if (isBackThroughAGate(arc, next, junction)) continue;
                    if (signed[arc]) {
                        for (Forbidden.Timed sign : signs.sometimes(state, next)) {
                            sometimes.add(new Timed(head.size(), sign));
                        }
                    }
                    head.add(signed[arc] ? signs.next(state, next) : next);
                    kind.add(kind(arc, next).number());
                    forbidden.add(signed[arc] ? (byte) signs.users(state, next) : 0);
                }
                start[state + 1] = head.size();
            }
            return new Turns(
                    arcOf, start, head.toArray(), kind.toArray(), forbidden.toArray(), sometimes);
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
