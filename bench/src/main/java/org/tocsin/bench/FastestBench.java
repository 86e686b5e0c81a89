package org.tocsin.bench;

import com.graphhopper.GraphHopper;
import com.graphhopper.config.CHProfile;
import com.graphhopper.isochrone.algorithm.ShortestPathTree;
import com.graphhopper.routing.ch.CHRoutingAlgorithmFactory;
import com.graphhopper.routing.util.EdgeFilter;
import com.graphhopper.routing.util.TraversalMode;
import com.graphhopper.routing.weighting.Weighting;
import com.graphhopper.storage.RoutingCHGraph;
import com.graphhopper.util.GHUtility;
import com.graphhopper.util.PMap;

import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadNetwork;
import org.tocsin.road.Segment;
import org.tocsin.road.SpeedFactor;
import org.tocsin.road.UnitsOnRoad;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/**
 * "Who gets there first?" and what it rests on, on a real map and one thread: the ten fastest of N
 * units with 20 closures, moves, closures, hours, a matrix; and GraphHopper 11 on the same extract
 * in the same run, node-based and without turns, which is easier. Build once, then:
 *
 * <pre>
 * ./mvnw -q -B package -DskipTests -DskipWeb
 * java -Xmx2g -cp 'bench/target/tocsin-bench-0.1.0.jar:bench/target/lib/*' \
 *     org.tocsin.bench.FastestBench ../shared/maps/porto.osm.pbf
 * </pre>
 */
public final class FastestBench {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");
    private static final int HOURS = 40;
    private static final Profile BY_HOUR = byHour();
    private static final int WARM_UP = 2_000;

    /** Some seconds: a dispatch system is asked all day, a compiler takes its time. */
    private static final int QUESTIONS_BEFORE = 30_000;

    private static final int QUESTIONS = 2_000;
    private static final int CLOSINGS = 6_000;
    private static final int CLOSED_BESIDE = 100;
    private static final int K = 10;
    private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

    private final Path extract;
    private final RoadNetwork roads;
    private final List<Segment> segments;
    private final Random random = new Random(1);
    private double cpuOf10;
    private double cpuOf1000;

    private FastestBench(Path extract, RoadNetwork roads) {
        this.extract = extract;
        this.roads = roads;
        segments = roads.segments().toList();
    }

    /**
     * @param arguments the extract; then, if wanted, a folder that keeps what is imported
     * @throws IOException if the extract cannot be read
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 0 || arguments.length > 2) {
            System.err.println(
                    "found %d arguments, expected: extract.osm.pbf [folder]"
                            .formatted(arguments.length));
            System.exit(2);
        }
        Path extract = Path.of(arguments[0]);
        Path folder =
                arguments.length == 2
                        ? Path.of(arguments[1])
                        : Files.createTempDirectory("fastest-bench");
        long start = System.nanoTime();
        CityMap.open(extract, folder, Progress.SILENT);
        long imported = System.nanoTime();
        Path built;
        try (var files = Files.walk(folder)) {
            built = files.filter(file -> file.endsWith("roads.tocsin")).findFirst().orElseThrow();
        }
        long found = System.nanoTime();
        RoadNetwork roads =
                RoadNetwork.open(
                        Objects.requireNonNull(built.getParent()),
                        List.of(Profile.EMERGENCY, Profile.NORMAL, Profile.HEAVY, BY_HOUR));
        long opened = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "%s: %s%nimport %.1f s (or opening, if done before), opening the roads %.2f s%n",
                extract.getFileName(),
                roads.census(Profile.EMERGENCY),
                (imported - start) / 1e9,
                (opened - found) / 1e9);
        new FastestBench(extract, roads).run(folder);
    }

    private void run(Path folder) throws InterruptedException {
        List<Closure> closures = closures(20);
        var conditions = new Conditions(Profile.EMERGENCY, closures, NOON);
        Measured.printHead();
        for (int units : new int[] {10, 100, 1_000, 10_000}) fleet(units, conditions);
        stateless(conditions);
        changes(closures);
        matrix(conditions);
        graphHopper(folder);
        Measured.printAnswers();
    }

    private void fleet(int units, Conditions conditions) throws InterruptedException {
        var fleet = new UnitsOnRoad(roads, Profile.EMERGENCY);
        List<Point> positions = places(units);
        for (int unit = 0; unit < units; unit++) fleet.move(unit, positions.get(unit), UNKNOWN);
        List<Point> incidents = places(QUESTIONS_BEFORE + QUESTIONS);
        for (int i = 0; i < 3; i++) fleet.fastest(incidents.get(i), K, conditions, _ -> true);
        Thread.sleep(2_000); // Lists are written beside.
        double cpu =
                Measured.measure(
                        "10 fastest of %,d, 20 closures".formatted(units),
                        QUESTIONS_BEFORE,
                        QUESTIONS,
                        i -> fleet.fastest(incidents.get(i), K, conditions, _ -> true).size());
        if (units == 10) cpuOf10 = cpu;
        if (units == 1_000) cpuOf1000 = cpu;
        List<Point> elsewhere = places(WARM_UP + QUESTIONS);
        Measured.measure(
                "… one of them moved anywhere",
                WARM_UP,
                QUESTIONS,
                i -> fleet.move(random.nextInt(units), elsewhere.get(i), UNKNOWN) ? 1 : 0);
        var drives = new Drives(units);
        Measured.measure(
                "… one of them driven on for a second",
                WARM_UP,
                20_000,
                i -> {
                    int unit = i % units;
                    return fleet.move(unit, drives.next(unit), UNKNOWN) ? 1 : 0;
                });
    }

    /** Routes driven along at ten metres a second. */
    private final class Drives {
        private static final int ROUTES = 200;
        private final List<List<Point>> lines = new ArrayList<>();
        private final double[] meters;

