package org.tocsin.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ties the streets of the sample town together: finds where they meet, makes one junction of what
 * is close, and drops what cannot be reached.
 */
final class TownGraph {
    /** Meetings nearer than this are one junction. */
    private static final double JUNCTION_METERS = 16;

    private static final double CELL_METERS = 60;

    /** A street's place at a distance along it: a junction, or a bend of its own. */
    static final class Junction {
        final Spot spot;
        final boolean shared;

        Junction(Spot spot, boolean shared) {
            this.spot = spot;
            this.shared = shared;
        }
    }

    record Stop(double meters, Junction junction) {}

    /** A street with its junctions and bends in order. */
    record Tied(Street street, List<Stop> stops) {}

    private record Meeting(int street, double meters, int other, double otherMeters, Spot spot) {}

    private record Segment(int street, int index) {}

    private final List<Street> streets;
    private final List<Meeting> meetings = new ArrayList<>();
    private final Map<Long, List<Segment>> cells = new HashMap<>();

    TownGraph(List<Street> streets) {
        this.streets = streets;
    }

    List<Tied> tie() {
        for (int s = 0; s < streets.size(); s++) addSegments(s);
        for (int s = 0; s < streets.size(); s++) findMeetings(s);
        List<List<Stop>> stops = stopsAtJunctions();
        boolean[] reached = reachable(stops);
        var tied = new ArrayList<Tied>();
        for (int s = 0; s < streets.size(); s++) {
            if (!reached[s]) continue;
            List<Stop> trimmed = withoutStubs(streets.get(s), stops.get(s));
            tied.add(new Tied(streets.get(s), withBends(streets.get(s), trimmed)));
        }
        return tied;
    }

    private void addSegments(int street) {
        List<Spot> spots = streets.get(street).line.spots();
        for (int i = 0; i + 1 < spots.size(); i++) {
            var segment = new Segment(street, i);
            Spot a = spots.get(i);
            Spot b = spots.get(i + 1);
            for (int row = row(Math.min(a.y(), b.y())); row <= row(Math.max(a.y(), b.y())); row++) {
                for (int c = row(Math.min(a.x(), b.x())); c <= row(Math.max(a.x(), b.x())); c++) {
                    cells.computeIfAbsent(key(row, c), _ -> new ArrayList<>()).add(segment);
                }
            }
        }
    }

    private static int row(double meters) {
        return (int) Math.floor(meters / CELL_METERS);
    }

    private static long key(int row, int column) {
        return row * 10_000L + column;
    }

    private void findMeetings(int street) {
        Line line = streets.get(street).line;
        List<Spot> spots = line.spots();
        for (int i = 0; i + 1 < spots.size(); i++) {
            for (Segment other : near(spots.get(i), spots.get(i + 1))) {
                if (other.street() <= street) continue;
                meet(street, i, other.street(), other.index());
            }
        }
        touch(street, 0);
        touch(street, line.meters());
    }

    private List<Segment> near(Spot a, Spot b) {
        var near = new ArrayList<Segment>();
        for (int row = row(Math.min(a.y(), b.y()) - 14);
                row <= row(Math.max(a.y(), b.y()) + 14);
                row++) {
            for (int c = row(Math.min(a.x(), b.x()) - 14);
                    c <= row(Math.max(a.x(), b.x()) + 14);
                    c++) {
                for (Segment segment : cells.getOrDefault(key(row, c), List.of())) {
                    if (!near.contains(segment)) near.add(segment);
                }
            }
        }
        return near;
    }

    private void meet(int street, int i, int other, int j) {
        Line line = streets.get(street).line;
        Line across = streets.get(other).line;
        Spot a = line.spots().get(i);
        Spot b = line.spots().get(i + 1);
        Spot c = across.spots().get(j);
        Spot d = across.spots().get(j + 1);
        double rx = b.x() - a.x();
        double ry = b.y() - a.y();
        double sx = d.x() - c.x();
        double sy = d.y() - c.y();
        double cross = rx * sy - ry * sx;
        if (Math.abs(cross) < 1e-9) return;
        double t = ((c.x() - a.x()) * sy - (c.y() - a.y()) * sx) / cross;
        double u = ((c.x() - a.x()) * ry - (c.y() - a.y()) * rx) / cross;
        if (t < 0 || t > 1 || u < 0 || u > 1) return;
        meetings.add(
                new Meeting(
                        street,
                        line.metersAt(i) + t * a.metersTo(b),
                        other,
                        across.metersAt(j) + u * c.metersTo(d),
                        a.towards(b, t)));
    }

    /** An end that all but touches another street meets it. */
    private void touch(int street, double meters) {
        Spot end = streets.get(street).line.at(meters);
        for (Segment segment : near(end, end)) {
            if (segment.street() == street) continue;
            Line other = streets.get(segment.street()).line;
            Spot a = other.spots().get(segment.index());
            Spot b = other.spots().get(segment.index() + 1);
            double share = Line.shareNearest(a, b, end);
            Spot spot = a.towards(b, share);
            if (spot.metersTo(end) > 13) continue;
            double at = other.metersAt(segment.index()) + share * a.metersTo(b);
            meetings.add(new Meeting(street, meters, segment.street(), at, spot));
        }
    }

