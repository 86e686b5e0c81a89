package org.tocsin.road;

import org.jspecify.annotations.Nullable;
import org.tocsin.place.Point;
import org.tocsin.road.OpenRoads.Block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The plain twin of the search and of snapping: every segment is looked at for every place, and
 * Dijkstra's algorithm with a priority queue goes forward from the origin, from turn to turn.
 */
final class PlainRoads {
    private final RoadGraph.Stored stored;
    private final RoadGraph graph;
    private final Map<Integer, List<Block>> blocks;
    private final int[] times;
    private final Turns turns;
    private final int[] delays;
    private final Map<Place, int[]> fromPlaces = new HashMap<>();
    private final boolean[][] mainland = new boolean[2][];
    private final List<List<int[]>> leaving = new ArrayList<>();

    private static final int TO = 0;
    private static final int FROM = 1;

    /** A place on a segment, as the twin sees it. */
    record Place(int segment, double fraction, long millimeters, @Nullable Place nearer) {
        Place nearest() {
            return nearer == null ? this : nearer;
        }
    }

    PlainRoads(RoadGraph graph, Profile profile, Map<Integer, List<Block>> blocks) {
        this(graph, profile, blocks, graph.deciseconds(profile));
    }

    /**
     * @param times of the arcs at the hour, slowed down where something slows them
     */
    PlainRoads(RoadGraph graph, Profile profile, Map<Integer, List<Block>> blocks, int[] times) {
        this(graph, profile, blocks, times, new BitSet());
    }

    /**
     * @param held the kinds of week that hold
     */
    PlainRoads(
            RoadGraph graph,
            Profile profile,
            Map<Integer, List<Block>> blocks,
            int[] times,
            BitSet held) {
        this.graph = graph;
        this.stored = graph.stored;
        this.blocks = blocks;
        this.times = times;
        turns = Turns.of(graph);
        delays = turns.deciseconds(profile, held);
        for (int i = 0; i < graph.junctions; i++) leaving.add(new ArrayList<>());
        for (int arc = 0; arc < times.length; arc++) {
            if (times[arc] == RoadGraph.CLOSED) continue;
            leaving.get(tail(arc)).add(new int[] {head(arc), arc});
        }
    }

    /** Takes who is mainland from elsewhere, where finding out plainly takes too long. */
    PlainRoads withMainland(Islands islands) {
        for (Spot.Role role : Spot.Role.values()) {
            boolean[] joined = new boolean[graph.segments];
            for (int s = 0; s < joined.length; s++) joined[s] = islands.joined(role, s);
            mainland[role == Spot.Role.ARRIVE ? TO : FROM] = joined;
        }
        return this;
    }

    /** Finds out who is mainland by walking from every junction. */
    PlainRoads withMainlandByWalking() {
        boolean[][] reach = new boolean[graph.junctions][];
        for (int junction = 0; junction < graph.junctions; junction++) {
            reach[junction] = walk(junction);
        }
        int[] size = new int[graph.junctions];
        for (int a = 0; a < graph.junctions; a++) {
            for (int b = 0; b < graph.junctions; b++) if (reach[a][b] && reach[b][a]) size[a]++;
        }
        int largest = Arrays.stream(size).max().orElse(0);
        int enough = Math.min(largest, Islands.MAINLAND_JUNCTIONS);
        mainland[TO] = new boolean[graph.segments];
        mainland[FROM] = new boolean[graph.segments];
        for (int arc = 0; arc < times.length; arc++) {
            if (times[arc] == RoadGraph.CLOSED) continue;
            for (int big = 0; big < graph.junctions; big++) {
                if (size[big] < enough) continue;
                mainland[TO][arc / 2] |= reach[big][tail(arc)];
                mainland[FROM][arc / 2] |= reach[head(arc)][big];
            }
        }
        return this;
    }

