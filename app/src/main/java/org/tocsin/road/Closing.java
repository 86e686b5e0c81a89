package org.tocsin.road;

import org.jspecify.annotations.Nullable;
import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.road.OpenRoads.Block;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Finds which parts of which segments a closure closes on this map. */
final class Closing {
    /**
     * Beside a bridge, a bridge of the same name at most this far away is its other carriageway.
     */
    private static final double CARRIAGEWAYS_METERS = 50;

    /** Pieces of a named road no farther apart than this are one road. */
    private static final double GAP_METERS = 60;

    /** A road of more pieces than this is closed only so far. */
    static final int MAX_NAMED_SEGMENTS = 5_000;

    /** A line is looked at in so many places, and its ends. */
    private static final int SAMPLES = 20;

    /** A stretch longer than this is not followed; only the roads at its two ends are closed. */
    static final double MAX_STRETCH_METERS = 50_000;

    /**
     * The road between two places is at most so many straight lines long, and {@link
     * #DETOUR_METERS}.
     */
    private static final double WINDING = 5;

    private static final double DETOUR_METERS = 2_000;

    private final RoadGraph graph;
    private final SnapGrid grid;
    private final Map<Integer, List<Block>> blocks = new LinkedHashMap<>();

    /** The numbers of names that the road must have; none: any. */
    private Set<Integer> names = Set.of();

    private Closing(RoadGraph graph, SnapGrid grid) {
        this.graph = graph;
        this.grid = grid;
    }

    /** What a ground closes, on the network that it is asked of. */
    interface Grounds {
        Map<Integer, List<Block>> closed(Closure.Ground ground);
    }

    /** The closed parts by segment; what lies on no road closes nothing. */
    static Map<Integer, List<Block>> of(RoadGraph graph, SnapGrid grid, List<Closure.Ground> all) {
        var blocks = new LinkedHashMap<Integer, List<Block>>();
        for (Closure.Ground ground : all) {
            var closing = new Closing(graph, grid);
            closing.close(ground);
            closing.blocks.forEach(
                    (segment, parts) ->
                            blocks.computeIfAbsent(segment, _ -> new ArrayList<>()).addAll(parts));
        }
        return blocks;
    }

    /**
     * The times of the arcs that closures slow down, and of no others: each arc that is driven, as
     * the slowest of them has it.
     *
     * @param closures those that hold and are for the profile; the ones that close are ignored
     * @param deciseconds the times of all arcs without closures
     */
    static Map<Integer, Integer> slowed(
            Grounds grounds, List<Closure> closures, int[] deciseconds) {
        var times = new LinkedHashMap<Integer, Integer>();
        for (Closure closure : closures) {
            if (closure.closes()) continue;
            int percent = closure.terms().speedPercent().orElseThrow();
            grounds.closed(closure.ground())
                    .forEach(
                            (segment, parts) -> {
                                for (int arc = 2 * segment; arc <= 2 * segment + 1; arc++) {
                                    if (deciseconds[arc] == RoadGraph.CLOSED) continue;
                                    double share = share(parts, (arc & 1) == 0);
                                    if (share == 0) continue;
                                    times.merge(
                                            arc,
                                            slower(deciseconds[arc], share, percent),
                                            Math::max);
                                }
                            });
        }
        return times;
    }

    private static int slower(int deciseconds, double share, int percent) {
        double time = deciseconds * (1 - share + share * 100 / percent);
        return Math.clamp(Math.round(time), 1, RoadGraph.MAX_ARC_DECISECONDS);
    }

    /** What part of the line the blocks of one direction cover together. */
    private static double share(List<Block> parts, boolean forward) {
        List<Block> own =
                parts.stream()
                        .filter(block -> forward ? block.forward() : block.backward())
                        .sorted(Comparator.comparingDouble(Block::from))
                        .toList();
        double covered = 0;
        double reached = 0;
        for (Block block : own) {
            covered += Math.max(0, block.to() - Math.max(reached, block.from()));
            reached = Math.max(reached, block.to());
        }
        return covered;
    }

