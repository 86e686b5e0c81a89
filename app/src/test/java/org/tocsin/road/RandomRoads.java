package org.tocsin.road;

import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.road.Closure.Ground;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Small random maps with all that can go wrong: parallel roads, loops, roads of no length, two
 * nodes in one place, gates, dead ends, islands, ways that lost nodes, forbidden turns.
 */
final class RandomRoads {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final List<String> BARRIERS =
            List.of("gate", "bollard", "lift_gate", "block", "toll_booth");

    private static final List<String> CONDITIONS =
            List.of(
                    "Mo-Fr 07:00-10:00",
                    "Mo-Su 06:30-12:15",
                    "Sa 12:00-Su 06:00",
                    "Sa,Su 22:00-06:00",
                    "Mo-Fr 09:00-18:00; We off");

    private final Random random;
    private boolean byTheHour;
    private final double sideMeters;

    RandomRoads(long seed) {
        random = new Random(seed);
        sideMeters = 100 + random.nextInt(3_000);
    }

    RoadGraphBuilder builder() {
        int nodes = 2 + random.nextInt(40);
        var builder = new RoadGraphBuilder();
        int ways = 1 + random.nextInt(nodes + 10);
        var lines = new ArrayList<long[]>();
        for (int way = 0; way < ways; way++) {
            lines.add(way(nodes));
            builder.way(way, lines.getLast(), tags());
        }
        for (int sign = random.nextInt(8); sign > 0; sign--) sign(builder, lines);
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

    /** A turn that is forbidden, or the only one permitted, by a node or a way. */
    private void sign(RoadGraphBuilder builder, List<long[]> lines) {
        int from = random.nextInt(lines.size());
        long node = anyOf(lines.get(from));
        var members = new ArrayList<RoadGraphBuilder.Member>();
        members.add(new RoadGraphBuilder.Member(true, from, "from"));
        if (random.nextBoolean()) {
            members.add(new RoadGraphBuilder.Member(false, node, "via"));
        } else {
            int via = wayAt(node, lines);
            members.add(new RoadGraphBuilder.Member(true, via, "via"));
            node = anyOf(lines.get(via));
        }
        members.add(new RoadGraphBuilder.Member(true, wayAt(node, lines), "to"));
        List<String> kinds = List.of("no_left_turn", "no_u_turn", "only_straight_on");
        String kind = kinds.get(random.nextInt(kinds.size()));
        boolean timed = byTheHour && random.nextBoolean();
        String key = timed ? "restriction:conditional" : "restriction";
        String value = timed ? kind + " @ (" + condition() + ")" : kind;
        builder.restriction(members, Map.of("type", "restriction", key, value));
    }

    private long anyOf(long[] line) {
        return line[random.nextInt(line.length)];
    }

    private int wayAt(long node, List<long[]> lines) {
        int start = random.nextInt(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            int way = (start + i) % lines.size();
            for (long each : lines.get(way)) if (each == node) return way;
        }
        return start;
    }

    private long[] way(int nodes) {
        long[] way = new long[2 + random.nextInt(5)];
        for (int i = 0; i < way.length; i++) way[i] = random.nextInt(nodes);
        if (random.nextInt(8) == 0) way[way.length - 1] = way[0];
        return way;
    }

    /** Some roads and signs are other ones at some hours. */
    RandomRoads byTheHour() {
        byTheHour = true;
        return this;
    }

    private String condition() {
        return CONDITIONS.get(random.nextInt(CONDITIONS.size()));
    }

    private Map<String, String> tags() {
        var tags = new HashMap<>(usualTags());
        if (!byTheHour || random.nextInt(3) > 0) return tags;
        String value = random.nextInt(3) == 0 ? "yes" : "no";
        switch (random.nextInt(4)) {
            case 0 -> {
                if (value.equals("yes")) tags.put("emergency", "no");
                tags.put("emergency:conditional", value + " @ (" + condition() + ")");
            }
            case 1 -> tags.put("oneway:conditional", "-1 @ (" + condition() + ")");
            case 2 -> tags.put("maxspeed:conditional", "10 @ (" + condition() + ")");
            default -> {
                if (value.equals("yes")) tags.put("motor_vehicle", "no");
                tags.put("motor_vehicle:conditional", value + " @ (" + condition() + ")");
            }
        }
        return tags;
    }

    private Map<String, String> usualTags() {
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
