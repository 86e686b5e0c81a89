package org.tocsin.road;

import org.tocsin.place.Point;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;

/**
 * Travel times without a road graph: the great circle, times a detour factor, at one speed. The
 * declared fallback where no map is loaded; every answer says so ({@link
 * Times.Source#STRAIGHT_LINE}). Closures are not heeded, everything can be reached.
 *
 * @param speedMetersPerSecond more than 0, at most 100
 * @param detourFactor road metres for each metre as the crow flies, 1 to 10
 * @throws IllegalArgumentException if either is out of range
 */
public record StraightLine(double speedMetersPerSecond, double detourFactor) implements TravelTime {
    /**
     * 40 km/h and 1.3: an assumption for a city. The detour factor is the middle of what road
     * networks show (1.2 to 1.4): Ballou, Rahardja, Sakai (2002), "Selected country circuity
     * factors for road travel distance estimation", Transportation Research A 36.
     */
    public static final StraightLine CITY = new StraightLine(40 / 3.6, 1.3);

    public StraightLine {
        if (!(speedMetersPerSecond > 0 && speedMetersPerSecond <= 100)) {
            throw new IllegalArgumentException(
                    "the speed is %s m/s, expected more than 0, at most 100"
                            .formatted(speedMetersPerSecond));
        }
        if (!(detourFactor >= 1 && detourFactor <= 10)) {
            throw new IllegalArgumentException(
                    "the detour factor is %s, expected 1 to 10".formatted(detourFactor));
        }
    }

    @Override
    public Times to(Point destination, List<Point> origins, Conditions conditions) {
        return times(origins, origin -> origin.metersTo(destination));
    }

    @Override
    public Times from(Point origin, List<Point> destinations, Conditions conditions) {
        return times(destinations, origin::metersTo);
    }

    private Times times(List<Point> places, ToDoubleFunction<Point> meters) {
        checkCount(places);
        int[] deciseconds = new int[places.size()];
        for (int i = 0; i < deciseconds.length; i++) {
            deciseconds[i] = deciseconds(meters.applyAsDouble(places.get(i)));
        }
        return Times.of(Times.Source.STRAIGHT_LINE, deciseconds);
    }

    private int deciseconds(double meters) {
        return (int) Math.round(meters * detourFactor / speedMetersPerSecond * 10);
    }

    @Override
    public List<Arrival> fastestUntil(
            Point destination, List<Point> origins, IntPredicate enough, Conditions conditions) {
        Times times = to(destination, origins, conditions);
        var all = new ArrayList<Arrival>(origins.size());
        for (int i = 0; i < times.size(); i++) {
            all.add(new Arrival(i, times.time(i).orElseThrow()));
        }
        all.sort(Comparator.comparing(Arrival::time).thenComparingInt(Arrival::index));
        for (int i = 0; i < all.size(); i++) {
            if (enough.test(all.get(i).index())) return List.copyOf(all.subList(0, i + 1));
        }
        return List.copyOf(all);
    }

    @Override
    public List<Optional<TimeRange>> ranges(
            Point destination, double withinMeters, List<Point> origins, Conditions conditions) {
        checkCount(origins);
        double within = Fix.somewhereNear(destination, withinMeters).uncertaintyMeters();
        return origins.stream()
                .map(origin -> origin.metersTo(destination))
                .map(
                        meters ->
                                Optional.of(
                                        new TimeRange(
                                                time(Math.max(0, meters - within)),
                                                time(meters + within),
                                                1)))
                .toList();
    }

    private Duration time(double meters) {
        return Duration.ofMillis(deciseconds(meters) * 100L);
    }

    @Override
    public Optional<Route> route(Point from, Point to, Conditions conditions) {
        double meters = from.metersTo(to);
        int deciseconds = deciseconds(meters);
        return Optional.of(
                new Route(
                        Duration.ofMillis(deciseconds * 100L),
                        meters,
                        List.of(from, to),
                        List.of(0.0, deciseconds / 10.0),
                        List.of()));
    }

    static void checkCount(List<Point> places) {
        if (places.size() > MAX_PLACES) {
            throw new IllegalArgumentException(
                    "%d places were asked about, expected at most %d"
                            .formatted(places.size(), MAX_PLACES));
        }
    }
}