    private boolean[] walk(int from) {
        boolean[] seen = new boolean[graph.junctions];
        seen[from] = true;
        var open = new ArrayList<Integer>(List.of(from));
        while (!open.isEmpty()) {
            for (int[] next : leaving.get(open.removeLast())) {
                if (!seen[next[0]]) open.add(next[0]);
                seen[next[0]] = true;
            }
        }
        return seen;
    }

    private int tail(int arc) {
        return arc % 2 == 0 ? stored.from()[arc / 2] : stored.to()[arc / 2];
    }

    private int head(int arc) {
        return arc % 2 == 0 ? stored.to()[arc / 2] : stored.from()[arc / 2];
    }

    private boolean shut(int arc, double low, double high) {
        if (times[arc] == RoadGraph.CLOSED) return true;
        for (Block block : blocks.getOrDefault(arc / 2, List.of())) {
            boolean concerns = arc % 2 == 0 ? block.forward() : block.backward();
            if (concerns && block.from() <= high && low <= block.to()) return true;
        }
        return false;
    }

    private boolean nobodyAt(int segment, double fraction) {
        return shut(2 * segment, fraction, fraction) && shut(2 * segment + 1, fraction, fraction);
    }

    /** The nearest place that will do, found by looking at all. */
    @Nullable Place snap(Point point, Spot.Role role) {
        @Nullable Place any = null;
        @Nullable Place joined = null;
        boolean[] ofMainland = mainland[role == Spot.Role.ARRIVE ? TO : FROM];
        for (int segment = 0; segment < graph.segments; segment++) {
            RoadClass kind = graph.roadClass(segment);
            if (kind == RoadClass.BARRIER || kind == RoadClass.FERRY) continue;
            if (times[2 * segment] == RoadGraph.CLOSED
                    && times[2 * segment + 1] == RoadGraph.CLOSED) {
                continue;
            }
            for (Place place : places(point, segment)) {
                if (place.millimeters() > RoadNetwork.SNAP_METERS * 1000) continue;
                if (any == null || place.millimeters() < any.millimeters()) any = place;
                boolean better = joined == null || place.millimeters() < joined.millimeters();
                if (ofMainland[segment] && better) joined = place;
            }
        }
        if (any == null || joined == null) return any;
        boolean near = joined.millimeters() <= any.millimeters() + 1000 * SnapGrid.MAINLAND_METERS;
        if (!near || joined.segment() == any.segment()) return any;
        return new Place(joined.segment(), joined.fraction(), joined.millimeters(), any);
    }

    private List<Place> places(Point point, int segment) {
        var places = new ArrayList<Place>();
        Line line = graph.line(segment);
        for (int piece = line.first(); piece < line.last(); piece++) {
            Point a = graph.shapePoint(piece);
            Point b = graph.shapePoint(piece + 1);
            double narrow = Math.cos(Math.toRadians(point.latitude()));
            double ax = (a.longitude() - point.longitude()) * narrow;
            double ay = a.latitude() - point.latitude();
            double dx = (b.longitude() - a.longitude()) * narrow;
            double dy = b.latitude() - a.latitude();
            double square = dx * dx + dy * dy;
            double t = square == 0 ? 0 : -(ax * dx + ay * dy) / square;
            t = Math.max(0, Math.min(1, t));
            double meters = Math.hypot(ax + t * dx, ay + t * dy) * SnapGrid.METERS_PER_DEGREE;
            double total = line.meters();
            double along = line.metersTo(piece, t);
            double fraction = total == 0 ? 0 : along / total;
            if (total - along < 0.5) fraction = 1;
            if (along < 0.5 && along <= total / 2) fraction = 0;
            if (!nobodyAt(segment, fraction))
                places.add(new Place(segment, fraction, Math.round(meters * 1000), null));
        }
        for (Block block : blocks.getOrDefault(segment, List.of())) {
            for (double beside : new double[] {block.from() - 1e-6, block.to() + 1e-6}) {
                if (beside < 0 || beside > 1 || nobodyAt(segment, beside)) continue;
                Point at = line.at(beside);
                double narrow = Math.cos(Math.toRadians(point.latitude()));
                double meters =
                        Math.hypot(
                                        (at.longitude() - point.longitude()) * narrow,
                                        at.latitude() - point.latitude())
                                * SnapGrid.METERS_PER_DEGREE;
                places.add(new Place(segment, beside, Math.round(meters * 1000), null));
            }
        }
        return places;
    }

