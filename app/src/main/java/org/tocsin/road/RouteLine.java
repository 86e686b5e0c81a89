package org.tocsin.road;

import org.tocsin.place.Point;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Strings parts of segments together to a route, with the time at each point. */
final class RouteLine {
    private final RoadGraph graph;
    private final List<Point> points = new ArrayList<>();
    private final List<Double> seconds = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private double meters;
    private long deciseconds;

    /**
     * A part of the route along one arc.
     *
     * @param turn what is done to come onto it
     * @param at the point of the line where it begins
     */
    record Piece(int arc, TurnKind turn, int at, double metersAt, double secondsAt) {}

    RouteLine(RoadGraph graph) {
        this.graph = graph;
    }

    /** Drives part of a segment, in the direction from one fraction to the other. */
    void drive(int segment, double from, double to, int partDeciseconds) {
        drive(segment, from, to, partDeciseconds, TurnKind.ON);
    }

    /**
     * @param turn what is done to come onto the segment
     */
    void drive(int segment, double from, double to, int partDeciseconds, TurnKind turn) {
        Line line = graph.line(segment);
        double startSeconds = deciseconds / 10.0;
        if (from != to) {
            int arc = 2 * segment + (from < to ? 0 : 1);
            pieces.add(new Piece(arc, turn, Math.max(0, points.size() - 1), meters, startSeconds));
        }
        double partSeconds = partDeciseconds / 10.0;
        add(line.at(from), startSeconds);
        int step = from <= to ? 1 : -1;
        for (int shape = step > 0 ? line.first() : line.last();
                shape >= line.first() && shape <= line.last();
                shape += step) {
            double at = line.fractionAt(shape);
            boolean between = step > 0 ? at > from && at < to : at < from && at > to;
            if (!between) continue;
            add(graph.shapePoint(shape), startSeconds + partSeconds * (at - from) / (to - from));
        }
        deciseconds += partDeciseconds;
        meters += Math.abs(to - from) * graph.meters(segment);
        add(line.at(to), deciseconds / 10.0);
    }

    private void add(Point point, double atSeconds) {
        boolean standing = !points.isEmpty() && points.getLast().equals(point);
        if (standing && seconds.getLast() == atSeconds) return;
        points.add(point);
        seconds.add(atSeconds);
    }

    /** The points driven so far. */
    List<Point> line() {
        return List.copyOf(points);
    }

    Route finish() {
        List<Maneuver> steps = new ArrayList<>(new Maneuvers(graph, points, pieces).list());
        steps.add(
                new Maneuver(
                        Maneuver.Kind.ARRIVE,
                        points.size() - 1,
                        meters,
                        deciseconds / 10.0,
                        0,
                        Optional.empty(),
                        0));
        return new Route(Duration.ofMillis(deciseconds * 100), meters, points, seconds, steps);
    }
}
