package org.tocsin.road;

import org.jspecify.annotations.Nullable;
import org.tocsin.path.Metric;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The roads as one profile finds them under a set of closures: what {@link Search} runs over.
 * Compiled once and then only read, by any thread.
 */
final class OpenRoads {
    /**
     * A part of a segment that is closed, in one direction or both.
     *
     * @param from the fraction of the line at which it begins
     * @param to the fraction at which it ends, not before
     */
    record Block(double from, double to, boolean forward, boolean backward) {
        boolean covers(double fraction) {
            return from <= fraction && fraction <= to;
        }

        boolean overlaps(double low, double high) {
            return from <= high && low <= to;
        }
    }

    /** Next to a block: a tenth of a millimetre on a hundred metres of road. */
    private static final double BESIDE = 1e-6;

    final RoadGraph graph;
    final Profile profile;
    private final TurnMap map;

    /** The times of arcs at the hour, without closures and slow-downs. */
    private final int[] usual;

    private final BitSet slowedArcs = new BitSet();

    /** The times of arcs as they are, closed or not. */
    private final int[] deciseconds;

    private final int[] delays;
    private final Islands islands;
    private final BitSet touched = new BitSet();
    private final BitSet closedArcs = new BitSet();
    private final Map<Integer, List<Block>> blocks = new HashMap<>();

    private volatile @Nullable Metric metric;

    /** Without closures, as if all that opens or shuts by the hour were open. */
    OpenRoads(RoadGraph graph, TurnMap map, Profile profile, Islands islands, int[] deciseconds) {
        this(graph, map, profile, islands, deciseconds, new BitSet());
    }

    /**
     * Without closures.
     *
     * @param held the kinds of week that hold: see {@link RoadGraph.Hours}
     */
    OpenRoads(
            RoadGraph graph,
            TurnMap map,
            Profile profile,
            Islands islands,
            int[] deciseconds,
            BitSet held) {
        this.graph = graph;
        this.map = map;
        this.profile = profile;
        this.islands = islands;
        this.deciseconds = deciseconds;
        usual = deciseconds;
        delays = map.turns.deciseconds(profile, held);
        int[] ever = graph.deciseconds(profile);
        for (int segment : graph.stored.hours().segment()) {
            boolean opens =
                    ever[2 * segment] != RoadGraph.CLOSED
                            || ever[2 * segment + 1] != RoadGraph.CLOSED;
            if (opens && !drivable(segment)) touched.set(segment);
        }
    }

    private OpenRoads(
            OpenRoads open, Map<Integer, List<Block>> closed, Map<Integer, Integer> slowed) {
        graph = open.graph;
        map = open.map;
        profile = open.profile;
        islands = open.islands;
        usual = open.usual;
        deciseconds = slowed.isEmpty() ? usual : usual.clone();
        slowed.forEach(
                (arc, time) -> {
                    slowedArcs.set(arc);
                    deciseconds[arc] = time;
                });
        delays = open.delays;
        touched.or(open.touched);
        closed.forEach(
                (segment, parts) -> {
                    touched.set(segment);
                    blocks.put(segment, List.copyOf(parts));
                    for (Block part : parts) {
                        if (part.forward()) closedArcs.set(2 * segment);
                        if (part.backward()) closedArcs.set(2 * segment + 1);
                    }
                });
    }

    /**
     * These roads at the same hour with other closures.
     *
     * @param slowed the times of the arcs that are slower than usual
     * @param known from which the fewest arcs differ, so that only those are worked out
     */
    OpenRoads with(
            Map<Integer, List<Block>> closed, Map<Integer, Integer> slowed, List<OpenRoads> known) {
        var roads = new OpenRoads(this, closed, slowed);
        OpenRoads nearest = this;
        int least = roads.differing(this).cardinality();
        for (OpenRoads other : known) {
            if (!isAtTheHourOf(other) || other.metric == null) continue;
            int differing = roads.differing(other).cardinality();
            if (differing < least) nearest = other;
            least = Math.min(least, differing);
        }
        roads.metric = roads.changed(nearest);
        return roads;
    }

    @SuppressWarnings(
            "ReferenceEquality") // Of one hour there is one array; comparing all of it costs.
    private boolean isAtTheHourOf(OpenRoads other) {
        return other.usual == usual;
    }

    private BitSet differing(OpenRoads other) {
        var arcs = (BitSet) closedArcs.clone();
        arcs.xor(other.closedArcs);
        arcs.or(slowedArcs);
        arcs.or(other.slowedArcs);
        return arcs;
    }

    private Metric changed(OpenRoads nearest) {
        var changed = new Ints();
        var weights = new Ints();
        BitSet arcs = differing(nearest);
        for (int arc = arcs.nextSetBit(0); arc >= 0; arc = arcs.nextSetBit(arc + 1)) {
            int time = closedArcs.get(arc) ? RoadGraph.CLOSED : deciseconds[arc];
            map.entering(
                    arc,
                    (_, turn) -> {
                        changed.add(turn);
                        weights.add(TurnMap.weight(delays[turn], time));
                    });
        }
        return nearest.metric().with(changed.toArray(), weights.toArray());
    }

    /** The weights of all turns: worked out when first asked for, by one while others wait. */
    Metric metric() {
        Metric known = metric;
        return known != null ? known : work();
    }

    private synchronized Metric work() {
        Metric known = metric;
        if (known == null) {
            known = map.metric(delays, deciseconds);
            metric = known;
        }
        return known;
    }

    /** Whether any part of the segment is closed in any direction, or all of it at the hour. */
    boolean touches(int segment) {
        return touched.get(segment);
    }

