package org.tocsin.road;

import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Puts pieces of ways together: gives junctions their numbers (along a Hilbert curve, so that
 * neighbours share cache lines), sets barriers between the roads that meet at them, and lays all
 * out flat.
 */
final class GraphAssembly {
    private static final int HILBERT_BITS = 16;

    /** A signal at each end of a piece no longer than this is one signal. */
    private static final double ONE_CROSSING_METERS = 40;

    private final int[] latitude;
    private final int[] longitude;
    private final Map<Integer, RoadTags.Node> marked;
    private final Traffic traffic;

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
            RawRoad road,
            int flags,
            int forwardHoldups,
            int backwardHoldups) {}

    GraphAssembly(
            int[] latitude, int[] longitude, Map<Integer, RoadTags.Node> marked, Traffic traffic) {
        this.traffic = traffic;
        this.latitude = latitude;
        this.longitude = longitude;
        this.marked = marked;
        number("");
    }

    private int number(String name) {
        return numberOfName.computeIfAbsent(name, _ -> numberOfName.size());
    }

    /** A way, whose parts between junctions are then added. */
    Way road(RoadTags.Way way, long id, OptionalDouble durationSeconds, int[] knownNodes) {
        RawRoad road = way.road();
        if (durationSeconds.isPresent() && durationSeconds.getAsDouble() > 0) {
            double kmh = meters(knownNodes) * 3.6 / durationSeconds.getAsDouble();
            int limit = RoadTags.hundredths(kmh);
            road =
                    new RawRoad(
                            road.roadClass(),
                            road.access(),
                            road.ground(),
                            limit,
                            limit,
                            road.limits());
        }
        return new Way(way, road, id);
    }

    /** One way on its way into the graph. */
    final class Way {
        private final RoadTags.Way way;
        private final RawRoad road;
        private final long id;

        private Way(RoadTags.Way way, RawRoad road, long id) {
            this.way = way;
            this.road = road;
            this.id = id;
        }

        /** A part between two junctions; fewer than two nodes are no road. */
        void add(int[] nodes) {
            if (nodes.length < 2) return;
            double meters = meters(nodes);
            int from = junction(nodes[0]);
            int to = junction(nodes[nodes.length - 1]);
            pieces.add(
                    new Piece(
                            from,
                            to,
                            nodes,
                            centimeters(meters),
                            number(way.name()),
                            number(way.ref()),
                            id,
                            road,
                            flags(),
                            holdups(nodes, meters, true),
                            holdups(nodes, meters, false)));
        }

        private int flags() {
            var speeds = DrivingRules.Speeds.NONE;
            for (Profile each : traffic.asUsual()) {
                if (!speeds.any()) speeds = DrivingRules.speeds(road, each);
            }
            boolean oneway = speeds.any() && speeds.backwardKmh() == 0;
            boolean backward = speeds.any() && speeds.forwardKmh() == 0;
            return (oneway ? RoadGraph.ONEWAY : 0)
                    | (backward ? RoadGraph.ONEWAY | RoadGraph.ONEWAY_BACKWARD : 0)
                    | (way.bridge() ? RoadGraph.BRIDGE : 0)
                    | (way.tunnel() ? RoadGraph.TUNNEL : 0);
        }
    }

    /** What holds up from the first node to the last, or back, without the node one starts at. */
    private int holdups(int[] nodes, double meters, boolean forward) {
        if (marked.isEmpty()) return 0;
        int found = 0;
        double behind = 0;
        int last = nodes.length - 1;
        for (int i = 1; i <= last; i++) {
            int node = nodes[forward ? i : last - i];
            int before = nodes[forward ? i - 1 : last - i + 1];
            behind += point(before).metersTo(point(node));
            int here = marked.getOrDefault(node, RoadTags.Node.PLAIN).holdups();
            double ahead = i == last ? 0 : Math.max(0, meters - behind);
            if (here == 0 || !Holdups.stops(here, forward, ahead, behind)) continue;
            boolean inside = Holdups.kind(here) == Holdup.SIGNALS && isInsideACrossing(nodes);
            if (!inside) found = Holdups.plus(found, Holdups.kind(here));
        }
        return found;
    }

    /** A short piece from signals to signals: one crossing, and one red light. */
    private boolean isInsideACrossing(int[] nodes) {
        return meters(nodes) < ONE_CROSSING_METERS
                && isSignal(nodes[0])
                && isSignal(nodes[nodes.length - 1]);
    }

    private boolean isSignal(int node) {
        int here = marked.getOrDefault(node, RoadTags.Node.PLAIN).holdups();
        return here != 0 && Holdups.kind(here) == Holdup.SIGNALS;
    }

    private static int centimeters(double meters) {
        return (int) Math.min(Integer.MAX_VALUE, Math.round(meters * 100));
    }

    private int junction(int node) {
        if (marked.getOrDefault(node, RoadTags.Node.PLAIN).barrier().isEmpty()) {
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
    RoadGraph.Stored finish(
            String source, List<TurnSigns.Relation> relations, List<Profile> profiles) {
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
        boolean[] used = ArcTimes.used(stored, profiles);
        return stored.withSigns(new TurnSigns(stored, node, used, relations).finish());
    }

    private void setBarrier(int node, List<Integer> arms) {
        Optional<RawRoad> barrier = marked.getOrDefault(node, RoadTags.Node.PLAIN).barrier();
        if (barrier.isEmpty() || arms.size() < 2) return;
        // Two arms are joined directly; more meet in a middle, each with half of the barrier.
        boolean direct = arms.size() == 2;
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
                            direct ? barrier.get() : barrier.get().halved(),
                            0,
                            0,
                            0));
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
        var raw =
                new RoadGraph.Raw(
                        new long[count],
                        new int[count],
                        new int[count],
                        new long[count],
                        new int[2 * count]);
        for (int i = 0; i < count; i++) {
            Piece piece = pieces.get(i);
            for (int j = 0; j < piece.nodes().length; j++) {
                shapeLatitude[shapeStart[i] + j] = latitude[piece.nodes()[j]];
                shapeLongitude[shapeStart[i] + j] = longitude[piece.nodes()[j]];
            }
            RawRoad road = piece.road();
            roadClass[i] = RoadGraph.number(road.roadClass());
            flags[i] = (byte) piece.flags();
            way[i] = piece.way();
            raw.access()[i] = road.access();
            raw.ground()[i] = road.ground();
            raw.limit()[i] = road.forwardLimit() | road.backwardLimit() << 16;
            raw.size()[i] = road.limits();
            raw.holdups()[2 * i] = piece.forwardHoldups();
            raw.holdups()[2 * i + 1] = piece.backwardHoldups();
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
                raw,
                RoadGraph.Signs.NONE);
    }
}