    private void close(Closure.Ground ground) {
        switch (ground) {
            case Closure.Ground.Stretch stretch -> closeStretch(stretch);
            case Closure.Ground.Bridge bridge -> closeBridge(bridge.at());
            case Closure.Ground.Carriageways both -> {
                closeStretch(new Closure.Ground.Stretch(both.at(), true, both.to()));
                closeBeside();
            }
            case Closure.Ground.Named named -> closeNamed(named);
            case Closure.Ground.Within within -> closeArea(within.area());
        }
    }

    private void add(int segment, Block block) {
        blocks.computeIfAbsent(segment, _ -> new ArrayList<>()).add(block);
    }

    private void closeWhole(int segment) {
        add(segment, new Block(0, 1, true, true));
    }

    /**
     * @param names the numbers of names of which it must have one; none: of any name
     */
    private record Any(RoadGraph graph, int flag, Set<Integer> names) implements SnapGrid.Filter {
        @Override
        public boolean accepts(int segment) {
            return (flag == 0 || graph.is(flag, segment)) && named(graph, segment, names);
        }

        @Override
        public boolean hasBlocks(int segment) {
            return false;
        }

        @Override
        public boolean blocked(int segment, double fraction) {
            return false;
        }

        @Override
        public double[] edgesOfBlocks(int segment) {
            return new double[0];
        }

        @Override
        public boolean mainland(int segment) {
            return true;
        }
    }

    private static boolean named(RoadGraph graph, int segment, Set<Integer> names) {
        return names.isEmpty()
                || names.contains(graph.stored.name().get(segment))
                || names.contains(graph.stored.ref().get(segment));
    }

    /** The nearest piece of any road with the flag, or with none: null beyond the usual. */
    static @Nullable Spot nearest(RoadGraph graph, SnapGrid grid, Point at, int flag) {
        return new Closing(graph, grid).nearest(at, flag);
    }

    private @Nullable Spot nearest(Point at, int flag) {
        return grid.nearest(at, RoadNetwork.SNAP_METERS, new Any(graph, flag, names));
    }

    private void closeStretch(Closure.Ground.Stretch stretch) {
        Spot from = nearest(stretch.at(), 0);
        if (from == null) return;
        if (stretch.to().isEmpty()) {
            closeWhole(from.segment());
            return;
        }
        Spot to = nearest(stretch.to().get(), 0);
        if (to == null) {
            closeWhole(from.segment());
            return;
        }
        if (from.segment() == to.segment()) {
            closePart(from.segment(), from.fraction(), to.fraction(), stretch.bothDirections());
            return;
        }
        closeWay(from, to, stretch.bothDirections());
    }

    // From one fraction to the other is the direction of travel.
    private void closePart(int segment, double from, double to, boolean bothDirections) {
        add(
                segment,
                new Block(
                        Math.min(from, to),
                        Math.max(from, to),
                        bothDirections || from <= to,
                        bothDirections || from >= to));
    }

    /**
     * @param atLeast how long a way through here is: as far as here, and straight on
     */
    private record Reached(int junction, double meters, double atLeast) {}