    /** The segments with closed parts. */
    BitSet touched() {
        return touched;
    }

    /** An end of a drive: a state and the time between its arc's end and the place. */
    interface End {
        void at(int state, int deciseconds);
    }

    /**
     * The states on which one leaves the spot, with the time to the end of their arcs. Whoever
     * stands at a junction may have come there by any road.
     */
    void leaving(Spot spot, End end) {
        int along = part(2 * spot.segment(), spot.fraction(), 1);
        if (along != RoadGraph.CLOSED) end.at(2 * spot.segment(), along);
        int against = part(2 * spot.segment() + 1, 0, spot.fraction());
        if (against != RoadGraph.CLOSED) end.at(2 * spot.segment() + 1, against);
        eachArcInto(spot, arc -> end.at(arc, 0));
    }

    /**
     * The states from whose ends one turns onto the spot's road, with the time from there; at a
     * junction those that end there.
     */
    void arriving(Spot spot, End end) {
        arriving(2 * spot.segment(), part(2 * spot.segment(), 0, spot.fraction()), end);
        arriving(2 * spot.segment() + 1, part(2 * spot.segment() + 1, spot.fraction(), 1), end);
        eachArcInto(spot, arc -> map.eachState(arc, state -> end.at(state, 0)));
    }

    private interface EachArc {
        void arc(int arc);
    }

    /** If the spot is at a junction, the arcs that end there open. */
    private void eachArcInto(Spot spot, EachArc visitor) {
        if (spot.fraction() != 0 && spot.fraction() != 1) return;
        int[] ends = spot.fraction() == 0 ? graph.stored.from() : graph.stored.to();
        int junction = ends[spot.segment()];
        for (int i = graph.backwardStart[junction]; i < graph.backwardStart[junction + 1]; i++) {
            int arc = graph.backwardArc[i];
            int there = 1 - (arc & 1);
            if (part(arc, there, there) != RoadGraph.CLOSED) visitor.arc(arc);
        }
    }

    private void arriving(int arc, int time, End end) {
        if (time == RoadGraph.CLOSED) return;
        map.entering(
                arc,
                (state, turn) -> {
                    if (delays[turn] != RoadGraph.CLOSED) end.at(state, delays[turn] + time);
                });
    }

    /** The delay of a turn, or CLOSED. */
    int delay(int turn) {
        return delays[turn];
    }

    /** The driving time of a whole arc at the hour, closed or not. */
    int whole(int arc) {
        return deciseconds[arc];
    }

    /** The time between two spots of one segment without leaving it, or CLOSED. */
    int along(Spot from, Spot to) {
        return Math.min(alongSame(from, to), alongSame(from.nearest(), to.nearest()));
    }

    /** The time between two spots as they are, their nearer ones apart, or CLOSED. */
    int alongSame(Spot from, Spot to) {
        if (from.segment() != to.segment()) return RoadGraph.CLOSED;
        if (from.fraction() == to.fraction()) return 0;
        return from.fraction() < to.fraction()
                ? part(2 * from.segment(), from.fraction(), to.fraction())
                : part(2 * from.segment() + 1, to.fraction(), from.fraction());
    }

    /** The time over a part of an arc, given as fractions of the line, or CLOSED. */
    int part(int arc, double low, double high) {
        int whole = deciseconds[arc];
        if (whole == RoadGraph.CLOSED || isBlocked(arc, low, high)) return RoadGraph.CLOSED;
        return (int) (whole * (high - low) + 0.5);
    }

    private boolean isBlocked(int arc, double low, double high) {
        int segment = arc >> 1;
        if (!touched.get(segment)) return false;
        boolean forward = (arc & 1) == 0;
        for (Block block : blocks.getOrDefault(segment, List.of())) {
            if ((forward ? block.forward() : block.backward()) && block.overlaps(low, high)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a spot on the open roads is still one: nothing is closed there. */
    boolean holds(Spot spot) {
        return !blocked(spot.segment(), spot.fraction())
                && !blocked(spot.nearest().segment(), spot.nearest().fraction());
    }

    private boolean drivable(int segment) {
        return deciseconds[2 * segment] != RoadGraph.CLOSED
                || deciseconds[2 * segment + 1] != RoadGraph.CLOSED;
    }

    private boolean blocked(int segment, double fraction) {
        if (!touched.get(segment)) return false;
        return shutAt(2 * segment, fraction) && shutAt(2 * segment + 1, fraction);
    }

    private boolean shutAt(int arc, double fraction) {
        return deciseconds[arc] == RoadGraph.CLOSED || isBlocked(arc, fraction, fraction);
    }

    /** Which places will do for this role. */
    SnapGrid.Filter filter(Spot.Role role) {
        return new SnapGrid.Filter() {
            @Override
            public boolean accepts(int segment) {
                return drivable(segment);
            }

            @Override
            public boolean hasBlocks(int segment) {
                return touched.get(segment);
            }

            @Override
            public boolean blocked(int segment, double fraction) {
                return OpenRoads.this.blocked(segment, fraction);
            }

            @Override
            public double[] edgesOfBlocks(int segment) {
                var edges = new ArrayList<Double>();
                for (Block block : blocks.getOrDefault(segment, List.of())) {
                    if (block.from() - BESIDE >= 0) edges.add(block.from() - BESIDE);
                    if (block.to() + BESIDE <= 1) edges.add(block.to() + BESIDE);
                }
                return edges.stream().mapToDouble(Double::doubleValue).toArray();
            }

            @Override
            public boolean mainland(int segment) {
                return islands.joined(role, segment);
            }
        };
    }
}
