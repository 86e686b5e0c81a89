package org.tocsin.road;

import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.road.Closure.Ground;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Small random maps with all that can go wrong: parallel roads, loops, roads of no length, two
 * nodes in one place, gates, dead ends, islands, ways that lost nodes.
 */
final class RandomRoads {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final List<String> BARRIERS =
            List.of("gate", "bollard", "lift_gate", "block", "toll_booth");

    private final Random random;
    private final double sideMeters;

    RandomRoads(long seed) {
        random = new Random(seed);
        sideMeters = 100 + random.nextInt(3_000);
    }

    RoadGraphBuilder builder() {
        int nodes = 2 + random.nextInt(40);
        var builder = new RoadGraphBuilder();
        int ways = 1 + random.nextInt(nodes + 10);
        for (int way = 0; way < ways; way++) builder.way(way, way(nodes), tags());
        Point last = point();
        for (int node = 0; node < nodes; node++) {
            if (random.nextInt(30) == 0) continue;
            last = random.nextInt(20) == 0 ? last : point();
            Map<String, String> tags =
                    random.nextInt(10) == 0
                            ? Map.of("barrier", BARRIERS.get(random.nextInt(BARRIERS.size())))
                            : Map.of();
            builder.node(node, last.latitude(), last.longitude(), tags);
        }
        return builder;
    }

    private long[] way(int nodes) {
        long[] way = new long[2 + random.nextInt(5)];
        for (int i = 0; i < way.length; i++) way[i] = random.nextInt(nodes);
        if (random.nextInt(8) == 0) way[way.length - 1] = way[0];
        return way;
    }

    private Map<String, String> tags() {
        List<String> kinds = List.of("residential", "primary", "service", "pedestrian", "motorway");
        String kind = kinds.get(random.nextInt(kinds.size()));
        String oneway = List.of("no", "no", "yes", "-1").get(random.nextInt(4));
        String bridge = random.nextInt(6) == 0 ? "yes" : "no";
        return Map.of("highway", kind, "oneway", oneway, "bridge", bridge, "name", kind);
    }

    Point point() {
        return Drawn.at(random.nextDouble() * sideMeters, random.nextDouble() * sideMeters);
    }

    List<Point> points(int count) {
        var points = new ArrayList<Point>();
        for (int i = 0; i < count; i++) points.add(point());
        return points;
    }

    List<Closure> closures(int count) {
        var closures = new ArrayList<Closure>();
        for (int i = 0; i < count; i++) {
            closures.add(new Closure("C" + i, ground(), NOON, Optional.empty(), "random"));
        }
        return closures;
    }

    private Ground ground() {
        return switch (random.nextInt(5)) {
            case 0 -> Ground.Stretch.at(point());
            case 1 -> new Ground.Stretch(point(), random.nextBoolean(), Optional.of(point()));
            case 2 -> new Ground.Bridge(point());
            default -> {
                Point corner = point();
                double size = 0.0001 + random.nextDouble() * 0.002;
                yield new Ground.Within(
                        new Area(
                                List.of(
                                        corner,
                                        new Point(corner.latitude() + size, corner.longitude()),
                                        new Point(corner.latitude(), corner.longitude() + size))));
            }
        };
    }
}
