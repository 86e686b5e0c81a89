package org.tocsin.road;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the roads on which a vehicle may be that does not know exactly where it is. */
final class Plausible {
    /** More roads than meet at any crossing within the uncertainty of a good receiver. */
    static final int MAX_CANDIDATES = 8;

    /** Half of a wide road, which is drawn along its middle. */
    private static final double ROAD_METERS = 10;

    /** Who drives this far off the direction of a road does not drive along it. */
    private static final double OFF_DEGREES = 60;

    /** A heading off by so many degrees counts like a metre. */
    private static final double DEGREES_PER_METER = 3;

    private final RoadGraph graph;
    private final SnapGrid grid;
    private final Fix fix;
    private final SnapGrid.Filter filter;

    Plausible(RoadGraph graph, SnapGrid grid, Fix fix, SnapGrid.Filter filter) {
        this.graph = graph;
        this.grid = grid;
        this.fix = fix;
        this.filter = filter;
    }

    private record Found(Candidate candidate, double cost, boolean fits) {}

    /**
     * The most likely first. Roads of another level or across the heading are left out where others
     * fit; if none does, all near ones stay, and if there is none near, the nearest.
     */
    List<Candidate> find() {
        return find(MAX_CANDIDATES);
    }

    /** All of them, where the place is no vehicle's but one that somebody named vaguely. */
    List<Candidate> all() {
        return find(Integer.MAX_VALUE);
    }

    private List<Candidate> find(int most) {
        List<Found> near = new ArrayList<>();
        double reach = fix.uncertaintyMeters() + ROAD_METERS;
        double north = reach / SnapGrid.METERS_PER_DEGREE;
        double narrowing = Math.max(0.01, Math.cos(Math.toRadians(fix.place().latitude())));
        grid.segmentsNear(
                        RoadGraph.units(fix.place().latitude() - north),
                        RoadGraph.units(fix.place().latitude() + north),
                        RoadGraph.units(fix.place().longitude() - north / narrowing),
                        RoadGraph.units(fix.place().longitude() + north / narrowing))
                .filter(filter::accepts)
                .filter(segment -> holdsVehicles(graph.roadClass(segment)))
                .forEach(segment -> look(segment, reach, near));
        if (near.isEmpty()) return nearestAlone();
        boolean anyFits = near.stream().anyMatch(Found::fits);
        return near.stream()
                .filter(found -> found.fits() || !anyFits)
                .sorted(
                        Comparator.comparingDouble(Found::cost)
                                .thenComparingInt(found -> found.candidate().spot().segment()))
                .limit(most)
                .map(Found::candidate)
                .toList();
    }

    private static boolean holdsVehicles(RoadClass roadClass) {
        return roadClass != RoadClass.BARRIER && roadClass != RoadClass.FERRY;
    }

    private List<Candidate> nearestAlone() {
        Spot nearest = grid.nearest(fix.place(), RoadNetwork.SNAP_METERS, filter);
        return nearest == null ? List.of() : List.of(new Candidate(nearest, true, true));
    }

    private void look(int segment, double reach, List<Found> near) {
        Nearest nearest = nearest(segment);
        if (nearest.meters() > reach || filter.blocked(segment, nearest.fraction())) return;
        var point = graph.line(segment).at(nearest.fraction());
        var spot =
                new Spot(
                        segment,
                        nearest.fraction(),
                        point.latitude(),
                        point.longitude(),
                        nearest.meters(),
                        null);
        boolean level = fix.level().isEmpty() || fix.level().getAsInt() == graph.level(segment);
        if (fix.headingDegrees().isEmpty()) {
            near.add(new Found(new Candidate(spot, true, true), nearest.meters(), level));
            return;
        }
        double along =
                Math.abs(Bearings.angle(nearest.bearing(), fix.headingDegrees().getAsDouble()));
        boolean forward = along <= OFF_DEGREES;
        boolean backward = 180 - along <= OFF_DEGREES;
        double off = Math.min(along, 180 - along);
        near.add(
                new Found(
                        forward || backward
                                ? new Candidate(spot, forward, backward)
                                : new Candidate(spot, true, true),
                        nearest.meters() + off / DEGREES_PER_METER,
                        level && (forward || backward)));
    }

    /** The nearest place of a segment's line, and in which direction the line runs there. */
    private record Nearest(double meters, double fraction, double bearing) {}

    private Nearest nearest(int segment) {
        Line line = graph.line(segment);
        double total = line.meters();
        double metersPerUnit = SnapGrid.METERS_PER_DEGREE * RoadGraph.DEGREES_PER_UNIT;
        double narrowing = Math.cos(Math.toRadians(fix.place().latitude()));
        IntColumn latitude = graph.stored.shapeLatitude();
        IntColumn longitude = graph.stored.shapeLongitude();
        var best = new Nearest(Double.POSITIVE_INFINITY, 0, 0);
        for (int piece = line.first(); piece < line.last(); piece++) {
            double x =
                    (longitude.get(piece) - fix.place().longitude() * 1e7)
                            * metersPerUnit
                            * narrowing;
            double y = (latitude.get(piece) - fix.place().latitude() * 1e7) * metersPerUnit;
            double dx =
                    ((double) longitude.get(piece + 1) - longitude.get(piece))
                            * metersPerUnit
                            * narrowing;
            double dy = ((double) latitude.get(piece + 1) - latitude.get(piece)) * metersPerUnit;
            double square = dx * dx + dy * dy;
            double t = square == 0 ? 0 : Math.clamp(-(x * dx + y * dy) / square, 0, 1);
            double meters = Math.hypot(x + t * dx, y + t * dy);
            if (meters >= best.meters()) continue;
            double fraction = total == 0 ? 0 : Math.min(1, line.metersTo(piece, t) / total);
            double bearing = (Math.toDegrees(Math.atan2(dx, dy)) + 360) % 360;
            best = new Nearest(meters, fraction, bearing);
        }
        return best;
    }
}