    // By length alone, and in either direction: who closes a road from here to there means the
    // road, not the way round that its one-ways would make of it. The straight line to the other
    // end leads the search (A*), so that a stretch which no road joins is soon given up.
    private void closeWay(Spot from, Spot to, boolean bothDirections) {
        var arcInto = new HashMap<Integer, Integer>();
        var meters = new HashMap<Integer, Double>();
        var queue =
                new PriorityQueue<Reached>(
                        (a, b) ->
                                a.atLeast() != b.atLeast()
                                        ? Double.compare(a.atLeast(), b.atLeast())
                                        : Integer.compare(a.junction(), b.junction()));
        double length = graph.meters(from.segment());
        var end = new Point(to.latitude(), to.longitude());
        double straight = new Point(from.latitude(), from.longitude()).metersTo(end);
        double longest = Math.min(MAX_STRETCH_METERS, WINDING * straight + DETOUR_METERS);
        reach(queue, meters, end, first(from), from.fraction() * length);
        reach(queue, meters, end, second(from), (1 - from.fraction()) * length);
        double best = Double.POSITIVE_INFINITY;
        int last = -1;
        while (!queue.isEmpty()) {
            Reached next = queue.poll();
            if (next.meters() > meters.getOrDefault(next.junction(), 0.0)) continue;
            if (next.atLeast() >= best || next.atLeast() > longest) break;
            double whole = next.meters() + metersFrom(next.junction(), to);
            if (whole < best) {
                best = whole;
                last = next.junction();
            }
            for (int arc : arcsFrom(next.junction())) {
                if (!named(graph, arc >> 1, names)) continue;
                int head = graph.head(arc);
                if (reach(queue, meters, end, head, next.meters() + graph.meters(arc >> 1))) {
                    arcInto.put(head, arc);
                }
            }
        }
        if (last < 0) {
            closeWhole(from.segment());
            closeWhole(to.segment());
            return;
        }
        boolean intoFirst = nearerByFirst(to, last);
        closePart(to.segment(), intoFirst ? 0 : 1, to.fraction(), bothDirections);
        int junction = last;
        for (Integer arc = arcInto.get(junction); arc != null; arc = arcInto.get(junction)) {
            boolean forward = (arc & 1) == 0;
            closePart(arc >> 1, forward ? 0 : 1, forward ? 1 : 0, bothDirections);
            junction = graph.tail(arc);
        }
        closePart(
                from.segment(),
                from.fraction(),
                nearerByFirst(from, junction) ? 0 : 1,
                bothDirections);
    }

    private boolean reach(
            PriorityQueue<Reached> queue,
            Map<Integer, Double> meters,
            Point end,
            int junction,
            double at) {
        if (meters.getOrDefault(junction, Double.POSITIVE_INFINITY) <= at) return false;
        meters.put(junction, at);
        // Lengths are kept in centimeters: a little less than the straight line is never too much.
        double straightOn = 0.99 * graph.junctionPoint(junction).metersTo(end);
        queue.add(new Reached(junction, at, at + straightOn));
        return true;
    }

    private int first(Spot spot) {
        return graph.stored.from()[spot.segment()];
    }

    private int second(Spot spot) {
        return graph.stored.to()[spot.segment()];
    }

    private double metersFrom(int junction, Spot spot) {
        double length = graph.meters(spot.segment());
        double byFirst =
                junction == first(spot) ? spot.fraction() * length : Double.POSITIVE_INFINITY;
        double bySecond =
                junction == second(spot)
                        ? (1 - spot.fraction()) * length
                        : Double.POSITIVE_INFINITY;
        return Math.min(byFirst, bySecond);
    }

    private boolean nearerByFirst(Spot spot, int junction) {
        if (first(spot) != second(spot)) return junction == first(spot);
        return spot.fraction() <= 0.5;
    }

    /** All arcs that leave the junction, as if every segment could be driven both ways. */
    private List<Integer> arcsFrom(int junction) {
        var arcs = new HashSet<Integer>();
        for (int i = graph.forwardStart[junction]; i < graph.forwardStart[junction + 1]; i++) {
            arcs.add(graph.forwardArc[i]);
        }
        for (int i = graph.backwardStart[junction]; i < graph.backwardStart[junction + 1]; i++) {
            arcs.add(graph.backwardArc[i] ^ 1);
        }
        return arcs.stream().sorted().toList();
    }

    private void closeBridge(Point at) {
        Spot start = nearest(at, RoadGraph.BRIDGE);
        if (start == null) return;
        Set<Integer> bridge = new HashSet<>();
        spanFrom(start.segment(), bridge);
        for (int segment : List.copyOf(bridge)) {
            for (int other = 0; other < graph.segments; other++) {
                if (graph.is(RoadGraph.BRIDGE, other)
                        && !bridge.contains(other)
                        && sameRoad(segment, other)
                        && near(segment, other)) {
                    spanFrom(other, bridge);
                }
            }
        }
        bridge.stream().sorted().forEach(this::closeWhole);
    }

