package org.tocsin.road;

import org.tocsin.place.Point;
import org.tocsin.road.OpenRoads.Block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What closures close on the network of paths. A piece of road that is closed to vehicles is closed
 * here over the same length, although paths cut it into shorter pieces; the pavement beside it that
 * the map has as a way of its own stays open. A path is closed where it lies nearer to the place
 * that was named than any road, and no road then if it is clearly the path that is meant.
 */
final class PathClosing {
    /** Who points at a path points so near to it. */
    static final double AT_PATH_METERS = 10;

    /**
     * A place at a path and with a road nearer than this may mean the road: it is closed too, for
     * whoever drives into it is worse off than whoever drives round it.
     */
    static final double NO_ROAD_METERS = 50;

    private final RoadGraph paths;
    private final SnapGrid grid;
    private final RoadGraph roads;
    private final SnapGrid roadGrid;

    /** The segments of the paths by their way, to find those of one. */
    private final int[] byWay;

    PathClosing(RoadGraph paths, SnapGrid grid, RoadGraph roads, SnapGrid roadGrid) {
        this.paths = paths;
        this.grid = grid;
        this.roads = roads;
        this.roadGrid = roadGrid;
        Integer[] order = new Integer[paths.segments];
        Arrays.setAll(order, segment -> segment);
        Arrays.sort(order, Comparator.comparingLong(segment -> paths.stored.way().get(segment)));
        byWay = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** What is closed on the vehicles' own roads: nothing where a path is meant. */
    Map<Integer, List<Block>> ofRoads(Closure.Ground ground) {
        boolean path =
                switch (ground) {
                    case Closure.Ground.Stretch(var at, _, var to) ->
                            meansPath(at, 0) && to.map(end -> meansPath(end, 0)).orElse(true);
                    case Closure.Ground.Bridge(var at) -> meansPath(at, RoadGraph.BRIDGE);
                    case Closure.Ground.Carriageways _,
                            Closure.Ground.Named _,
                            Closure.Ground.Within _ ->
                            false;
                };
        return path ? Map.of() : Closing.of(roads, roadGrid, List.of(ground));
    }

    private boolean meansPath(Point at, int flag) {
        Spot onPath = Closing.nearest(paths, grid, at, flag);
        if (onPath == null || onPath.meters() > AT_PATH_METERS || !isPath(onPath.segment())) {
            return false;
        }
        Spot onRoad = Closing.nearest(roads, roadGrid, at, flag);
        return onRoad == null || onRoad.meters() > NO_ROAD_METERS;
    }

    Map<Integer, List<Block>> of(Closure.Ground ground) {
        return switch (ground) {
            case Closure.Ground.Stretch(var at, _, _) -> carriedOver(ground, at, 0);
            case Closure.Ground.Carriageways(var at, _) -> carriedOver(ground, at, 0);
            case Closure.Ground.Bridge(var at) -> carriedOver(ground, at, RoadGraph.BRIDGE);
            case Closure.Ground.Named _, Closure.Ground.Within _ ->
                    Closing.of(paths, grid, List.of(ground));
        };
    }

    private Map<Integer, List<Block>> carriedOver(Closure.Ground ground, Point at, int flag) {
        var closed = new LinkedHashMap<Integer, List<Block>>();
        ofRoads(ground)
                .forEach(
                        (segment, blocks) -> {
                            var pieces = new Pieces(segment);
                            for (Block block : blocks) carryOver(pieces, block, closed);
                        });
        Spot nearest = Closing.nearest(paths, grid, at, flag);
        boolean path = nearest != null && isPath(nearest.segment());
        if (path) {
            Closing.of(paths, grid, List.of(ground))
                    .forEach((segment, blocks) -> merge(closed, segment, blocks));
        }
        return closed;
    }

    private static void merge(Map<Integer, List<Block>> closed, int segment, List<Block> blocks) {
        closed.computeIfAbsent(segment, _ -> new ArrayList<>()).addAll(blocks);
    }

    /** Whether it is a way that vehicles do not have. */
    boolean isPath(int segment) {
        return !RoadTags.forVehicles(paths.stored.road(segment));
    }

    private void carryOver(Pieces pieces, Block block, Map<Integer, List<Block>> closed) {
        for (int segment : segmentsOf(roads.stored.way().get(pieces.segment))) {
            Line line = paths.line(segment);
            double from = Double.NaN;
            double to = Double.NaN;
            for (int shape = line.first(); shape < line.last(); shape++) {
                double[] covered = pieces.covered(shape, block);
                if (covered.length == 0) continue;
                double start = line.fractionAt(shape);
                double length = line.fractionAt(shape + 1) - start;
                if (Double.isNaN(from)) from = start + covered[0] * length;
                to = start + covered[1] * length;
            }
            if (Double.isNaN(from)) continue;
            merge(closed, segment, List.of(new Block(from, to, block.forward(), block.backward())));
        }
    }

    private List<Integer> segmentsOf(long way) {
        int low = 0;
        int high = byWay.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (paths.stored.way().get(byWay[middle]) < way) low = middle + 1;
            else high = middle;
        }
        var segments = new ArrayList<Integer>();
        for (int i = low; i < byWay.length && paths.stored.way().get(byWay[i]) == way; i++) {
            if (paths.roadClass(byWay[i]) != RoadClass.BARRIER) segments.add(byWay[i]);
        }
        return segments;
    }

    /** From one node of a way to the next: the same in both networks. */
    private record Ends(int latitude, int longitude, int nextLatitude, int nextLongitude) {
        static Ends at(RoadGraph graph, int shape) {
            IntColumn latitude = graph.stored.shapeLatitude();
            IntColumn longitude = graph.stored.shapeLongitude();
            return new Ends(
                    latitude.get(shape),
                    longitude.get(shape),
                    latitude.get(shape + 1),
                    longitude.get(shape + 1));
        }
    }

    /** The straight pieces of a segment of the roads, to be found again among the paths. */
    private final class Pieces {
        private final int segment;
        private final Line line;
        private final Map<Ends, Integer> shapes = new HashMap<>();

        Pieces(int segment) {
            this.segment = segment;
            line = roads.line(segment);
            for (int shape = line.first(); shape < line.last(); shape++) {
                shapes.put(Ends.at(roads, shape), shape);
            }
        }

        /** The part of the paths' straight piece that the block covers; nothing if it does not. */
        double[] covered(int pathShape, Block block) {
            Integer shape = shapes.get(Ends.at(paths, pathShape));
            if (shape == null) return new double[0];
            double start = line.fractionAt(shape);
            double length = line.fractionAt(shape + 1) - start;
            if (length == 0) return new double[0];
            double from = Math.max(0, (block.from() - start) / length);
            double to = Math.min(1, (block.to() - start) / length);
            boolean point = block.from() == block.to() && from <= 1 && to >= 0;
            return from < to || point ? new double[] {from, to} : new double[0];
        }
    }
}