    private List<List<Stop>> stopsAtJunctions() {
        int[] parent = new int[meetings.size()];
        for (int i = 0; i < parent.length; i++) parent[i] = i;
        for (int i = 0; i < parent.length; i++) {
            for (int j = i + 1; j < parent.length; j++) {
                if (meetings.get(i).spot().metersTo(meetings.get(j).spot()) < JUNCTION_METERS) {
                    parent[root(parent, j)] = root(parent, i);
                }
            }
        }
        double[][] sums = new double[parent.length][3];
        int[] main = new int[parent.length];
        Arrays.fill(main, Integer.MAX_VALUE);
        for (int i = 0; i < parent.length; i++) {
            int root = root(parent, i);
            Meeting meeting = meetings.get(i);
            main[root] = Math.min(main[root], Math.min(meeting.street(), meeting.other()));
            double[] sum = sums[root];
            sum[0] += meetings.get(i).spot().x();
            sum[1] += meetings.get(i).spot().y();
            sum[2]++;
        }
        var junctions = new Junction[parent.length];
        for (int i = 0; i < parent.length; i++) {
            double[] sum = sums[i];
            if (sum[2] > 0) {
                var middle = new Spot(sum[0] / sum[2], sum[1] / sum[2]);
                junctions[i] = new Junction(onto(main[i], middle), true);
            }
        }
        List<List<Stop>> stops = new ArrayList<>();
        for (int s = 0; s < streets.size(); s++) stops.add(new ArrayList<>());
        for (int i = 0; i < parent.length; i++) {
            Junction junction = junctions[root(parent, i)];
            Meeting meeting = meetings.get(i);
            addStop(stops.get(meeting.street()), meeting.meters(), junction);
            addStop(stops.get(meeting.other()), meeting.otherMeters(), junction);
        }
        for (List<Stop> of : stops) of.sort(Comparator.comparingDouble(Stop::meters));
        return stops;
    }

    /** The first planned street of a junction keeps its line; the others bend to meet it. */
    private Spot onto(int street, Spot spot) {
        Line line = streets.get(street).line;
        return line.at(line.metersNearest(spot));
    }

    private static void addStop(List<Stop> stops, double meters, Junction junction) {
        for (Stop stop : stops) {
            if (stop.junction() == junction && Math.abs(stop.meters() - meters) < 60) return;
        }
        stops.add(new Stop(meters, junction));
    }

    private static int root(int[] parent, int i) {
        int at = i;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    private boolean[] reachable(List<List<Stop>> stops) {
        Map<Junction, List<Integer>> meetingStreets = new HashMap<>();
        for (int s = 0; s < streets.size(); s++) {
            for (Stop stop : stops.get(s)) {
                meetingStreets.computeIfAbsent(stop.junction(), _ -> new ArrayList<>()).add(s);
            }
        }
        boolean[] reached = new boolean[streets.size()];
        var open = new ArrayList<>(List.of(0));
        reached[0] = true;
        while (!open.isEmpty()) {
            for (Stop stop : stops.get(open.removeLast())) {
                for (int next : meetingStreets.getOrDefault(stop.junction(), List.of())) {
                    if (reached[next]) continue;
                    reached[next] = true;
                    open.add(next);
                }
            }
        }
        return reached;
    }

    /** A tail of a few metres beyond the last junction is a slip of the pen, not a street. */
    private static List<Stop> withoutStubs(Street street, List<Stop> junctions) {
        var stops = new ArrayList<>(junctions);
        double end = street.line.meters();
        if (stops.isEmpty()) return stops;
        if (stops.getFirst().meters() > 35) {
            stops.addFirst(new Stop(0, new Junction(street.line.first(), false)));
        }
        if (end - stops.getLast().meters() > 35) {
            stops.add(new Stop(end, new Junction(street.line.last(), false)));
        }
        return stops;
    }

    private static List<Stop> withBends(Street street, List<Stop> junctions) {
        var stops = new ArrayList<Stop>();
        for (int i = 0; i < junctions.size(); i++) {
            Stop stop = junctions.get(i);
            stops.add(stop);
            if (i + 1 == junctions.size()) break;
            Stop next = junctions.get(i + 1);
            var bends = new ArrayList<Stop>();
            for (Street.Span span : street.spans) {
                addBend(bends, street, span.from(), stop, next);
                addBend(bends, street, span.to(), stop, next);
            }
            for (double crossing : street.levelCrossings) {
                addBend(bends, street, crossing, stop, next);
            }
            bends(street, stop, next, bends);
            bends.sort(Comparator.comparingDouble(Stop::meters));
            stops.addAll(bends);
        }
        return Collections.unmodifiableList(stops);
    }

    private static void addBend(
            List<Stop> bends, Street street, double meters, Stop before, Stop after) {
        if (meters <= before.meters() || meters >= after.meters()) return;
        bends.add(new Stop(meters, new Junction(street.line.at(meters), false)));
    }

    /** Keeps the spots that bend the line by more than a metre (Douglas and Peucker, 1973). */
    private static void bends(Street street, Stop from, Stop to, List<Stop> bends) {
        double worst = 1;
        double at = Double.NaN;
        for (double m = from.meters() + 10; m < to.meters() - 10; m += 8) {
            Spot spot = street.line.at(m);
            Spot a = from.junction().spot;
            Spot b = to.junction().spot;
            double off = a.towards(b, Line.shareNearest(a, b, spot)).metersTo(spot);
            if (off > worst) {
                worst = off;
                at = m;
            }
        }
        if (Double.isNaN(at)) return;
        double meters = at;
        if (bends.stream().anyMatch(bend -> Math.abs(bend.meters() - meters) < 9)) return;
        var middle = new Stop(meters, new Junction(street.line.at(meters), false));
        bends(street, from, middle, bends);
        bends.add(middle);
        bends(street, middle, to, bends);
    }
}