    private void spanFrom(int start, Set<Integer> bridge) {
        var open = new ArrayDeque<Integer>();
        open.add(start);
        while (!open.isEmpty()) {
            int segment = open.remove();
            if (!bridge.add(segment)) continue;
            for (int junction : List.of(graph.stored.from()[segment], graph.stored.to()[segment])) {
                for (int arc : arcsFrom(junction)) {
                    if (graph.is(RoadGraph.BRIDGE, arc >> 1)) open.add(arc >> 1);
                }
            }
        }
    }

    private void closeNamed(Closure.Ground.Named named) {
        names = numbersOf(named.name());
        if (names.isEmpty()) return;
        if (named.to().isPresent()) {
            closeStretch(new Closure.Ground.Stretch(named.at(), true, named.to()));
        } else {
            Spot start = nearest(named.at(), 0);
            if (start != null) closeAllFrom(start.segment());
        }
        closeBeside();
    }

    private Set<Integer> numbersOf(String name) {
        String wanted = plain(name);
        var numbers = new HashSet<Integer>();
        List<String> all = graph.stored.names();
        for (int i = 1; i < all.size(); i++) if (plain(all.get(i)).equals(wanted)) numbers.add(i);
        return numbers;
    }

    private static String plain(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }

    private void closeAllFrom(int start) {
        var found = new HashSet<Integer>();
        var open = new ArrayDeque<Integer>();
        open.add(start);
        while (!open.isEmpty() && found.size() < MAX_NAMED_SEGMENTS) {
            int segment = open.remove();
            if (!found.add(segment)) continue;
            for (double end : new double[] {0, 1}) {
                Point at = graph.line(segment).at(end);
                segmentsWithin(at, GAP_METERS).stream()
                        .filter(other -> named(graph, other, names) && !found.contains(other))
                        .forEach(open::add);
            }
        }
        found.stream().sorted().forEach(this::closeWhole);
    }

    private List<Integer> segmentsWithin(Point at, double meters) {
        Box box = Box.around(at, meters);
        return grid.segmentsNear(box.south(), box.north(), box.west(), box.east())
                .filter(segment -> graph.roadClass(segment) != RoadClass.BARRIER)
                .filter(segment -> metersBetween(segment, at) <= meters)
                .boxed()
                .toList();
    }

