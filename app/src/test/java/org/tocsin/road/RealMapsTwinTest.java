package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.Shared;
import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.road.Closure.Ground;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/**
 * Every way of asking equals plain Dijkstra on real maps with their signs, for each profile, at
 * hours that slow down, while roads are closed, slowed and opened again; and after each change the
 * roads equal those that never knew another state. {@code -Dtwin.queries=100000} asks the full
 * number, over all maps together; {@code -Dseed=} another sequence.
 */
class RealMapsTwinTest {
    private static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");
    private static final int MAPS = 4;
    private static final int QUERIES = Integer.getInteger("twin.queries", 1_200) / MAPS;
    private static final long SEED = Long.getLong("seed", 7);

    /** So many origins times so many destinations at each step. */
    private static final int PLACES = QUERIES < 5_000 ? 8 : 30;

    private static final int MOST_CLOSURES = 24;

    private static final List<Profile> PROFILES =
            List.of(
                    Profile.EMERGENCY,
                    Profile.NORMAL,
                    Profile.HEAVY,
                    byHour(Profile.EMERGENCY),
                    byHour(Profile.NORMAL));

    private static final List<Profile> LIGHT =
            List.of(Profile.BICYCLE, Profile.FOOT, byHour(Profile.BICYCLE));

    private final Random random = new Random(SEED);

