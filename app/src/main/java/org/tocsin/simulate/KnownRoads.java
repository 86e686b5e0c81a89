package org.tocsin.simulate;

import org.jspecify.annotations.Nullable;
import org.tocsin.place.Point;
import org.tocsin.road.Arrival;
import org.tocsin.road.Conditions;
import org.tocsin.road.FixedPlaces;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadNetwork;
import org.tocsin.road.Route;
import org.tocsin.road.TimeRange;
import org.tocsin.road.Times;
import org.tocsin.road.TravelTime;
import org.tocsin.road.Trip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * The roads of a town, with the drives between fixed places and anywhere taken from tables. Every
 * answer is the road network's own; where closures hold or speeds change by the hour it is asked
 * each time. For one thread.
 */
final class KnownRoads implements TravelTime {
    private final Town town;
    private final RoadNetwork roads;

    /** The drives from all fixed places to the place asked about last. */
    private @Nullable Row last;

    private record Row(Point to, Profile profile, Times times) {}

    KnownRoads(Town town) {
        this.town = town;
        roads = town.roads;
    }

    @Override
    public Times to(Point destination, List<Point> origins, Conditions conditions) {
        Optional<FixedPlaces> known = town.known(conditions);
        if (known.isEmpty()) return roads.to(destination, origins, conditions);
        OptionalInt place = town.fixed(destination);
        if (place.isPresent()) return known.get().to(place.getAsInt(), origins);
        int[] part = new int[origins.size()];
        int[] index = new int[origins.size()];
        var moving = new ArrayList<Point>();
        for (int i = 0; i < part.length; i++) {
            OptionalInt at = town.fixed(origins.get(i));
            part[i] = at.isPresent() ? 0 : 1;
            index[i] = at.orElse(moving.size());
            if (at.isEmpty()) moving.add(origins.get(i));
        }
        if (moving.size() == part.length) return roads.to(destination, origins, conditions);
        Times row = row(known.get(), destination, conditions.profile());
        Times others = moving.isEmpty() ? row : roads.to(destination, moving, conditions);
        return Times.picked(List.of(row, others), part, index);
    }

    private Times row(FixedPlaces known, Point destination, Profile profile) {
        Row row = last;
        if (row != null && row.to().equals(destination) && row.profile().equals(profile)) {
            return row.times();
        }
        Times times = known.to(destination);
        last = new Row(destination, profile, times);
        return times;
    }

    @Override
    public Times from(Point origin, List<Point> destinations, Conditions conditions) {
        Optional<FixedPlaces> known = town.known(conditions);
        int[] index = new int[destinations.size()];
        for (int i = 0; i < index.length; i++) {
            index[i] = town.fixed(destinations.get(i)).orElse(-1);
            if (index[i] < 0) known = Optional.empty();
        }
        if (known.isEmpty()) return roads.from(origin, destinations, conditions);
        return Times.picked(List.of(known.get().from(origin)), new int[index.length], index);
    }

    /** The fastest way, as {@link RoadNetwork#trip}. */
    Optional<Trip> trip(Point from, Point to, Conditions conditions) {
        Optional<FixedPlaces> known = town.known(conditions);
        OptionalInt start = town.fixed(from);
        OptionalInt end = town.fixed(to);
        if (known.isPresent() && end.isPresent()) {
            return known.get().trip(from, end.getAsInt());
        }
        if (known.isPresent() && start.isPresent()) {
            return known.get().trip(start.getAsInt(), to);
        }
        return roads.trip(from, to, conditions);
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