    private int part(int arc, double low, double high) {
        if (shut(arc, low, high)) return RoadGraph.CLOSED;
        return (int) (times[arc] * (high - low) + 0.5);
    }

    /** The times from a place to the ends of all states; CLOSED where there is no way. */
    int[] fromPlace(Place origin) {
        return fromPlaces.computeIfAbsent(origin, this::spread);
    }

    private int[] spread(Place origin) {
        int[] best = new int[turns.states()];
        Arrays.fill(best, RoadGraph.CLOSED);
        var queue = new PriorityQueue<int[]>((a, b) -> Integer.compare(a[1], b[1]));
        int segment = origin.segment();
        queue.add(new int[] {2 * segment, part(2 * segment, origin.fraction(), 1)});
        queue.add(new int[] {2 * segment + 1, part(2 * segment + 1, 0, origin.fraction())});
        for (int arc : arcsInto(origin)) queue.add(new int[] {arc, 0});
        while (!queue.isEmpty()) {
            int[] next = queue.remove();
            if (next[1] == RoadGraph.CLOSED || next[1] >= best[next[0]]) continue;
            best[next[0]] = next[1];
            for (int turn = turns.start[next[0]]; turn < turns.start[next[0] + 1]; turn++) {
                int arc = turns.arcOf(turns.head[turn]);
                if (delays[turn] == RoadGraph.CLOSED || shut(arc, 0, 1)) continue;
                queue.add(new int[] {turns.head[turn], next[1] + delays[turn] + times[arc]});
            }
        }
        return best;
    }

    /** Where a place is at a junction: the open arcs that end there. */
    private List<Integer> arcsInto(Place place) {
        if (place.fraction() != 0 && place.fraction() != 1) return List.of();
        int[] ends = place.fraction() == 0 ? stored.from() : stored.to();
        var into = new ArrayList<Integer>();
        for (int arc = 0; arc < times.length; arc++) {
            double end = arc % 2 == 0 ? 1 : 0;
            if (head(arc) == ends[place.segment()] && !shut(arc, end, end)) into.add(arc);
        }
        return into;
    }

    /** The time from an origin to a destination, given the origin's times to all states. */
    int time(Place origin, int[] toStates, Place destination) {
        int segment = destination.segment();
        int first = part(2 * segment, 0, destination.fraction());
        int second = part(2 * segment + 1, destination.fraction(), 1);
        long best = along(origin, destination);
        best = Math.min(best, along(origin.nearest(), destination.nearest()));
        List<Integer> into = arcsInto(destination);
        for (int state = 0; state < turns.states(); state++) {
            if (into.contains(turns.arcOf(state))) best = Math.min(best, sum(toStates[state], 0));
            for (int turn = turns.start[state]; turn < turns.start[state + 1]; turn++) {
                int arc = turns.arcOf(turns.head[turn]);
                if (arc / 2 != segment || delays[turn] == RoadGraph.CLOSED) continue;
                long whole = sum(toStates[state], arc % 2 == 0 ? first : second);
                if (whole < Long.MAX_VALUE) best = Math.min(best, whole + delays[turn]);
            }
        }
        return best == Long.MAX_VALUE ? RoadGraph.CLOSED : (int) best;
    }

    private long along(Place origin, Place destination) {
        if (origin.segment() != destination.segment()) return Long.MAX_VALUE;
        double from = origin.fraction();
        double to = destination.fraction();
        if (from == to) return 0;
        int arc = 2 * origin.segment() + (from < to ? 0 : 1);
        return sum(0, part(arc, Math.min(from, to), Math.max(from, to)));
    }

    private static long sum(int a, int b) {
        return a == RoadGraph.CLOSED || b == RoadGraph.CLOSED ? Long.MAX_VALUE : (long) a + b;
    }
}