        Drives(int units) {
            meters = new double[units];
            var open = Conditions.open(Profile.EMERGENCY, NOON);
            List<Point> ends = places(4 * ROUTES);
            for (int i = 0; lines.size() < ROUTES && i + 1 < ends.size(); i++) {
                roads.route(ends.get(i), ends.get(i + 1), open)
                        .ifPresent(route -> lines.add(route.line()));
            }
            for (int unit = 0; unit < units; unit++) meters[unit] = random.nextInt(2_000);
        }

        Point next(int unit) {
            List<Point> line = lines.get(unit % lines.size());
            meters[unit] += 10;
            double left = meters[unit];
            for (int i = 1; i < line.size(); i++) {
                double piece = line.get(i - 1).metersTo(line.get(i));
                if (left <= piece && piece > 0)
                    return between(line.get(i - 1), line.get(i), left / piece);
                left -= piece;
            }
            meters[unit] = 0;
            return line.getFirst();
        }

        private static Point between(Point a, Point b, double t) {
            return new Point(
                    a.latitude() + t * (b.latitude() - a.latitude()),
                    a.longitude() + t * (b.longitude() - a.longitude()));
        }
    }

    private void stateless(Conditions conditions) {
        for (int units : new int[] {10, 100, 1_000, 10_000}) {
            List<Point> origins = places(units);
            List<Point> incidents = places(600);
            Measured.measure(
                    "without keeping units: 10 fastest of %,d".formatted(units),
                    300,
                    300,
                    i -> roads.fastest(incidents.get(i), origins, K, conditions).size());
        }
        for (int units : new int[] {200, 1_000}) {
            List<Point> origins = places(units);
            List<Point> incidents = places(600);
            Measured.measure(
                    "times of all %,d".formatted(units),
                    300,
                    300,
                    i -> roads.to(incidents.get(i), origins, conditions).size());
        }
        List<Point> ends = places(1_200);
        Measured.measure(
                "route with its line",
                600,
                600,
                i ->
                        roads.route(ends.get(i), ends.get(1_199 - i), conditions)
                                .map(route -> route.line().size())
                                .orElse(0));
    }

    private void changes(List<Closure> closures) {
        List<Closure> others = closures(CLOSINGS);
        closingAndOpening("one road closed or opened: the next answer", closures, others, false);
        closingAndOpening("one area closed or opened: the next answer", closures, others, true);
        Point place = places(1).getFirst();
        Measured.measure(
                "a new hour for the whole city: the next answer",
                HOURS / 2,
                HOURS / 2,
                i -> {
                    Instant at = MONDAY.plus(i, ChronoUnit.HOURS);
                    return roads.fastest(place, List.of(place), 1, Conditions.open(BY_HOUR, at))
                            .size();
                });
    }

    /** By turns one more is closed and the one that has been longest is opened again. */
    private void closingAndOpening(
            String name, List<Closure> closures, List<Closure> others, boolean areas) {
        List<Closure> some =
                others.stream()
                        .filter(each -> each.ground() instanceof Closure.Ground.Within == areas)
                        .toList();
        Point place = places(1).getFirst();
        var set = new ArrayDeque<>(closures);
        set.addAll(some.subList(0, CLOSED_BESIDE));
        int rounds = 2 * (some.size() - CLOSED_BESIDE);
        Measured.measure(
                name,
                rounds / 2,
                rounds / 2,
                i -> {
                    if (i % 2 == 0) set.addLast(some.get(CLOSED_BESIDE + i / 2));
                    else set.removeFirst();
                    var conditions = new Conditions(Profile.EMERGENCY, List.copyOf(set), NOON);
                    return roads.fastest(place, List.of(place), 1, conditions).size();
                });
    }

    /** Lights and sirens with another speed in each of some hours. */
    private static Profile byHour() {
        var random = new Random(3);
        var factors = new ArrayList<SpeedFactor>();
        for (int hour = 0; hour < HOURS; hour++) {
            double factor = 0.4 + random.nextDouble();
            factors.add(SpeedFactor.inHours(Set.of(hour), Optional.empty(), Set.of(), factor));
        }
        return Profile.EMERGENCY.with("by the hour", ZoneOffset.UTC, factors);
    }

