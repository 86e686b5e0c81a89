package org.tocsin.road;

import org.jspecify.annotations.Nullable;
import org.tocsin.path.Direction;
import org.tocsin.path.Flood;
import org.tocsin.path.Graph;
import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A few places that stay where they are, such as posts and hospitals, with the driving time between
 * each of them and every part of the roads worked out beforehand: a question is then a look into a
 * table. Every answer is the one {@link RoadNetwork} gives to the same question; of equally fast
 * ways a trip may be another. Immutable; any number of threads.
 */
public final class FixedPlaces {
    /** More numbers than this are not kept: a quarter of a gigabyte. */
    public static final long MAX_NUMBERS = 64_000_000;

    private static final int NONE = -1;

    private final RoadNetwork network;
    private final OpenRoads roads;
    private final List<@Nullable Spot> leave = new ArrayList<>();
    private final List<@Nullable Spot> arrive = new ArrayList<>();
    private final Tables outward;
    private final Tables homeward;

    /** All places and all states. */
    private static final class Tables {
        private final int places;

        /**
         * In deciseconds; {@link Graph#CLOSED}: there is no way. What a state has with all places
         * lies together, for it is asked together.
         */
        private final int[] distance;

        /** By place, then state, the next one on a fastest way towards the place; −1: none. */
        final int[][] towards;

        Tables(int places, int states) {
            this.places = places;
            distance = new int[places * states];
            towards = new int[places][states];
            Arrays.fill(distance, Graph.CLOSED);
            for (int[] each : towards) Arrays.fill(each, NONE);
        }

        int distance(int place, int state) {
            return distance[state * places + place];
        }

        void distance(int place, int state, int deciseconds) {
            distance[state * places + place] = deciseconds;
        }

        /** Offers each place the way by a state. */
        void offer(int[] codes, int state, int time) {
            for (int place = 0; place < places; place++) {
                FixedPlaces.offer(codes, place, distance(place, state), time);
            }
        }
    }

    private FixedPlaces(RoadNetwork network, List<Point> places, Conditions conditions) {
        this.network = network;
        roads = network.roads(conditions);
        outward = new Tables(places.size(), network.map().turns.states());
        homeward = new Tables(places.size(), network.map().turns.states());
        for (int i = 0; i < places.size(); i++) {
            Spot from = network.spot(places.get(i), Spot.Role.LEAVE, roads);
            Spot to = network.spot(places.get(i), Spot.Role.ARRIVE, roads);
            leave.add(from);
            arrive.add(to);
            fill(outward, i, from, Direction.FROM_START);
            fill(homeward, i, to, Direction.TO_START);
        }
    }

    /**
     * Works the tables out: some milliseconds for each place of a city.
     *
     * @param conditions of every answer
     * @return empty if that were more than {@value #MAX_NUMBERS} numbers
     */
    public static Optional<FixedPlaces> of(
            RoadNetwork network, List<Point> places, Conditions conditions) {
        RoadNetwork own = network.of(conditions.profile());
        long numbers = 4L * own.map().turns.states() * places.size();
        if (numbers > MAX_NUMBERS) return Optional.empty();
        return Optional.of(new FixedPlaces(own, places, conditions));
    }

    private void fill(Tables tables, int index, @Nullable Spot place, Direction direction) {
        if (place == null) return;
        var flood = new Flood(roads.metric());
        flood.begin(roads.metric(), direction);
        if (direction == Direction.FROM_START) roads.leaving(place, flood::start);
        else roads.arriving(place, flood::start);
        for (int state = flood.next(); state >= 0; state = flood.next()) {
            int distance = flood.distance();
            tables.towards[index][state] =
                    direction == Direction.FROM_START
                            ? before(state, distance, tables, index)
                            : after(state, distance, tables, index);
            tables.distance(index, state, distance);
        }
    }

    // Only states that were settled earlier are looked at: turns that take no time make no circles.

    private int before(int state, int distance, Tables settled, int place) {
        Graph graph = network.map().graph;
        for (int i = graph.firstEntering(state); i < graph.endEntering(state); i++) {
            int weight = roads.metric().weight(graph.enteringArc(i));
            int tail = graph.enteringTail(i);
            if (weight < Graph.CLOSED && settled.distance(place, tail) + weight == distance) {
                return tail;
            }
        }
        return NONE;
    }

    private int after(int state, int distance, Tables settled, int place) {
        Graph graph = network.map().graph;
        for (int turn = graph.firstArc(state); turn < graph.endArc(state); turn++) {
            int weight = roads.metric().weight(turn);
            int head = graph.head(turn);
            if (weight < Graph.CLOSED && settled.distance(place, head) + weight == distance) {
                return head;
            }
        }
        return NONE;
    }

