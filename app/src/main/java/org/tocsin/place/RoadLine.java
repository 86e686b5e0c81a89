package org.tocsin.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** A road's lines as a net of its own points, to measure along it. */
final class RoadLine {
    private final List<Point> points = new ArrayList<>();
    private final Map<Point, Integer> numbers = new HashMap<>();
    private final List<List<Integer>> neighbours = new ArrayList<>();

    RoadLine(List<StreetParts> parts) {
        for (StreetParts part : parts) {
            for (List<Point> line : part.lines()) {
                for (int i = 0; i + 1 < line.size(); i++) {
                    int a = number(line.get(i));
                    int b = number(line.get(i + 1));
                    if (a == b) continue;
                    neighbours.get(a).add(b);
                    neighbours.get(b).add(a);
                }
            }
        }
    }

    private int number(Point point) {
        Integer known = numbers.get(point);
        if (known != null) return known;
        numbers.put(point, points.size());
        points.add(point);
        neighbours.add(new ArrayList<>());
        return points.size() - 1;
    }

    /** The point of the road nearest to another; nothing if it has none. */
    Optional<Point> nearest(Point to) {
        return points.stream().min((a, b) -> Double.compare(flat(a, to), flat(b, to)));
    }

    private static double flat(Point a, Point b) {
        return StreetParts.flatMeters(a, b);
    }

    /** The road from one of its points to another, by the shortest way along it. */
    List<Point> between(Point from, Point to) {
        Integer start = numbers.get(from);
        Integer end = numbers.get(to);
        if (start == null || end == null) return List.of();
        Reached reached = reach(start);
        if (!Double.isFinite(reached.meters[end])) return List.of();
        return path(reached, end);
    }

    /** The road from one end of its longest piece to the other, north or west end first. */
    List<Point> whole() {
        int first = -1;
        int last = -1;
        Reached longest = null;
        boolean[] seen = new boolean[points.size()];
        for (int i = 0; i < seen.length; i++) {
            if (seen[i]) continue;
            Reached piece = reach(i);
            for (int j = 0; j < seen.length; j++) {
                if (Double.isFinite(piece.meters[j])) seen[j] = true;
            }
            int end = piece.farthest();
            Reached fromEnd = reach(end);
            int other = fromEnd.farthest();
            if (longest != null && fromEnd.meters[other] <= longest.meters[last]) continue;
            first = end;
            last = other;
            longest = fromEnd;
        }
        if (longest == null || first == last) return List.of();
        List<Point> path = path(longest, last);
        boolean southFirst = path.getFirst().latitude() < path.getLast().latitude();
        return southFirst ? path.reversed() : path;
    }

    private List<Point> path(Reached reached, int end) {
        var path = new ArrayList<Point>();
        for (int at = end; at >= 0; at = reached.before[at]) path.add(points.get(at));
        Collections.reverse(path);
        return path;
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Reached(double[] meters, int[] before) {
        int farthest() {
            int farthest = 0;
            double most = -1;
            for (int i = 0; i < meters.length; i++) {
                if (!Double.isFinite(meters[i]) || meters[i] <= most) continue;
                most = meters[i];
                farthest = i;
            }
            return farthest;
        }
    }

    private record Open(int point, double meters) {}

    private Reached reach(int from) {
        double[] meters = new double[points.size()];
        int[] before = new int[points.size()];
        Arrays.fill(meters, Double.POSITIVE_INFINITY);
        Arrays.fill(before, -1);
        var open = new PriorityQueue<Open>((a, b) -> Double.compare(a.meters(), b.meters()));
        meters[from] = 0;
        open.add(new Open(from, 0));
        while (!open.isEmpty()) {
            Open next = open.remove();
            if (next.meters() > meters[next.point()]) continue;
            for (int other : neighbours.get(next.point())) {
                double way = next.meters() + flat(points.get(next.point()), points.get(other));
                if (way >= meters[other]) continue;
                meters[other] = way;
                before[other] = next.point();
                open.add(new Open(other, way));
            }
        }
        return new Reached(meters, before);
    }

    static double meters(List<Point> path) {
        double meters = 0;
        for (int i = 0; i + 1 < path.size(); i++) meters += flat(path.get(i), path.get(i + 1));
        return meters;
    }

    /** The place so far along a path; nothing beyond its end. */
    static Optional<Point> along(List<Point> path, double meters) {
        double rest = meters;
        for (int i = 0; i + 1 < path.size(); i++) {
            Point a = path.get(i);
            Point b = path.get(i + 1);
            double step = flat(a, b);
            if (rest <= step) {
                double share = step == 0 ? 0 : rest / step;
                return Optional.of(
                        new Point(
                                a.latitude() + share * (b.latitude() - a.latitude()),
                                a.longitude() + share * (b.longitude() - a.longitude())));
            }
            rest -= step;
        }
        return Optional.empty();
    }
}
