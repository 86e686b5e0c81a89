package org.tocsin.road;

import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small map drawn in metres east and north of a corner, for tests. */
final class Drawn {
    private static final double CORNER_LATITUDE = 41;
    private static final double CORNER_LONGITUDE = -8;

    private record Way(String nodes, Map<String, String> tags) {}

    private final Map<Character, Point> nodes = new LinkedHashMap<>();
    private final Map<Character, Map<String, String>> nodeTags = new HashMap<>();
    private final List<Way> ways = new ArrayList<>();
    private final List<Restriction> restrictions = new ArrayList<>();

    private record Restriction(List<RoadGraphBuilder.Member> members, Map<String, String> tags) {}

    /** A drawing that may be drawn on further. */
    Drawn copy() {
        var copy = new Drawn();
        copy.nodes.putAll(nodes);
        copy.nodeTags.putAll(nodeTags);
        copy.ways.addAll(ways);
        copy.restrictions.addAll(restrictions);
        return copy;
    }

    static Point at(double eastMeters, double northMeters) {
        return new Point(
                CORNER_LATITUDE + northMeters / SnapGrid.METERS_PER_DEGREE,
                CORNER_LONGITUDE
                        + eastMeters
                                / SnapGrid.METERS_PER_DEGREE
                                / Math.cos(Math.toRadians(CORNER_LATITUDE)));
    }

    Drawn node(char name, double eastMeters, double northMeters, String... tags) {
        nodes.put(name, at(eastMeters, northMeters));
        nodeTags.put(name, tags(tags));
        return this;
    }

    /** A way through the nodes with these one-letter names. */
    Drawn way(String names, String... tags) {
        ways.add(new Way(names, tags(tags)));
        return this;
    }

    /** 36 km/h to everybody: ten metres a second. */
    Drawn road(String names, String... tags) {
        var all = new HashMap<>(Map.of("highway", "residential", "maxspeed", "40"));
        all.putAll(tags(tags));
        ways.add(new Way(names, all));
        return this;
    }

    /**
     * A restriction between ways, each named by its nodes: "WX from, X via, XE to" without the
     * roles; all between the first and the last are via.
     */
    Drawn sign(String members, String... tags) {
        String[] names = members.split(" ");
        var list = new ArrayList<RoadGraphBuilder.Member>();
        for (int i = 0; i < names.length; i++) {
            String role = i == 0 ? "from" : i == names.length - 1 ? "to" : "via";
            boolean way = names[i].length() > 1;
            long id = way ? 100 + indexOfWay(names[i]) : names[i].charAt(0);
            list.add(new RoadGraphBuilder.Member(way, id, role));
        }
        var all = new HashMap<>(Map.of("type", "restriction"));
        all.putAll(tags(tags));
        restrictions.add(new Restriction(list, all));
        return this;
    }

    private int indexOfWay(String nodeNames) {
        for (int i = 0; i < ways.size(); i++) if (ways.get(i).nodes().equals(nodeNames)) return i;
        throw new IllegalArgumentException("no way " + nodeNames);
    }

    Point point(char name) {
        Point point = nodes.get(name);
        if (point == null) throw new IllegalArgumentException("no node " + name);
        return point;
    }

    static Map<String, String> tags(String... keysAndValues) {
        var tags = new HashMap<String, String>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tags.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return tags;
    }

    RoadGraphBuilder builder() {
        return fill(new RoadGraphBuilder());
    }

    private RoadGraphBuilder fill(RoadGraphBuilder builder) {
        restrictions.forEach(each -> builder.restriction(each.members(), each.tags()));
        long id = 100;
        for (Way way : ways) {
            builder.way(id++, way.nodes().chars().asLongStream().toArray(), way.tags());
        }
        nodes.forEach(
                (name, point) ->
                        builder.node(
                                name,
                                point.latitude(),
                                point.longitude(),
                                nodeTags.getOrDefault(name, Map.of())));
        return builder;
    }

    RoadNetwork network() {
        try {
            return builder().build("drawn");
        } catch (NoRoads e) {
            throw new AssertionError(e);
        }
    }

    /** Roads, and what bicycles and people on foot have beside them. */
    RoadNetwork networkWithPaths() {
        try {
            RoadNetwork paths = fill(RoadGraphBuilder.ofPaths()).build("drawn");
            return builder().build("drawn").with(paths);
        } catch (NoRoads e) {
            throw new AssertionError(e);
        }
    }
}
