package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Point;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The search, snapping and closures against {@link PlainRoads}. */
class SearchTwinTest {
    private static final Instant NOON = RandomRoads.NOON;

    @Test
    void equalsPlainDijkstraOnRandomMaps() {
        int compared = 0;
        for (long seed = 0; seed < 500; seed++) compared += compareRandom(seed);
        // Most maps must have roads, or the comparison is worth nothing.
        assertThat(compared).isGreaterThan(50_000);
    }

    private static int compareRandom(long seed) {
        var maps = new RandomRoads(seed);
        RoadGraph graph;
        try {
            graph = maps.builder().graph("random");
        } catch (NoRoads e) {
            return 0;
        }
        var network = new RoadNetwork(graph);
        var random = new Random(seed);
        int compared = 0;
        for (Profile profile : RoadGraph.DRIVEN) {
            for (int closures : new int[] {0, 1 + random.nextInt(4)}) {
                var conditions = new Conditions(profile, maps.closures(closures), NOON);
                var twin =
                        new PlainRoads(graph, profile, closed(graph, conditions))
                                .withMainlandByWalking();
                List<Point> origins = maps.points(12);
                for (Point destination : maps.points(4)) {
                    compare("seed " + seed, network, twin, origins, destination, conditions);
                    compared += origins.size();
                }
            }
        }
        return compared;
    }

    @Test
    void manyPlacesAreFoundInTheOrderInWhichTheyWouldArrive() throws IOException {
        int told = 0;
        for (long seed = 0; seed < 60; seed++) {
            var maps = new RandomRoads(seed);
            RoadNetwork network;
            try {
                network = maps.builder().build("random");
            } catch (NoRoads e) {
                continue;
            }
            List<Point> origins = maps.points(450);
            var conditions = new Conditions(Profile.EMERGENCY, maps.closures(2), NOON);
            Point destination = maps.point();
            int[] times = reached(network.to(destination, origins, conditions));
            checkFastest("seed " + seed, network, origins, destination, conditions, times);
            told += network.fastest(destination, origins, 450, conditions).size();
        }
        assertThat(told).isGreaterThan(5_000);
    }

    private static java.util.Map<Integer, List<OpenRoads.Block>> closed(
            RoadGraph graph, Conditions conditions) {
        return Closing.of(
                graph,
                new SnapGrid(graph),
                conditions.closures().stream().map(Closure::ground).toList());
    }

    static void compare(
            String what,
            RoadNetwork network,
            PlainRoads twin,
            List<Point> origins,
            Point destination,
            Conditions conditions) {
        int[] expected = new int[origins.size()];
        PlainRoads.Place end = twin.snap(destination, Spot.Role.ARRIVE);
        for (int i = 0; i < expected.length; i++) {
            PlainRoads.Place start = twin.snap(origins.get(i), Spot.Role.LEAVE);
            int time =
                    start == null || end == null
                            ? RoadGraph.CLOSED
                            : twin.time(start, twin.fromPlace(start), end);
            expected[i] = time == RoadGraph.CLOSED ? -1 : time;
        }
        Times times = network.to(destination, origins, conditions);
        assertThat(reached(times)).as("%s: to %s", what, destination).isEqualTo(expected);
        checkFastest(what, network, origins, destination, conditions, expected);
        network.matrix(
                origins,
                List.of(destination, origins.getFirst()),
                conditions,
                (row, found) -> {
                    if (row == 0) assertThat(found).as("%s: matrix", what).isEqualTo(times);
                });
        for (int i = 0; i < origins.size(); i++) {
            Times there = network.from(origins.get(i), List.of(destination), conditions);
            assertThat(reached(there)[0])
                    .as("%s: from %s to %s", what, origins.get(i), destination)
                    .isEqualTo(expected[i]);
            checkRoute(
                    what + ": from " + origins.get(i) + " to " + destination,
                    network.route(origins.get(i), destination, conditions),
                    expected[i]);
        }
    }

    /** The times, −1 where unreachable for whatever reason. */
    static int[] reached(Times times) {
        int[] codes = times.codes();
        for (int i = 0; i < codes.length; i++) codes[i] = Math.max(-1, codes[i]);
        return codes;
    }

    static void checkFastest(
            String what,
            RoadNetwork network,
            List<Point> origins,
            Point destination,
            Conditions conditions,
            int[] expected) {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < expected.length; i++) if (expected[i] >= 0) order.add(i);
        order.sort(
                Comparator.<Integer>comparingInt(i -> expected[i])
                        .thenComparingInt(Integer::intValue));
        for (int k = 1; k <= origins.size(); k += 3) {
            List<Arrival> fastest = network.fastest(destination, origins, k, conditions);
            assertThat(fastest)
                    .as("%s: fastest %d to %s", what, k, destination)
                    .extracting(Arrival::index)
                    .isEqualTo(order.subList(0, Math.min(k, order.size())));
            assertThat(fastest)
                    .allSatisfy(
                            arrival ->
                                    assertThat(arrival.time().toMillis())
                                            .isEqualTo(expected[arrival.index()] * 100L));
        }
    }

    static void checkRoute(String what, Optional<Route> found, int expected) {
        assertThat(found.isPresent()).as(what).isEqualTo(expected >= 0);
        if (found.isEmpty()) return;
        Route route = found.get();
        assertThat(route.duration().toMillis()).as(what).isEqualTo(expected * 100L);
        assertThat(route.secondsAt()).as(what).isSorted();
        assertThat(route.secondsAt().getFirst()).isZero();
        assertThat(route.secondsAt().getLast()).isEqualTo(expected / 10.0);
        double meters = 0;
        for (int i = 1; i < route.line().size(); i++) {
            meters += route.line().get(i - 1).metersTo(route.line().get(i));
        }
        assertThat(route.meters()).as(what).isCloseTo(meters, within(0.1 + meters / 1_000));
    }
}
