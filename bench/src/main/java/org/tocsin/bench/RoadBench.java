package org.tocsin.bench;

import com.sun.management.ThreadMXBean;

import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadNetwork;
import org.tocsin.road.Segment;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * What the questions of a dispatch room cost on a real map, on one thread: wall-clock percentiles,
 * processor time and bytes allocated for each. Units stand near random road corners of the map's
 * middle half; each question has a new place. Build once, then:
 *
 * <pre>
 * ./mvnw -q -B package -DskipTests -DskipWeb
 * java -Xmx1g -cp 'bench/target/tocsin-bench-0.1.0.jar:bench/target/lib/*' \
 *     org.tocsin.bench.RoadBench ../shared/maps/porto.osm.pbf
 * </pre>
 */
public final class RoadBench {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int WARM_UP = 300;
    private static final int QUESTIONS = 1_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final RoadNetwork roads;
    private final List<Segment> segments;
    private final Random random = new Random(1);
    private long blackHole;

    private RoadBench(RoadNetwork roads) {
        this.roads = roads;
        segments = roads.segments().toList();
    }

    /**
     * @param arguments the extract; then, if wanted, a folder that keeps what is imported
     * @throws IOException if the extract cannot be read
     */
    public static void main(String[] arguments) throws IOException {
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
                        : Files.createTempDirectory("road-bench");
        long start = System.nanoTime();
        CityMap.open(extract, folder, Progress.SILENT);
        long imported = System.nanoTime();
        RoadNetwork roads = CityMap.open(extract, folder, Progress.SILENT).roads();
        long opened = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "%s: %s%nimport (or open) %.2f s, open %.2f s%n",
                extract.getFileName(),
                roads.census(Profile.EMERGENCY),
                (imported - start) / 1e9,
                (opened - imported) / 1e9);
        new RoadBench(roads).run();
    }

    private interface Question {
        long ask(int round);
    }

    private void run() {
        System.out.printf(
                Locale.ROOT,
                "%-44s %10s %10s %10s %12s%n",
                "question",
                "p50 µs",
                "p99 µs",
                "cpu µs",
                "bytes");
        List<Closure> closures = closures(20);
        for (List<Closure> closed : List.of(List.<Closure>of(), closures)) {
            var conditions = new Conditions(Profile.EMERGENCY, closed, NOON);
            String with = closed.isEmpty() ? "" : ", 20 closures";
            for (int units : new int[] {10, 100, 1_000, 10_000}) {
                List<Point> origins = places(units);
                List<Point> incidents = places(QUESTIONS);
                measure(
                        "10 fastest of " + units + with,
                        i -> roads.fastest(incidents.get(i), origins, 10, conditions).size());
            }
            for (int units : new int[] {200, 1_000}) {
                List<Point> origins = places(units);
                List<Point> incidents = places(QUESTIONS);
                measure(
                        "times of all " + units + with,
                        i -> roads.to(incidents.get(i), origins, conditions).size());
            }
            List<Point> froms = places(QUESTIONS);
            List<Point> tos = places(QUESTIONS);
            measure(
                    "route" + with,
                    i ->
                            roads.route(froms.get(i), tos.get(i), conditions)
                                    .map(route -> route.line().size())
                                    .orElse(0));
        }
        List<Point> moving = places(WARM_UP + QUESTIONS);
        var open = Conditions.open(Profile.EMERGENCY, NOON);
        measure(
                "position to road, never seen before",
                i -> roads.nearest(moving.get(i), open).isPresent() ? 1 : 0);
        var newClosures = closures(QUESTIONS);
        Point place = places(1).getFirst();
        measure(
                "first question after a new closure",
                i -> {
                    var set = new ArrayList<>(closures);
                    set.add(newClosures.get(i));
                    var conditions = new Conditions(Profile.EMERGENCY, set, NOON);
                    return roads.fastest(place, List.of(place), 1, conditions).size();
                });
        System.out.println("(answers: " + blackHole + ")");
    }

    private void measure(String name, Question question) {
        for (int i = 0; i < WARM_UP; i++) blackHole += question.ask(i % QUESTIONS);
        double[] micros = new double[QUESTIONS];
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < QUESTIONS; i++) {
            long start = System.nanoTime();
            blackHole += question.ask(i);
            micros[i] = (System.nanoTime() - start) / 1e3;
        }
        cpu = THREADS.getCurrentThreadCpuTime() - cpu;
        bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        Arrays.sort(micros);
        System.out.printf(
                Locale.ROOT,
                "%-44s %10.1f %10.1f %10.1f %12d%n",
                name,
                micros[QUESTIONS / 2],
                micros[QUESTIONS * 99 / 100],
                cpu / 1e3 / QUESTIONS,
                bytes / QUESTIONS);
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