    private void matrix(Conditions conditions) {
        List<Point> origins = places(1_000);
        List<Point> destinations = places(1_000);
        Measured.measure(
                "matrix of 1,000 x 1,000",
                3,
                5,
                _ -> {
                    long[] sum = new long[1];
                    roads.matrix(
                            origins,
                            destinations,
                            conditions,
                            (_, times) -> sum[0] += times.size());
                    return sum[0];
                });
    }

    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super("enough", null, false, false);
        }
    }

    private void graphHopper(Path folder) {
        var hopper = new GraphHopper();
        hopper.setOSMFile(extract.toString());
        hopper.setGraphHopperLocation(folder.resolve("graphhopper").toString());
        hopper.setEncodedValuesString("car_access, car_average_speed, road_access");
        var car = new com.graphhopper.config.Profile("car");
        car.setCustomModel(GHUtility.loadCustomModelFromJar("car.json"));
        hopper.setProfiles(car);
        hopper.getCHPreparationHandler().setCHProfiles(new CHProfile("car"));
        hopper.importOrLoad();
        RoutingCHGraph graph = hopper.getCHGraphs().get("car");
        if (graph == null) throw new IllegalStateException("GraphHopper made no hierarchy");
        var routes = new CHRoutingAlgorithmFactory(graph);
        int[] units = nodes(hopper, 1_000);
        int[] incidents = nodes(hopper, 400);
        double route =
                Measured.measure(
                        "GraphHopper 11: a CH route for each of 1,000",
                        5,
                        15,
                        i -> {
                            long sum = 0;
                            for (int unit : units) {
                                sum +=
                                        routes.createAlgo(new PMap())
                                                        .calcPath(unit, incidents[i])
                                                        .isFound()
                                                ? 1
                                                : 0;
                            }
                            return sum;
                        });
        Weighting weighting = hopper.createWeighting(car, new PMap());
        var ten = new BitSet();
        for (int i = 0; i < K; i++) ten.set(units[i]);
        double tree =
                Measured.measure(
                        "GraphHopper 11: ShortestPathTree, reversed, N = 10",
                        100,
                        300,
                        i -> {
                            var search =
                                    new ShortestPathTree(
                                            hopper.getBaseGraph(),
                                            weighting,
                                            true,
                                            TraversalMode.NODE_BASED);
                            search.setTimeLimit(1e12);
                            int[] seen = {0};
                            try {
                                search.search(
                                        incidents[i],
                                        label -> {
                                            if (ten.get(label.node) && ++seen[0] == K) {
                                                throw new Enough();
                                            }
                                        });
                            } catch (Enough e) {
                                return seen[0];
                            }
                            return seen[0];
                        });
        System.out.printf(
                Locale.ROOT,
                "by processor time: %,.0f times GraphHopper's routes for N = 1,000, %,.0f times its"
                        + " tree for N = 10%n",
                route / cpuOf1000,
                tree / cpuOf10);
    }

    private int[] nodes(GraphHopper hopper, int count) {
        int[] nodes = new int[count];
        int found = 0;
        while (found < count) {
            for (Point place : places(count)) {
                var snap =
                        hopper.getLocationIndex()
                                .findClosest(
                                        place.latitude(), place.longitude(), EdgeFilter.ALL_EDGES);
                if (snap.isValid() && found < count) nodes[found++] = snap.getClosestNode();
            }
        }
        return nodes;
    }

    private List<Point> places(int count) {
        List<Point> corners = roads.bounds().corners();
        Point southWest = corners.get(0);
        Point northEast = corners.get(2);
        var places = new ArrayList<Point>();
        while (places.size() < count) {
            Segment segment = segments.get(random.nextInt(segments.size()));
            Point point = segment.line().getFirst();
            if (!inMiddleHalf(point, southWest, northEast)) continue;
            places.add(
                    new Point(
                            point.latitude() + random.nextGaussian() * 2e-4,
                            point.longitude() + random.nextGaussian() * 2e-4));
        }
        return places;
    }

    private static boolean inMiddleHalf(Point point, Point southWest, Point northEast) {
        double north =
                (point.latitude() - southWest.latitude())
                        / (northEast.latitude() - southWest.latitude());
        double east =
                (point.longitude() - southWest.longitude())
                        / (northEast.longitude() - southWest.longitude());
        return Math.abs(north - 0.5) <= 0.25 && Math.abs(east - 0.5) <= 0.25;
    }

    private List<Closure> closures(int count) {
        var closures = new ArrayList<Closure>();
        for (Point at : places(count)) {
            Closure.Ground ground =
                    switch (closures.size() % 3) {
                        case 0 -> Closure.Ground.Stretch.at(at);
                        case 1 ->
                                new Closure.Ground.Stretch(
                                        at,
                                        true,
                                        Optional.of(
                                                new Point(at.latitude() + 0.002, at.longitude())));
                        default ->
                                new Closure.Ground.Within(
                                        new Area(
                                                List.of(
                                                        at,
                                                        new Point(
                                                                at.latitude() + 0.003,
                                                                at.longitude()),
                                                        new Point(
                                                                at.latitude(),
                                                                at.longitude() + 0.003))));
                    };
            closures.add(new Closure("C" + closures.size(), ground, NOON, Optional.empty(), ""));
        }
        return closures;
    }
}
