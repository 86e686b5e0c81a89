package org.tocsin.road;

import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Puts pieces of ways together: gives junctions their numbers (along a Hilbert curve, so that
 * neighbours share cache lines), sets barriers between the roads that meet at them, and lays all
 * out flat.
 */
final class GraphAssembly {
    private static final int HILBERT_BITS = 16;

    private final int[] latitude;
    private final int[] longitude;
    private final Map<Integer, DrivingRules.Barrier> barriers;

    private final Map<Integer, Integer> junctionOfNode = new HashMap<>();
    private final Map<Integer, List<Integer>> armsOfBarrier = new LinkedHashMap<>();
    private final Ints nodeOfJunction = new Ints();
    private final Map<String, Integer> numberOfName = new LinkedHashMap<>();
    private final List<Piece> pieces = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // Carries arrays into the flat ones; never compared.
    private record Piece(
            int from,
            int to,
            int[] nodes,
            int centimeters,
            int name,
            int ref,
            long way,
            RoadClass roadClass,
            int flags,
            int[] deciseconds) {}

    GraphAssembly(int[] latitude, int[] longitude, Map<Integer, DrivingRules.Barrier> barriers) {
        this.latitude = latitude;
        this.longitude = longitude;
        this.barriers = barriers;
        number("");
    }

    private int number(String name) {
        return numberOfName.computeIfAbsent(name, _ -> numberOfName.size());
    }

    /** A way, whose parts between junctions are then added. */
    Way road(DrivingRules.Road road, long id, OptionalDouble durationSeconds, int[] knownNodes) {
        double kmh =
                durationSeconds.isPresent() && durationSeconds.getAsDouble() > 0
                        ? meters(knownNodes) * 3.6 / durationSeconds.getAsDouble()
                        : 0;
        return new Way(road, id, kmh);
    }

    /** One way on its way into the graph. */
    final class Way {
        private final DrivingRules.Road road;
        private final long id;
        private final double timetableKmh;

        private Way(DrivingRules.Road road, long id, double timetableKmh) {
            this.road = road;
            this.id = id;
            this.timetableKmh = timetableKmh;
        }

        /** A part between two junctions; fewer than two nodes are no road. */
        void add(int[] nodes) {
            if (nodes.length < 2) return;
            double meters = meters(nodes);
            int from = junction(nodes[0]);
            int to = junction(nodes[nodes.length - 1]);
            int[] deciseconds = new int[2 * RoadGraph.profiles()];
            for (Profile profile : Profile.values()) {
                DrivingRules.Speeds speeds = road.speeds(profile);
                int at = 2 * RoadGraph.number(profile);
                deciseconds[at] = deciseconds(meters, speeds.forwardKmh());
                deciseconds[at + 1] = deciseconds(meters, speeds.backwardKmh());
            }
            pieces.add(
                    new Piece(
                            from,
                            to,
                            nodes,
                            centimeters(meters),
                            number(road.name()),
                            number(road.ref()),
                            id,
                            road.roadClass(),
                            flags(),
                            deciseconds));
        }

        private int deciseconds(double meters, double kmh) {
            if (kmh == 0) return RoadGraph.CLOSED;
            double driven = timetableKmh > 0 ? timetableKmh : kmh;
            // At least one, so that no search goes round in no time.
            return GraphAssembly.deciseconds(meters * 3.6 / driven);
        }

        private int flags() {
            DrivingRules.Speeds normal = road.normal().none() ? road.emergency() : road.normal();
            return (normal.backwardKmh() == 0 ? RoadGraph.ONEWAY : 0)
                    | (normal.forwardKmh() == 0 ? RoadGraph.ONEWAY | RoadGraph.ONEWAY_BACKWARD : 0)
                    | (road.bridge() ? RoadGraph.BRIDGE : 0)
                    | (road.tunnel() ? RoadGraph.TUNNEL : 0);
        }
    }

    private static int deciseconds(double seconds) {
        return Math.clamp(Math.round(seconds * 10), 1, RoadGraph.MAX_ARC_DECISECONDS);
    }

    private static int centimeters(double meters) {
        return (int) Math.min(Integer.MAX_VALUE, Math.round(meters * 100));
    }

    private int junction(int node) {
        if (!barriers.containsKey(node)) {
            return junctionOfNode.computeIfAbsent(node, this::newJunction);
        }
        int arm = newJunction(node);
        armsOfBarrier.computeIfAbsent(node, _ -> new ArrayList<>()).add(arm);
        return arm;
    }

    private int newJunction(int node) {
        nodeOfJunction.add(node);
        return nodeOfJunction.size() - 1;
    }

    private double meters(int[] nodes) {
        double sum = 0;
        for (int i = 1; i < nodes.length; i++) {
            sum += point(nodes[i - 1]).metersTo(point(nodes[i]));
        }
        return sum;
    }

    private Point point(int node) {
        return new Point(RoadGraph.degrees(latitude[node]), RoadGraph.degrees(longitude[node]));
    }

    /** Everything added so far, flat. */
    RoadGraph.Stored finish(String source, List<TurnSigns.Relation> relations) {
        armsOfBarrier.forEach(this::setBarrier);
        int[] rank = rankOfJunctions();
        pieces.sort(
                Comparator.<Piece>comparingInt(
                                piece -> Math.min(rank[piece.from()], rank[piece.to()]))
                        .thenComparingInt(piece -> Math.max(rank[piece.from()], rank[piece.to()]))
                        .thenComparingLong(Piece::way));
        int[] node = new int[rank.length];
        for (int junction = 0; junction < rank.length; junction++) {
            node[rank[junction]] = nodeOfJunction.get(junction);
        }
        RoadGraph.Stored stored = flat(source, rank, node);
        boolean[] used = TurnSigns.used(stored.deciseconds());
        return stored.withSigns(new TurnSigns(stored, node, used, relations).finish());
    }

