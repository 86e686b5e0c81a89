package org.tocsin.road;

import org.tocsin.place.Point;

/**
 * The line of one segment, measured: where a fraction of its length lies, and back. A view of the
 * graph's arrays, made when needed.
 */
final class Line {
    private final IntColumn latitude;
    private final IntColumn longitude;
    private final int first;
    private final int last;
    private final double narrowing;

    Line(IntColumn latitude, IntColumn longitude, int first, int last) {
        this.latitude = latitude;
        this.longitude = longitude;
        this.first = first;
        this.last = last;
        narrowing = Math.cos(Math.toRadians(RoadGraph.degrees(latitude.get(first))));
    }

    int first() {
        return first;
    }

    int last() {
        return last;
    }

    private double pieceMeters(int piece) {
        double x = ((double) longitude.get(piece + 1) - longitude.get(piece)) * narrowing;
        double y = (double) latitude.get(piece + 1) - latitude.get(piece);
        return Math.sqrt(x * x + y * y) * SnapGrid.METERS_PER_DEGREE * RoadGraph.DEGREES_PER_UNIT;
    }

    /** The whole length. */
    double meters() {
        return metersTo(last, 0);
    }

    /** The length up to a part {@code t} of the piece that starts at this shape index. */
    double metersTo(int piece, double t) {
        double sum = 0;
        for (int i = first; i < piece; i++) sum += pieceMeters(i);
        return t == 0 ? sum : sum + t * pieceMeters(piece);
    }

    /** The fraction of the length at a shape point. */
    double fractionAt(int shape) {
        double total = meters();
        return total == 0 ? (shape == first ? 0 : 1) : metersTo(shape, 0) / total;
    }

    /**
     * The fraction of the length at a part {@code t} of a piece; at the ends, 0 and 1 as far as
     * {@code atEndMeters} from them.
     */
    double fractionAt(int piece, double t, double atEndMeters) {
        double sum = 0;
        double along = 0;
        for (int i = first; i < last; i++) {
            double length = pieceMeters(i);
            if (i == piece) along = sum + t * length;
            sum += length;
        }
        if (along < atEndMeters && along <= sum / 2) return 0;
        if (sum - along < atEndMeters) return 1;
        return along / sum;
    }

    /** The point at a fraction of the length. */
    Point at(double fraction) {
        double left = fraction * meters();
        for (int piece = first; piece < last; piece++) {
            double length = pieceMeters(piece);
            if (left <= length || piece == last - 1) {
                double t = length == 0 ? 0 : Math.min(1, left / length);
                return new Point(
                        (latitude.get(piece)
                                        + t
                                                * ((double) latitude.get(piece + 1)
                                                        - latitude.get(piece)))
                                / 1e7,
                        (longitude.get(piece)
                                        + t
                                                * ((double) longitude.get(piece + 1)
                                                        - longitude.get(piece)))
                                / 1e7);
            }
            left -= length;
        }
        return new Point(
                RoadGraph.degrees(latitude.get(first)), RoadGraph.degrees(longitude.get(first)));
    }
}
