package org.tocsin.simulate;

import org.tocsin.place.Point;
import org.tocsin.road.Arrival;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadNetwork;
import org.tocsin.road.Route;
import org.tocsin.road.TimeRange;
import org.tocsin.road.Times;
import org.tocsin.road.TravelTime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The roads, with the answers remembered that are asked for again and again: the drives between
 * posts, hospitals and the place of a call. Every answer is the road network's own; what is
 * remembered is asked for once. Where closures hold or speeds change by the hour nothing is
 * remembered. For one thread.
 */
final class KnownRoads implements TravelTime {
    private final RoadNetwork roads;
    private final List<Point> fixed;
    private final Map<Point, Integer> fixedAt = new HashMap<>();

    /** The drives from all fixed places to a place, of those asked about lately. */
    private final Map<Key, Times> rows = new HashMap<>();

    /** More places than are asked about between two calls; then all are forgotten. */
    static final int MAX_ROWS = 256;

    private record Key(Point to, Profile profile) {}

    KnownRoads(RoadNetwork roads, List<Point> fixed) {
        this.roads = roads;
        this.fixed = fixed;
        for (int i = 0; i < fixed.size(); i++) fixedAt.putIfAbsent(fixed.get(i), i);
    }

    /** The answer for all fixed places, asked for already. */
    void know(Point to, Profile profile, Times row) {
        if (rows.size() >= MAX_ROWS) rows.clear();
        rows.put(new Key(to, profile), row);
    }

    @Override
    public Times to(Point destination, List<Point> origins, Conditions conditions) {
        if (!conditions.closures().isEmpty() || !conditions.profile().factors().isEmpty()) {
            return roads.to(destination, origins, conditions);
        }
        int[] part = new int[origins.size()];
        int[] index = new int[origins.size()];
        var moving = new ArrayList<Point>();
        for (int i = 0; i < part.length; i++) {
            Integer at = fixedAt.get(origins.get(i));
            part[i] = at == null ? 1 : 0;
            index[i] = at == null ? moving.size() : at;
            if (at == null) moving.add(origins.get(i));
        }
        if (moving.size() == part.length) return roads.to(destination, origins, conditions);
        Times row = row(destination, conditions);
        Times others = moving.isEmpty() ? row : roads.to(destination, moving, conditions);
        return Times.picked(List.of(row, others), part, index);
    }

    private Times row(Point destination, Conditions conditions) {
        var key = new Key(destination, conditions.profile());
        Times known = rows.get(key);
        if (known != null) return known;
        Times row = roads.to(destination, fixed, conditions);
        know(destination, conditions.profile(), row);
        return row;
    }

    @Override
    public Times from(Point origin, List<Point> destinations, Conditions conditions) {
        return roads.from(origin, destinations, conditions);
    }

    @Override
    public List<Arrival> fastestUntil(
            Point destination, List<Point> origins, IntPredicate enough, Conditions conditions) {
        return roads.fastestUntil(destination, origins, enough, conditions);
    }

    @Override
    public List<Optional<TimeRange>> ranges(
            Point destination, double withinMeters, List<Point> origins, Conditions conditions) {
        return roads.ranges(destination, withinMeters, origins, conditions);
    }

    @Override
    public Optional<Route> route(Point from, Point to, Conditions conditions) {
        return roads.route(from, to, conditions);
    }
}
