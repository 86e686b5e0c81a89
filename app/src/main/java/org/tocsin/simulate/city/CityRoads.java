package org.tocsin.simulate.city;

import org.tocsin.map.RoadExtract;
import org.tocsin.place.Point;
import org.tocsin.simulate.demand.LabInput;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The roads of a city model as an extract. The model gives each arc a driving time; its speeds are
 * few, so that each becomes a class of road, and the center's driving profiles give the classes
 * their speeds. Arcs in a row without a junction become one way.
 */
final class CityRoads {
    /** OpenStreetMap allows 2,000 nodes in a way. */
    static final int MAX_NODES_OF_WAY = 500;

    /** Nobody drives so long over one arc. */
    private static final double MAX_DAYS = 1;

    /** The classes that speeds are mapped to, the fastest first. */
    private static final List<String> CLASSES =
            List.of("trunk", "primary", "secondary", "tertiary", "unclassified", "residential");

    private final Map<Integer, Point> points = new LinkedHashMap<>();
    private final Map<Long, Arc> arcs = new LinkedHashMap<>();
    private final Map<Integer, List<Arc>> out = new HashMap<>();
    private final Map<Integer, List<Arc>> in = new HashMap<>();

    /** What was driven over in the model, by rounded speed: metres and hours by mode. */
    private final TreeMap<Long, double[]> speeds = new TreeMap<>();

    private record Arc(int from, int to, long speed) {}

    CityRoads(CityTable nodes, CityTable table) {
        for (int row = 0; row < nodes.size(); row++) {
            points.put(nodes.index(row, "index"), nodes.point(row));
        }
        for (int row = 0; row < table.size(); row++) add(table, row);
        if (speeds.size() > CLASSES.size()) {
            throw new LabInput(
                    "the roads have %d speeds (%s km/h), expected at most %d"
                            .formatted(speeds.size(), speeds.keySet(), CLASSES.size()));
        }
    }

    private void add(CityTable table, int row) {
        int from = table.index(row, "fromNode");
        int to = table.index(row, "toNode");
        double hours = table.number(row, "mode_1", 0, MAX_DAYS) * 24;
        double slowHours = table.number(row, "mode_2", 0, MAX_DAYS) * 24;
        double meters = point(table, row, "fromNode").metersTo(point(table, row, "toNode"));
        if (from == to || !(hours > 0)) return;
        long speed = Math.round(meters / 1000 / hours);
        double[] driven = speeds.computeIfAbsent(speed, _ -> new double[3]);
        driven[0] += meters;
        driven[1] += hours;
        driven[2] += slowHours;
        var arc = new Arc(from, to, speed);
        if (arcs.putIfAbsent(key(from, to), arc) != null) return;
        out.computeIfAbsent(from, _ -> new ArrayList<>()).add(arc);
        in.computeIfAbsent(to, _ -> new ArrayList<>()).add(arc);
    }

    private Point point(CityTable table, int row, String column) {
        Point point = points.get(table.index(row, column));
        if (point == null) throw table.wrong(row, column, "a node that is there");
        return point;
    }

    private static long key(int from, int to) {
        return (long) from << 32 | to;
    }

    int arcs() {
        return arcs.size();
    }

    /** Speeds in km/h by class of road, as OpenStreetMap calls it, for mode 0 (lights) or 1. */
    Map<String, Double> kmh(int mode) {
        var kmh = new LinkedHashMap<String, Double>();
        int at = 0;
        for (double[] driven : speeds.descendingMap().values()) {
            kmh.put(CLASSES.get(at++), driven[0] / 1000 / driven[1 + mode]);
        }
        return kmh;
    }

    private String roadClass(long speed) {
        return CLASSES.get(speeds.tailMap(speed, false).size());
    }

    RoadExtract extract() {
        var extract = new RoadExtract("Tocsin city import");
        var ids = new HashMap<Integer, Long>();
        points.forEach((node, point) -> ids.put(node, extract.node(point)));
        Set<Arc> done = new HashSet<>();
        // First from every junction, then what is left: circles without one.
        write(
                arcs.values().stream().filter(arc -> !passes(arc.from())).toList(),
                done,
                extract,
                ids);
        write(arcs.values(), done, extract, ids);
        return extract;
    }

    private void write(
            Collection<Arc> starts, Set<Arc> done, RoadExtract extract, Map<Integer, Long> ids) {
        for (Arc start : starts) {
            if (done.contains(start)) continue;
            boolean both = arcs.containsKey(key(start.to(), start.from()));
            var nodes = new ArrayList<Long>(List.of(idOf(start.from(), ids)));
            Arc arc = start;
            while (true) {
                done.add(arc);
                if (both) done.add(back(arc));
                nodes.add(idOf(arc.to(), ids));
                if (!passes(arc.to()) || nodes.size() == MAX_NODES_OF_WAY) break;
                Arc next = next(arc);
                if (done.contains(next)) break;
                arc = next;
            }
            extract.way(
                    nodes,
                    Map.of("highway", roadClass(start.speed()), "oneway", both ? "no" : "yes"));
        }
    }

    private static long idOf(int node, Map<Integer, Long> ids) {
        Long id = ids.get(node);
        if (id == null) throw new IllegalStateException("node " + node + " was not written");
        return id;
    }

    private Arc back(Arc arc) {
        Arc back = arcs.get(key(arc.to(), arc.from()));
        if (back == null) throw new IllegalStateException("no way back of " + arc);
        return back;
    }

    /** Whether the road only leads through this node: two neighbours, the same speed and signs. */
    private boolean passes(int node) {
        List<Arc> leaving = out.getOrDefault(node, List.of());
        List<Arc> coming = in.getOrDefault(node, List.of());
        if (leaving.size() != coming.size() || leaving.isEmpty() || leaving.size() > 2)
            return false;
        long speed = leaving.getFirst().speed();
        boolean same =
                leaving.stream().allMatch(arc -> arc.speed() == speed)
                        && coming.stream().allMatch(arc -> arc.speed() == speed);
        if (!same) return false;
        if (leaving.size() == 1) return leaving.getFirst().to() != coming.getFirst().from();
        return leaving.stream().allMatch(arc -> arcs.containsKey(key(arc.to(), node)));
    }

    private Arc next(Arc arc) {
        for (Arc next : out.getOrDefault(arc.to(), List.of())) {
            if (next.to() != arc.from()) return next;
        }
        throw new IllegalStateException("nothing follows " + arc);
    }
}
