package org.tocsin.bench;

import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadNetwork;
import org.tocsin.road.Segment;
import org.tocsin.road.UnitsOnRoad;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;

/** What the network of bicycles and crews on foot costs, and how fast it answers. */
final class PathsBench {
    private static final Instant NOON = Instant.parse("2026-11-18T12:00:00Z");
    private static final int QUESTIONS = 1_000;

    private final RoadNetwork roads;
    private final List<Segment> segments;
    private final Random random = new Random(1);

    private PathsBench(RoadNetwork roads) {
        this.roads = roads;
        segments = roads.segments().toList();
    }

    /**
     * @param arguments the extract
     * @throws IOException if it cannot be read
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 1) {
            System.err.println(
                    "found %d arguments, expected: extract.osm.pbf".formatted(arguments.length));
            System.exit(2);
        }
        Path extract = Path.of(arguments[0]);
        Path folder = Files.createTempDirectory("paths-bench");
        List<Profile> light = List.of(Profile.BICYCLE, Profile.FOOT);
        List<Profile> all = Stream.concat(RoadNetwork.STANDARD.stream(), light.stream()).toList();
        long start = System.nanoTime();
        CityMap.open(extract, folder, Progress.SILENT);
        long imported = System.nanoTime();
        CityMap.open(extract, folder, all, Progress.SILENT);
        long made = System.nanoTime();
        long without = heldBytes();
        long opening = System.nanoTime();
        RoadNetwork roads = CityMap.open(extract, folder, all, Progress.SILENT).roads();
        long opened = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "import %.1f s, paths %.1f s more; opening both %.2f s, %d MB held%n",
                (imported - start) / 1e9,
                (made - imported) / 1e9,
                (opened - opening) / 1e9,
                (heldBytes() - without) >> 20);
        for (Profile each : light) System.out.printf("%s: %s%n", each, roads.census(each));
        var bench = new PathsBench(roads);
        Measured.printHead();
        for (Profile each : List.of(Profile.EMERGENCY, Profile.BICYCLE, Profile.FOOT)) {
            bench.measure(each);
        }
        Measured.printAnswers();
    }

    private static long heldBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void measure(Profile profile) throws InterruptedException {
        List<Closure> closures = closures(20);
        var conditions = new Conditions(profile, closures, NOON);
        for (int units : new int[] {10, 1_000}) {
            var fleet = new UnitsOnRoad(roads, profile);
            for (int unit = 0; unit < units; unit++) {
                fleet.move(unit, place(), OptionalDouble.empty());
            }
            List<Point> incidents = Stream.generate(this::place).limit(2 * QUESTIONS).toList();
            for (int i = 0; i < 3; i++) fleet.fastest(incidents.get(i), 10, conditions, _ -> true);
            Thread.sleep(2_000); // Lists are written beside.
            Measured.measure(
                    "%s: 10 fastest of %,d, 20 closures".formatted(profile, units),
                    QUESTIONS,
                    QUESTIONS,
                    i -> fleet.fastest(incidents.get(i), 10, conditions, _ -> true).size());
        }
        List<Closure> others = closures(300);
        var set = new ArrayList<>(closures);
        Point at = place();
        Measured.measure(
                "%s: one more road closed, the next answer".formatted(profile),
                150,
                150,
                i -> {
                    set.add(others.get(i));
                    return roads.fastest(at, List.of(at), 1, new Conditions(profile, set, NOON))
                            .size();
                });
    }

    private Point place() {
        List<Point> line = segments.get(random.nextInt(segments.size())).line();
        Point on = line.get(line.size() / 2);
        return new Point(
                on.latitude() + random.nextGaussian() * 0.0005,
                on.longitude() + random.nextGaussian() * 0.0005);
    }

    private List<Closure> closures(int count) {
        return Stream.generate(
                        () ->
                                new Closure(
                                        "C" + random.nextInt(),
                                        Closure.Ground.Stretch.at(place()),
                                        NOON.minusSeconds(60),
                                        Optional.empty(),
                                        "bench"))
                .limit(count)
                .toList();
    }
}
