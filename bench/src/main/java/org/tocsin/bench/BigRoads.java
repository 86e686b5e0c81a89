package org.tocsin.bench;

import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.place.Point;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadGraphBuilder;
import org.tocsin.road.RoadNetwork;
import org.tocsin.road.Segment;
import org.tocsin.road.UnitsOnRoad;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * A million junctions: copies of a real extract side by side, each joined to the next by five
 * roads. How long it takes to order, to open and to find the ten fastest of units all over it.
 *
 * <pre>
 * ./mvnw -q -B package -DskipTests -DskipWeb
 * java -Xmx6g -cp 'bench/target/tocsin-bench-0.1.0.jar:bench/target/lib/*' \
 *     org.tocsin.bench.BigRoads ../shared/maps/porto.osm.pbf
 * </pre>
 */
public final class BigRoads {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int JUNCTIONS = 1_000_000;
    private static final int JOINTS = 5;
    private static final int QUESTIONS = 1_000;

    private final List<Segment> segments;
    private final double width;
    private final int copies;
    private final int junctions;
    private long nextNode;

    private BigRoads(RoadNetwork city) {
        segments = city.segments().toList();
        List<Point> corners = city.bounds().corners();
        width = 1.02 * (corners.get(1).longitude() - corners.get(0).longitude());
        junctions = city.census(Profile.EMERGENCY).junctions();
        copies = (JUNCTIONS + junctions - 1) / junctions;
        nextNode = (long) copies * junctions;
    }

    /**
     * @param arguments the extract; then, if wanted, a folder that keeps what is made
     * @throws IOException if it cannot be read, or the folder not written to
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 0 || arguments.length > 2) {
            System.err.println(
                    "found %d arguments, expected: extract.osm.pbf [folder]"
                            .formatted(arguments.length));
            System.exit(2);
        }
        Path folder =
                arguments.length == 2
                        ? Path.of(arguments[1])
                        : Files.createTempDirectory("big-roads");
        Path big = folder.resolve("big");
        RoadNetwork city =
                CityMap.open(Path.of(arguments[0]), folder.resolve("city"), Progress.SILENT)
                        .roads();
        long start = System.nanoTime();
        if (!Files.exists(big)) new BigRoads(city).write(big);
        long made = System.nanoTime();
        RoadNetwork roads = RoadNetwork.open(big);
        long opened = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "%s%nmade in %.1f s, opened in %.2f s%n",
                roads.census(Profile.EMERGENCY),
                (made - start) / 1e9,
                (opened - made) / 1e9);
        ask(roads);
    }

    private void write(Path folder) throws IOException {
        var builder = new RoadGraphBuilder();
        var nodes = new HashMap<Long, Point>();
        for (int copy = 0; copy < copies; copy++) {
            for (Segment segment : segments) add(builder, nodes, segment, copy);
        }
        Integer[] byLongitude = junctionsByLongitude(nodes);
        for (int copy = 1; copy < copies; copy++) {
            for (int joint = 0; joint < JOINTS; joint++) {
                long east = byLongitude[byLongitude.length - 1 - 40 * joint];
                long[] line = {
                    (long) (copy - 1) * junctions + east,
                    (long) copy * junctions + byLongitude[40 * joint]
                };
                builder.way(
                        nextNode + (long) copy * JOINTS + joint,
                        line,
                        Map.of("highway", "primary"));
            }
        }
        nodes.forEach(
                (id, at) -> {
                    if (builder.needs(id)) {
                        builder.node(id, at.latitude(), at.longitude(), Map.of());
                    }
                });
        builder.write(folder, "copies");
    }

    private Integer[] junctionsByLongitude(Map<Long, Point> nodes) {
        var ids = new ArrayList<Integer>();
        for (int id = 0; id < junctions; id++) if (nodes.containsKey((long) id)) ids.add(id);
        Integer[] sorted = ids.toArray(Integer[]::new);
        Arrays.sort(
                sorted,
                (a, b) ->
                        Double.compare(
                                nodes.getOrDefault((long) a, new Point(0, 0)).longitude(),
                                nodes.getOrDefault((long) b, new Point(0, 0)).longitude()));
        return sorted;
    }

    private void add(RoadGraphBuilder builder, Map<Long, Point> nodes, Segment segment, int copy) {
        List<Point> line = segment.line();
        long[] ids = new long[line.size()];
        for (int i = 0; i < ids.length; i++) {
            boolean first = i == 0;
            boolean last = i == ids.length - 1;
            ids[i] =
                    first || last
                            ? (long) copy * junctions
                                    + (first ? segment.fromJunction() : segment.toJunction())
                            : nextNode++;
            Point at = line.get(i);
            nodes.put(ids[i], new Point(at.latitude(), at.longitude() + copy * width));
        }
        String oneway = segment.oneway() ? "yes" : segment.onewayBackward() ? "-1" : "no";
        String kind = segment.roadClass().name().toLowerCase(Locale.ROOT);
        builder.way(
                (long) copy * segments.size() + segment.number(),
                ids,
                Map.of("highway", kind, "oneway", oneway));
    }

    private static void ask(RoadNetwork roads) throws InterruptedException {
        List<Segment> all = roads.segments().toList();
        var random = new Random(1);
        var open = Conditions.open(Profile.EMERGENCY, NOON);
        Measured.printHead();
        for (int units : new int[] {10, 100, 1_000, 10_000}) {
            var fleet = new UnitsOnRoad(roads, Profile.EMERGENCY);
            for (int unit = 0; unit < units; unit++) {
                fleet.move(unit, place(all, random), OptionalDouble.empty());
            }
            List<Point> places = new ArrayList<>();
            for (int i = 0; i < 2 * QUESTIONS; i++) places.add(place(all, random));
            for (int i = 0; i < 3; i++) fleet.fastest(places.get(i), 10, open, _ -> true);
            Thread.sleep(3_000); // Lists are written beside.
            Measured.measure(
                    "10 fastest of %,d".formatted(units),
                    QUESTIONS,
                    QUESTIONS,
                    i -> fleet.fastest(places.get(i), 10, open, _ -> true).size());
        }
        Measured.printAnswers();
    }

    private static Point place(List<Segment> segments, Random random) {
        return segments.get(random.nextInt(segments.size())).line().getFirst();
    }
}
