package org.tocsin.road;

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

    /** The times of arcs in the order of the graph's rows; closed ones are CLOSED. */
    final int[] backwardDeciseconds;

    final int[] forwardDeciseconds;

    private final int[] deciseconds;
    private final Islands islands;
    private final BitSet touched = new BitSet();
    private final Map<Integer, List<Block>> blocks = new HashMap<>();

    OpenRoads(RoadGraph graph, Profile profile, Islands islands, Map<Integer, List<Block>> closed) {
        this.graph = graph;
        this.profile = profile;
        this.islands = islands;
        deciseconds = graph.deciseconds(profile);
        int[] through = closed.isEmpty() ? deciseconds : deciseconds.clone();
        closed.forEach(
                (segment, parts) -> {
                    touched.set(segment);
                    blocks.put(segment, List.copyOf(parts));
                    for (Block part : parts) {
                        if (part.forward()) through[2 * segment] = RoadGraph.CLOSED;
                        if (part.backward()) through[2 * segment + 1] = RoadGraph.CLOSED;
                    }
                });
        backwardDeciseconds = inOrder(graph.backwardArc, through);
        forwardDeciseconds = inOrder(graph.forwardArc, through);
    }

    private static int[] inOrder(int[] arcs, int[] times) {
        int[] ordered = new int[arcs.length];
        for (int i = 0; i < arcs.length; i++) ordered[i] = times[arcs[i]];
        return ordered;
    }

    /** The time from the first junction of the segment to the spot, or CLOSED. */
    int firstToSpot(Spot spot) {
        if (spot.fraction() == 0) return 0;
        return part(2 * spot.segment(), 0, spot.fraction());
    }

    /** The time from the second junction of the segment to the spot, or CLOSED. */
    int secondToSpot(Spot spot) {
        if (spot.fraction() == 1) return 0;
        return part(2 * spot.segment() + 1, spot.fraction(), 1);
    }

    /** The time from the spot to the first junction of the segment, or CLOSED. */
    int spotToFirst(Spot spot) {
        if (spot.fraction() == 0) return 0;
        return part(2 * spot.segment() + 1, 0, spot.fraction());
    }

    /** The time from the spot to the second junction of the segment, or CLOSED. */
    int spotToSecond(Spot spot) {
        if (spot.fraction() == 1) return 0;
        return part(2 * spot.segment(), spot.fraction(), 1);
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

    private int part(int arc, double low, double high) {
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
