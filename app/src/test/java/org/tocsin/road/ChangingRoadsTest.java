package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Questions while closures come and go, hours change and units move: no answer is torn. */
class ChangingRoadsTest {
    private static final OptionalDouble UNKNOWN = OptionalDouble.empty();
    private static final int SETS = 24;

    @Test
    void noAnswerIsTornWhileClosuresComeAndGoAndUnitsMove() throws Exception {
        var maps = new RandomRoads(11);
        RoadNetwork roads = maps.builder().build("random");
        List<Point> stations = maps.points(16);
        List<Point> places = maps.points(6);
        var conditions = new ArrayList<Conditions>();
        for (int set = 0; set < SETS; set++) {
            conditions.add(
                    new Conditions(Profile.EMERGENCY, maps.closures(set % 5), RandomRoads.NOON));
        }
        // Asked of a network of its own, one after the other.
        RoadNetwork quiet = new RandomRoads(11).builder().build("random");
        var expected = new ArrayList<List<List<Arrival>>>();
        for (Conditions each : conditions) {
            expected.add(
                    places.stream().map(place -> quiet.fastest(place, stations, 5, each)).toList());
        }
        var fleet = new UnitsOnRoad(roads, Profile.EMERGENCY);
        for (int unit = 0; unit < stations.size(); unit++) {
            fleet.move(unit, stations.get(unit), UNKNOWN);
        }
        var done = new AtomicBoolean();
        try (var pool = Executors.newFixedThreadPool(6)) {
            Future<?> mover = pool.submit(() -> moveOthers(fleet, stations.size(), maps, done));
            var askers = new ArrayList<Callable<Integer>>();
            for (int start = 0; start < 5; start++) {
                int first = start * 5;
                askers.add(
                        () -> wrong(roads, fleet, stations, places, conditions, expected, first));
            }
            for (Future<Integer> wrong : pool.invokeAll(askers)) assertThat(wrong.get()).isZero();
            done.set(true);
            mover.get();
        }
    }

    /** Units that nobody accepts, so that answers stay the same while lists change. */
    private static void moveOthers(
            UnitsOnRoad fleet, int first, RandomRoads maps, AtomicBoolean done) {
        List<Point> elsewhere = maps.points(64);
        for (int i = 0; !done.get(); i++) {
            int unit = first + i % 20;
            if (i % 7 == 0) fleet.remove(unit);
            else fleet.move(unit, elsewhere.get(i % elsewhere.size()), UNKNOWN);
        }
    }

    private static int wrong(
            RoadNetwork roads,
            UnitsOnRoad fleet,
            List<Point> stations,
            List<Point> places,
            List<Conditions> conditions,
            List<List<List<Arrival>>> expected,
            int first) {
        int wrong = 0;
        for (int i = 0; i < 1_500; i++) {
            int set = (first + i / 3) % SETS;
            int place = i % places.size();
            List<Arrival> right = expected.get(set).get(place);
            Conditions now = conditions.get(set);
            if (!roads.fastest(places.get(place), stations, 5, now).equals(right)) wrong++;
            List<Arrival> kept =
                    fleet.fastest(places.get(place), 5, now, unit -> unit < stations.size());
            if (!kept.equals(right)) wrong++;
        }
        return wrong;
    }
}