    /** Slower in some hours: everywhere, on main roads, in the south. */
    private static Profile byHour(Profile profile) {
        var south =
                new Area(
                        List.of(
                                new Point(-89, -179),
                                new Point(-89, 179),
                                new Point(41.16, 179),
                                new Point(41.16, -179)));
        return profile.with(
                profile.name() + " by the hour",
                ZoneOffset.UTC,
                List.of(
                        SpeedFactor.inHours(Set.of(7, 8, 9), Optional.empty(), Set.of(), 0.6),
                        SpeedFactor.inHours(
                                Set.of(8, 9, 17),
                                Optional.empty(),
                                Set.of(RoadClass.PRIMARY, RoadClass.SECONDARY),
                                0.5),
                        SpeedFactor.inHours(Set.of(9, 17, 18), Optional.of(south), Set.of(), 1.3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"andorra", "helsinki", "columbus", "porto"})
    void everyAnswerEqualsPlainDijkstraWhileRoadsCloseAndOpen(String name) throws IOException {
        Path extract = Shared.path("maps/" + name + ".osm.pbf");
        RoadGraph.Stored stored = ExtractRoads.builder(extract).graph(name).stored;
        var graph = new RoadGraph(stored, PROFILES);
        compareAll(name, graph, new RoadNetwork(graph), PROFILES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"andorra", "helsinki", "columbus", "porto"})
    void everyAnswerOnThePathsEqualsPlainDijkstra(String name) throws IOException {
        Path extract = Shared.path("maps/" + name + ".osm.pbf");
        var roads = new RoadNetwork(ExtractRoads.builder(extract).graph(name));
        RoadGraph.Stored stored = ExtractRoads.pathsBuilder(extract).graph(name).stored;
        var graph = new RoadGraph(stored, LIGHT);
        RoadNetwork both = roads.with(new RoadNetwork(graph));
        compareAll(name + ", paths", graph, both, LIGHT);
    }

    private void compareAll(
            String name, RoadGraph graph, RoadNetwork network, List<Profile> profiles) {
        var closures = new ArrayList<Closure>(closures(graph, 12));
        int asked = 0;
        for (int step = 0; asked < QUERIES; step++) {
            Profile profile = profiles.get(step % profiles.size());
            Instant at = MONDAY.plus(random.nextInt(20), ChronoUnit.HOURS);
            var conditions = new Conditions(profile, closures, at);
            String what = "%s, seed %d, step %d, %s".formatted(name, SEED, step, profile);
            asked += compare(what, graph, network, conditions);
            change(graph, closures);
        }
        System.out.printf("%s: %,d times compared%n", name, asked);
    }

    /** Some are lifted, some come, and now and then all are gone. */
    private void change(RoadGraph graph, List<Closure> closures) {
        if (random.nextInt(6) == 0) {
            closures.clear();
            return;
        }
        for (int i = random.nextInt(4); i > 0 && !closures.isEmpty(); i--) {
            closures.remove(random.nextInt(closures.size()));
        }
        closures.addAll(closures(graph, random.nextInt(MOST_CLOSURES - closures.size() + 1)));
        while (closures.size() > MOST_CLOSURES) closures.removeFirst();
    }

    private int compare(String what, RoadGraph graph, RoadNetwork network, Conditions conditions) {
        RoadNetwork fresh = network.asIfOpenedNow();
        PlainRoads twin = twin(graph, network.of(conditions.profile()).grounds(), conditions);
        List<Point> origins = nearRoads(graph, PLACES);
        List<Point> destinations = nearRoads(graph, PLACES);
        var starts = origins.stream().map(each -> twin.snap(each, Spot.Role.LEAVE)).toList();
        var fleet = new UnitsOnRoad(network, conditions.profile());
        for (int i = 0; i < PLACES; i++) fleet.move(i, origins.get(i), OptionalDouble.empty());
        var rows = new ArrayList<Times>();
        network.matrix(origins, destinations, conditions, (_, times) -> rows.add(times));
        for (int i = 0; i < PLACES; i++) {
            Point destination = destinations.get(i);
            PlainRoads.Place end = twin.snap(destination, Spot.Role.ARRIVE);
            int[] expected = new int[PLACES];
            for (int j = 0; j < PLACES; j++) {
                PlainRoads.Place start = starts.get(j);
                int time =
                        start == null || end == null
                                ? RoadGraph.CLOSED
                                : twin.time(start, twin.fromPlace(start), end);
                expected[j] = time == RoadGraph.CLOSED ? -1 : time;
            }
            String where = "%s: to %s".formatted(what, destination);
            Times times = network.to(destination, origins, conditions);
            assertThat(SearchTwinTest.reached(times)).as(where).isEqualTo(expected);
            assertThat(rows.get(i)).as("%s, matrix", where).isEqualTo(times);
            assertThat(fresh.to(destination, origins, conditions))
                    .as("%s, as if opened now", where)
                    .isEqualTo(times);
            checkFastest(where, network, fleet, origins, destination, conditions, expected);
            int j = random.nextInt(PLACES);
            SearchTwinTest.checkRoute(
                    where + " from " + origins.get(j),
                    network.route(origins.get(j), destination, conditions),
                    expected[j]);
            if (i == 0) fleet.write(network.of(conditions.profile()).roads(conditions));
        }
        return PLACES * PLACES;
    }

    private void checkFastest(
            String where,
            RoadNetwork network,
            UnitsOnRoad fleet,
            List<Point> origins,
            Point destination,
            Conditions conditions,
            int[] expected) {
        SearchTwinTest.checkFastest(where, network, origins, destination, conditions, expected);
        int k = 1 + random.nextInt(10);
        assertThat(fleet.fastest(destination, k, conditions, _ -> true))
                .as("%s, the fleet's %d", where, k)
                .isEqualTo(network.fastest(destination, origins, k, conditions));
    }

    private static PlainRoads twin(
            RoadGraph graph, Closing.Grounds grounds, Conditions conditions) {
        Profile profile = conditions.profile();
        List<Closure> held =
                conditions.closures().stream()
                        .filter(closure -> closure.appliesTo(profile))
                        .toList();
        int[] times = graph.deciseconds(profile, conditions.at()).clone();
        Map<Integer, Integer> slowed =
                Closing.slowed(
                        grounds,
                        held.stream().filter(closure -> !closure.closes()).toList(),
                        times);
        slowed.forEach((arc, time) -> times[arc] = time);
        return new PlainRoads(graph, profile, closed(grounds, held), times)
                .withMainland(new Islands(graph, graph.deciseconds(profile)));
    }

    private static Map<Integer, List<OpenRoads.Block>> closed(
            Closing.Grounds grounds, List<Closure> held) {
        var all = new HashMap<Integer, List<OpenRoads.Block>>();
        for (Closure closure : held) {
            if (!closure.closes()) continue;
            grounds.closed(closure.ground())
                    .forEach(
                            (segment, blocks) ->
                                    all.computeIfAbsent(segment, _ -> new ArrayList<>())
                                            .addAll(blocks));
        }
        return all;
    }

    private List<Point> nearRoads(RoadGraph graph, int count) {
        var points = new ArrayList<Point>();
        for (int i = 0; i < count; i++) {
            Point junction = graph.junctionPoint(random.nextInt(graph.junctions));
            points.add(
                    new Point(
                            junction.latitude() + random.nextGaussian() * 0.0005,
                            junction.longitude() + random.nextGaussian() * 0.0005));
        }
        return points;
    }

    private List<Closure> closures(RoadGraph graph, int count) {
        var closures = new ArrayList<Closure>();
        for (Point at : nearRoads(graph, count)) {
            var closure =
                    new Closure(
                            "C" + random.nextInt(), ground(at), MONDAY, Optional.empty(), "twin");
            Optional<Integer> percent =
                    random.nextInt(4) == 0
                            ? Optional.of(10 + random.nextInt(80))
                            : Optional.empty();
            Set<String> names = random.nextInt(5) == 0 ? Set.of(Profile.HEAVY.name()) : Set.of();
            closures.add(closure.on(new Closure.Terms(percent, names)));
        }
        return closures;
    }

    private Ground ground(Point at) {
        var north = new Point(at.latitude() + 0.004, at.longitude());
        return switch (random.nextInt(5)) {
            case 0 -> Ground.Stretch.at(at);
            case 1 -> new Ground.Bridge(at);
            case 2 -> new Ground.Stretch(at, random.nextBoolean(), Optional.of(north));
            case 3 -> new Ground.Carriageways(at, Optional.of(north));
            default ->
                    new Ground.Within(
                            new Area(
                                    List.of(
                                            at,
                                            north,
                                            new Point(at.latitude(), at.longitude() + 0.006))));
        };
    }
}