    private double metersBetween(int segment, Point at) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int step = 0; step <= SAMPLES; step++) {
            Point point = graph.line(segment).at((double) step / SAMPLES);
            nearest = Math.min(nearest, point.metersTo(at));
        }
        return nearest;
    }

    /** Closes what lies beside the parts closed so far and is the same road. */
    private void closeBeside() {
        var closed = new LinkedHashMap<>(blocks);
        closed.forEach(
                (segment, parts) -> {
                    for (Block part : List.copyOf(parts)) closeBeside(segment, part, closed);
                });
    }

    private void closeBeside(int segment, Block part, Map<Integer, List<Block>> closed) {
        for (int step = 0; step <= SAMPLES; step++) {
            double fraction = part.from() + (part.to() - part.from()) * step / SAMPLES;
            Point at = graph.line(segment).at(fraction);
            Box box = Box.around(at, CARRIAGEWAYS_METERS);
            grid.segmentsNear(box.south(), box.north(), box.west(), box.east())
                    .filter(other -> !closed.containsKey(other) && sameRoad(segment, other))
                    .filter(other -> graph.is(RoadGraph.ONEWAY, other))
                    .forEach(other -> closeNear(other, at));
        }
    }

    /** Closes what of a segment lies near a point. */
    private void closeNear(int segment, Point at) {
        double from = 2;
        double to = -1;
        for (int step = 0; step <= SAMPLES; step++) {
            double fraction = (double) step / SAMPLES;
            if (graph.line(segment).at(fraction).metersTo(at) > CARRIAGEWAYS_METERS) continue;
            from = Math.min(from, fraction);
            to = Math.max(to, fraction);
        }
        if (to >= from) add(segment, new Block(from, to, true, true));
    }

    private boolean sameRoad(int a, int b) {
        IntColumn name = graph.stored.name();
        IntColumn ref = graph.stored.ref();
        return (name.get(a) != 0 && name.get(a) == name.get(b))
                || (ref.get(a) != 0 && ref.get(a) == ref.get(b));
    }

    private boolean near(int a, int b) {
        Point middle = graph.line(b).at(0.5);
        for (double fraction = 0; fraction <= 1; fraction += 0.05) {
            if (graph.line(a).at(fraction).metersTo(middle) <= CARRIAGEWAYS_METERS) return true;
        }
        return false;
    }

    private void closeArea(Area area) {
        Box box = Box.around(area);
        grid.segmentsNear(box.south(), box.north(), box.west(), box.east())
                .forEach(segment -> closeWithin(segment, area, box));
    }

    private record Box(int south, int north, int west, int east) {
        static Box around(Point at, double meters) {
            double north = meters / SnapGrid.METERS_PER_DEGREE;
            double east = north / Math.max(0.01, Math.cos(Math.toRadians(at.latitude())));
            return new Box(
                    units(at.latitude() - north),
                    units(at.latitude() + north),
                    units(at.longitude() - east),
                    units(at.longitude() + east));
        }

        static Box around(Area area) {
            return new Box(
                    units(Collections.min(area.corners().stream().map(Point::latitude).toList()))
                            - 1,
                    units(Collections.max(area.corners().stream().map(Point::latitude).toList()))
                            + 1,
                    units(Collections.min(area.corners().stream().map(Point::longitude).toList()))
                            - 1,
                    units(Collections.max(area.corners().stream().map(Point::longitude).toList()))
                            + 1);
        }

        private static int units(double degrees) {
            return RoadGraph.units(degrees);
        }

        boolean mayTouchPiece(RoadGraph graph, int piece) {
            IntColumn latitude = graph.stored.shapeLatitude();
            IntColumn longitude = graph.stored.shapeLongitude();
            return Math.max(latitude.get(piece), latitude.get(piece + 1)) >= south
                    && Math.min(latitude.get(piece), latitude.get(piece + 1)) <= north
                    && Math.max(longitude.get(piece), longitude.get(piece + 1)) >= west
                    && Math.min(longitude.get(piece), longitude.get(piece + 1)) <= east;
        }
    }

    /** Closes what lies inside: the line is cut where it crosses the border. */
    private void closeWithin(int segment, Area area, Box box) {
        Line line = graph.line(segment);
        double total = line.meters();
        for (int piece = line.first(); piece < line.last(); piece++) {
            if (!box.mayTouchPiece(graph, piece)) continue;
            Point a = graph.shapePoint(piece);
            Point b = graph.shapePoint(piece + 1);
            double[] cuts = cuts(a, b, area);
            for (int i = 1; i < cuts.length; i++) {
                if (!area.contains(between(a, b, (cuts[i - 1] + cuts[i]) / 2))) continue;
                add(
                        segment,
                        new Block(
                                total == 0 ? 0 : line.metersTo(piece, cuts[i - 1]) / total,
                                total == 0 ? 1 : line.metersTo(piece, cuts[i]) / total,
                                true,
                                true));
            }
        }
    }

    /** 0, 1, and in between where the straight piece from a to b meets the border, ascending. */
    private static double[] cuts(Point a, Point b, Area area) {
        var cuts = new ArrayList<Double>(List.of(0.0, 1.0));
        List<Point> corners = area.corners();
        for (int i = 0; i < corners.size(); i++) {
            Point c = corners.get(i);
            Point d = corners.get((i + 1) % corners.size());
            double denominator = cross(a, b, c, d);
            if (denominator == 0) continue;
            double t = cross(a, c, c, d) / denominator;
            double u = cross(a, c, a, b) / denominator;
            if (t > 0 && t < 1 && u >= 0 && u <= 1) cuts.add(t);
        }
        double[] sorted = cuts.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double cross(Point a, Point b, Point c, Point d) {
        return (b.longitude() - a.longitude()) * (d.latitude() - c.latitude())
                - (b.latitude() - a.latitude()) * (d.longitude() - c.longitude());
    }

    private static Point between(Point a, Point b, double t) {
        return new Point(
                a.latitude() + t * (b.latitude() - a.latitude()),
                a.longitude() + t * (b.longitude() - a.longitude()));
    }
}