    private void setBarrier(int node, List<Integer> arms) {
        DrivingRules.Barrier barrier = barriers.get(node);
        if (barrier == null || arms.size() < 2) return;
        int[] deciseconds = new int[2 * RoadGraph.profiles()];
        // Two arms are joined directly; more meet in a middle, each with half of the barrier.
        boolean direct = arms.size() == 2;
        for (Profile profile : Profile.values()) {
            OptionalDouble seconds = barrier.seconds(profile);
            int time =
                    seconds.isEmpty()
                            ? RoadGraph.CLOSED
                            : deciseconds(seconds.getAsDouble() / (direct ? 1 : 2));
            deciseconds[2 * RoadGraph.number(profile)] = time;
            deciseconds[2 * RoadGraph.number(profile) + 1] = time;
        }
        int middle = direct ? arms.getLast() : newJunction(node);
        for (int arm : direct ? arms.subList(0, 1) : arms) {
            pieces.add(
                    new Piece(
                            arm,
                            middle,
                            new int[] {node, node},
                            0,
                            0,
                            0,
                            0,
                            RoadClass.BARRIER,
                            0,
                            deciseconds));
        }
    }

    private int[] rankOfJunctions() {
        int count = nodeOfJunction.size();
        int minLatitude = Integer.MAX_VALUE;
        int minLongitude = Integer.MAX_VALUE;
        long span = 1;
        for (int i = 0; i < count; i++) {
            minLatitude = Math.min(minLatitude, latitude[nodeOfJunction.get(i)]);
            minLongitude = Math.min(minLongitude, longitude[nodeOfJunction.get(i)]);
        }
        for (int i = 0; i < count; i++) {
            int node = nodeOfJunction.get(i);
            span = Math.max(span, (long) latitude[node] - minLatitude);
            span = Math.max(span, (long) longitude[node] - minLongitude);
        }
        long[] keyed = new long[count];
        long side = (1L << HILBERT_BITS) - 1;
        for (int i = 0; i < count; i++) {
            int node = nodeOfJunction.get(i);
            int x = (int) (((long) longitude[node] - minLongitude) * side / span);
            int y = (int) (((long) latitude[node] - minLatitude) * side / span);
            keyed[i] = (hilbert(x, y) << 31) | i;
        }
        Arrays.sort(keyed);
        int[] rank = new int[count];
        for (int place = 0; place < count; place++) {
            rank[(int) (keyed[place] & Integer.MAX_VALUE)] = place;
        }
        return rank;
    }

    /**
     * The distance along a Hilbert curve, by the loop of <a
     * href="https://en.wikipedia.org/wiki/Hilbert_curve">Wikipedia's xy2d</a>.
     */
    private static long hilbert(int x, int y) {
        long distance = 0;
        int column = x;
        int row = y;
        for (int s = 1 << (HILBERT_BITS - 1); s > 0; s >>= 1) {
            int rx = (column & s) != 0 ? 1 : 0;
            int ry = (row & s) != 0 ? 1 : 0;
            distance += (long) s * s * ((3 * rx) ^ ry);
            if (ry == 0) {
                if (rx == 1) {
                    column = (1 << HILBERT_BITS) - 1 - column;
                    row = (1 << HILBERT_BITS) - 1 - row;
                }
                int swapped = column;
                column = row;
                row = swapped;
            }
        }
        return distance;
    }

    private RoadGraph.Stored flat(String source, int[] rank, int[] node) {
        int count = pieces.size();
        int[] shapeStart = new int[count + 1];
        for (int i = 0; i < count; i++) {
            shapeStart[i + 1] = shapeStart[i] + pieces.get(i).nodes().length;
        }
        int[] shapeLatitude = new int[shapeStart[count]];
        int[] shapeLongitude = new int[shapeStart[count]];
        byte[] roadClass = new byte[count];
        byte[] flags = new byte[count];
        long[] way = new long[count];
        List<int[]> deciseconds = new ArrayList<>();
        for (int profile = 0; profile < RoadGraph.profiles(); profile++) {
            deciseconds.add(new int[2 * count]);
        }
        for (int i = 0; i < count; i++) {
            Piece piece = pieces.get(i);
            for (int j = 0; j < piece.nodes().length; j++) {
                shapeLatitude[shapeStart[i] + j] = latitude[piece.nodes()[j]];
                shapeLongitude[shapeStart[i] + j] = longitude[piece.nodes()[j]];
            }
            roadClass[i] = RoadGraph.number(piece.roadClass());
            flags[i] = (byte) piece.flags();
            way[i] = piece.way();
            for (int profile = 0; profile < deciseconds.size(); profile++) {
                deciseconds.get(profile)[2 * i] = piece.deciseconds()[2 * profile];
                deciseconds.get(profile)[2 * i + 1] = piece.deciseconds()[2 * profile + 1];
            }
        }
        return new RoadGraph.Stored(
                source,
                List.copyOf(numberOfName.keySet()),
                IntStream.of(node).map(n -> latitude[n]).toArray(),
                IntStream.of(node).map(n -> longitude[n]).toArray(),
                pieces.stream().mapToInt(piece -> rank[piece.from()]).toArray(),
                pieces.stream().mapToInt(piece -> rank[piece.to()]).toArray(),
                shapeStart,
                shapeLatitude,
                shapeLongitude,
                pieces.stream().mapToInt(Piece::centimeters).toArray(),
                pieces.stream().mapToInt(Piece::name).toArray(),
                pieces.stream().mapToInt(Piece::ref).toArray(),
                way,
                roadClass,
                flags,
                deciseconds,
                RoadGraph.Signs.NONE);
    }
}
