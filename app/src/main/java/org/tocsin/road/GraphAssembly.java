package org.tocsin.road;

import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.Arrays;
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

    /** −1 for a node that is none, or a barrier. */
    private final int[] junctionOfNode;

    private final Map<Integer, List<Integer>> armsOfBarrier = new LinkedHashMap<>();
    private final Ints nodeOfJunction = new Ints();
    private final Map<String, Integer> numberOfName = new LinkedHashMap<>();

    // Of each piece: its junctions, its nodes, its way and what holds up on it.
    private final Ints pieceFrom = new Ints();
    private final Ints pieceTo = new Ints();
    private final Ints pieceEnd = new Ints();
    private final Ints pieceNodes = new Ints();
    private final Ints pieceCentimeters = new Ints();
    private final Ints pieceWay = new Ints();
    private final Ints pieceForwardHoldups = new Ints();
    private final Ints pieceBackwardHoldups = new Ints();

    /** The ways that have pieces. */
    private final List<Kind> kinds = new ArrayList<>();

    /** What the pieces of one way share. */
    private record Kind(RawRoad road, ByHour byHour, long way, int name, int ref, byte flags) {}

    GraphAssembly(
            int[] latitude, int[] longitude, Map<Integer, RoadTags.Node> marked, Traffic traffic) {
        this.traffic = traffic;
        this.latitude = latitude;
        this.longitude = longitude;
        this.marked = marked;
        junctionOfNode = new int[latitude.length];
        Arrays.fill(junctionOfNode, -1);
        number("");
    }

    private int number(String name) {
        return numberOfName.computeIfAbsent(name, _ -> numberOfName.size());
    }

    /** A way, whose parts between junctions are then added. */
    Way road(RoadTags.Way way, long id, OptionalDouble durationSeconds, int[] knownNodes) {
        boolean timed = durationSeconds.isPresent() && durationSeconds.getAsDouble() > 0;
        if (!timed) return new Way(way, way.road(), way.byHour(), id);
        double kmh = meters(knownNodes) * 3.6 / durationSeconds.getAsDouble();
        int limit = RoadTags.hundredths(kmh);
        return new Way(
                way,
                way.road().withLimit(limit),
                way.byHour().map(road -> road.withLimit(limit)),
                id);
    }

    /** One way on its way into the graph. */
    final class Way {
        private final RoadTags.Way way;
        private final RawRoad road;
        private final ByHour byHour;
        private final long id;

        /** Its number once it has a piece; −1 before. */
        private int kind = -1;

        private Way(RoadTags.Way way, RawRoad road, ByHour byHour, long id) {
            this.byHour = byHour;
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
            if (kind < 0) {
                kind = kinds.size();
                int name = number(way.name());
                kinds.add(new Kind(road, byHour, id, name, number(way.ref()), (byte) flags()));
            }
            addPiece(from, to, nodes, centimeters(meters), kind);
            pieceForwardHoldups.add(holdups(nodes, meters, true));
            pieceBackwardHoldups.add(holdups(nodes, meters, false));
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

    private void addPiece(int from, int to, int[] nodes, int centimeters, int kind) {
        pieceFrom.add(from);
        pieceTo.add(to);
        for (int node : nodes) pieceNodes.add(node);
        pieceEnd.add(pieceNodes.size());
        pieceCentimeters.add(centimeters);
        pieceWay.add(kind);
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
            if (junctionOfNode[node] < 0) junctionOfNode[node] = newJunction(node);
            return junctionOfNode[node];
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
        int[] order = orderOfPieces(rank);
        int[] node = new int[rank.length];
        for (int junction = 0; junction < rank.length; junction++) {
            node[rank[junction]] = nodeOfJunction.get(junction);
        }
        var hours = new HoursOfPieces();
        for (TurnSigns.Relation relation : relations) {
            for (TurnSign sign : relation.signs()) hours.number(sign.times());
        }
        for (int i = 0; i < order.length; i++) hours.add(i, kind(order[i]).byHour());
        RoadGraph.Stored stored = flat(source, rank, node, order).withHours(hours.finish());
        boolean[] used = ArcTimes.used(stored, profiles);
        return stored.withSigns(
                new TurnSigns(stored, node, used, relations, hours::number).finish());
    }

    private void setBarrier(int node, List<Integer> arms) {
        RoadTags.Node there = marked.getOrDefault(node, RoadTags.Node.PLAIN);
        Optional<RawRoad> barrier = there.barrier();
        if (barrier.isEmpty() || arms.size() < 2) return;
        // Two arms are joined directly; more meet in a middle, each with half of the barrier.
        boolean direct = arms.size() == 2;
        int middle = direct ? arms.getLast() : newJunction(node);
        RawRoad each = direct ? barrier.get() : barrier.get().halved();
        int kind = kinds.size();
        ByHour byHour = direct ? there.byHour() : there.byHour().map(RawRoad::halved);
        kinds.add(new Kind(each, byHour, 0, 0, 0, (byte) 0));
        for (int arm : direct ? arms.subList(0, 1) : arms) {
            addPiece(arm, middle, new int[] {node, node}, 0, kind);
            pieceForwardHoldups.add(0);
            pieceBackwardHoldups.add(0);
        }
    }

    /** By the lower junction, then the higher, then the way's id; else as they were added. */
    private int[] orderOfPieces(int[] rank) {
        int count = pieceFrom.size();
        int[] start = new int[rank.length + 1];
        for (int piece = 0; piece < count; piece++) start[lower(piece, rank) + 1]++;
        for (int junction = 0; junction < rank.length; junction++) {
            start[junction + 1] += start[junction];
        }
        int[] order = new int[count];
        int[] next = start.clone();
        for (int piece = 0; piece < count; piece++) order[next[lower(piece, rank)]++] = piece;
        // Few begin at one junction.
        for (int junction = 0; junction < rank.length; junction++) {
            for (int i = start[junction] + 1; i < start[junction + 1]; i++) {
                int piece = order[i];
                int at = i;
                while (at > start[junction] && comesBefore(piece, order[at - 1], rank)) {
                    order[at] = order[at - 1];
                    at--;
                }
                order[at] = piece;
            }
        }
        return order;
    }

    private int lower(int piece, int[] rank) {
        return Math.min(rank[pieceFrom.get(piece)], rank[pieceTo.get(piece)]);
    }

    private int higher(int piece, int[] rank) {
        return Math.max(rank[pieceFrom.get(piece)], rank[pieceTo.get(piece)]);
    }

    private boolean comesBefore(int piece, int other, int[] rank) {
        int one = higher(piece, rank);
        int two = higher(other, rank);
        return one != two ? one < two : kind(piece).way() < kind(other).way();
    }

    private Kind kind(int piece) {
        return kinds.get(pieceWay.get(piece));
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

    private RoadGraph.Stored flat(String source, int[] rank, int[] node, int[] order) {
        int count = order.length;
        int[] from = new int[count];
        int[] to = new int[count];
        int[] shapeStart = new int[count + 1];
        for (int i = 0; i < count; i++) {
            from[i] = rank[pieceFrom.get(order[i])];
            to[i] = rank[pieceTo.get(order[i])];
            shapeStart[i + 1] = shapeStart[i] + end(order[i]) - start(order[i]);
        }
        int[] shapeLatitude = new int[shapeStart[count]];
        int[] shapeLongitude = new int[shapeStart[count]];
        int[] centimeters = new int[count];
        int[] name = new int[count];
        int[] ref = new int[count];
        byte[] roadClass = new byte[count];
        byte[] flags = new byte[count];
        long[] way = new long[count];
        long[] access = new long[count];
        int[] ground = new int[count];
        int[] limit = new int[count];
        long[] size = new long[count];
        int[] holdups = new int[2 * count];
        for (int i = 0; i < count; i++) {
            int piece = order[i];
            for (int j = start(piece); j < end(piece); j++) {
                int at = shapeStart[i] + j - start(piece);
                shapeLatitude[at] = latitude[pieceNodes.get(j)];
                shapeLongitude[at] = longitude[pieceNodes.get(j)];
            }
            Kind kind = kind(piece);
            RawRoad road = kind.road();
            centimeters[i] = pieceCentimeters.get(piece);
            name[i] = kind.name();
            ref[i] = kind.ref();
            roadClass[i] = RoadGraph.number(road.roadClass());
            flags[i] = kind.flags();
            way[i] = kind.way();
            access[i] = road.access();
            ground[i] = road.ground();
            limit[i] = road.forwardLimit() | road.backwardLimit() << 16;
            size[i] = road.limits();
            holdups[2 * i] = pieceForwardHoldups.get(piece);
            holdups[2 * i + 1] = pieceBackwardHoldups.get(piece);
        }
        return new RoadGraph.Stored(
                source,
                List.copyOf(numberOfName.keySet()),
                IntStream.of(node).map(n -> latitude[n]).toArray(),
                IntStream.of(node).map(n -> longitude[n]).toArray(),
                from,
                to,
                shapeStart,
                IntColumn.of(shapeLatitude),
                IntColumn.of(shapeLongitude),
                centimeters,
                IntColumn.of(name),
                IntColumn.of(ref),
                LongColumn.of(way),
                roadClass,
                flags,
                new RoadGraph.Raw(
                        LongColumn.of(access),
                        IntColumn.of(ground),
                        IntColumn.of(limit),
                        LongColumn.of(size),
                        IntColumn.of(holdups)),
                RoadGraph.Signs.NONE,
                RoadGraph.Hours.NONE);
    }

    private int start(int piece) {
        return piece == 0 ? 0 : pieceEnd.get(piece - 1);
    }

    private int end(int piece) {
        return pieceEnd.get(piece);
    }
}
