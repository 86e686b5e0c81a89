package org.tocsin.road;

/**
 * In which direction each arc leaves its first junction and meets its last: degrees clockwise from
 * north, taken over some metres, because the last stroke of a line is often drawn askew.
 */
final class Bearings {
    private static final double LOOK_METERS = 12;

    private final RoadGraph graph;

    Bearings(RoadGraph graph) {
        this.graph = graph;
    }

    /** NaN for an arc without length. */
    double leaving(int arc) {
        return (arc & 1) == 0 ? fromStart(arc >> 1) : fromEnd(arc >> 1);
    }

    /** NaN for an arc without length. */
    double arriving(int arc) {
        double back = (arc & 1) == 0 ? fromEnd(arc >> 1) : fromStart(arc >> 1);
        return back >= 180 ? back - 180 : back + 180;
    }

    /** The angle between two directions, −180 to 180; right is positive. */
    static double angle(double before, double after) {
        double turn = (after - before) % 360;
        if (turn > 180) return turn - 360;
        return turn <= -180 ? turn + 360 : turn;
    }

    private double fromStart(int segment) {
        int first = graph.stored.shapeStart()[segment];
        return bearing(first, graph.stored.shapeStart()[segment + 1] - 1, 1);
    }

    private double fromEnd(int segment) {
        int last = graph.stored.shapeStart()[segment + 1] - 1;
        return bearing(last, graph.stored.shapeStart()[segment], -1);
    }

    private double bearing(int from, int to, int step) {
        IntColumn latitude = graph.stored.shapeLatitude();
        IntColumn longitude = graph.stored.shapeLongitude();
        double metersPerUnit = SnapGrid.METERS_PER_DEGREE * RoadGraph.DEGREES_PER_UNIT;
        double narrowing = Math.cos(Math.toRadians(RoadGraph.degrees(latitude.get(from))));
        double east = 0;
        double north = 0;
        for (int shape = from; shape != to; shape += step) {
            double nextEast =
                    ((double) longitude.get(shape + step) - longitude.get(from))
                            * metersPerUnit
                            * narrowing;
            double nextNorth =
                    ((double) latitude.get(shape + step) - latitude.get(from)) * metersPerUnit;
            double length = Math.hypot(nextEast - east, nextNorth - north);
            double left = LOOK_METERS - Math.hypot(east, north);
            double t = length == 0 ? 1 : Math.min(1, left / length);
            east += t * (nextEast - east);
            north += t * (nextNorth - north);
            if (Math.hypot(east, north) >= LOOK_METERS - 0.001) break;
        }
        if (east == 0 && north == 0) return Double.NaN;
        return (Math.toDegrees(Math.atan2(east, north)) + 360) % 360;
    }
}