    /** As {@link RoadNetwork#to} says of the drives from all these places. */
    public Times to(Point destination) {
        Spot end = network.spot(destination, Spot.Role.ARRIVE, roads);
        if (end == null) return none(leave.size());
        int[] codes = codes(leave, start -> roads.along(start, end));
        roads.arriving(end, (state, time) -> outward.offer(codes, state, time));
        return Times.of(Times.Source.ROAD, codes);
    }

    /** As {@link RoadNetwork#from} says of the drives to all these places. */
    public Times from(Point origin) {
        Spot start = network.spot(origin, Spot.Role.LEAVE, roads);
        if (start == null) return none(arrive.size());
        int[] codes = codes(arrive, end -> roads.along(start, end));
        roads.leaving(start, (state, time) -> homeward.offer(codes, state, time));
        return Times.of(Times.Source.ROAD, codes);
    }

    /**
     * As {@link RoadNetwork#to} says of the drives to one of these places.
     *
     * @param place its index
     */
    public Times to(int place, List<Point> origins) {
        StraightLine.checkCount(origins);
        Spot end = arrive.get(place);
        if (end == null) return none(origins.size());
        var starts = new ArrayList<@Nullable Spot>(origins.size());
        for (Point each : origins) starts.add(network.spot(each, Spot.Role.LEAVE, roads));
        int[] codes = codes(starts, start -> roads.along(start, end));
        for (int i = 0; i < codes.length; i++) {
            Spot start = starts.get(i);
            int at = i;
            if (start == null) continue;
            roads.leaving(
                    start,
                    (state, time) -> offer(codes, at, homeward.distance(place, state), time));
        }
        return Times.of(Times.Source.ROAD, codes);
    }

    private static Times none(int count) {
        return Times.none(Times.Source.ROAD, count, Times.Unreachable.NO_ROAD_AT_ONE);
    }

    /** What a drive without a turn takes. */
    private interface Along {
        int of(Spot spot);
    }

    /** What is known of each place before any turn is looked at. */
    private static int[] codes(List<@Nullable Spot> spots, Along along) {
        int[] codes = new int[spots.size()];
        for (int i = 0; i < codes.length; i++) {
            Spot spot = spots.get(i);
            if (spot == null) {
                codes[i] = Times.code(Times.Unreachable.NO_ROAD_AT_OTHER);
                continue;
            }
            int time = along.of(spot);
            codes[i] = time == RoadGraph.CLOSED ? Times.code(Times.Unreachable.NO_WAY) : time;
        }
        return codes;
    }

    private static void offer(int[] codes, int place, int distance, int time) {
        if (distance >= Graph.CLOSED) return;
        int sum = distance + time;
        if (codes[place] < 0 || sum < codes[place]) codes[place] = sum;
    }

    /** The fastest way from one of these places, as {@link RoadNetwork#trip}. */
    public Optional<Trip> trip(int from, Point to) {
        Spot start = leave.get(from);
        Spot end = network.spot(to, Spot.Role.ARRIVE, roads);
        if (start == null || end == null) return Optional.empty();
        var nearest = new Nearest(outward, from);
        roads.arriving(end, nearest::offer);
        Ints states = nearest.way();
        states.reverse();
        return network.trip(roads, start, end, array(states));
    }

    /** The fastest way to one of these places, as {@link RoadNetwork#trip}. */
    public Optional<Trip> trip(Point from, int to) {
        Spot start = network.spot(from, Spot.Role.LEAVE, roads);
        Spot end = arrive.get(to);
        if (start == null || end == null) return Optional.empty();
        var nearest = new Nearest(homeward, to);
        roads.leaving(start, nearest::offer);
        return network.trip(roads, start, end, array(nearest.way()));
    }

    private static int @Nullable [] array(Ints states) {
        return states.size() == 0 ? null : states.toArray();
    }

    /** Of the states beside a place that with the least time. */
    private static final class Nearest {
        private final Tables tables;
        private final int place;
        private int state = NONE;
        private int least = Integer.MAX_VALUE;

        Nearest(Tables tables, int place) {
            this.tables = tables;
            this.place = place;
        }

        void offer(int at, int time) {
            int distance = tables.distance(place, at);
            if (distance >= Graph.CLOSED || distance + time >= least) return;
            state = at;
            least = distance + time;
        }

        /** The states from there to the fixed place; none if there is no way. */
        Ints way() {
            var way = new Ints();
            for (int at = state; at != NONE; at = tables.towards[place][at]) way.add(at);
            return way;
        }
    }
}
