package org.tocsin.simulate.result;

import org.tocsin.place.Point;
import org.tocsin.simulate.demand.Ground;

/**
 * Squares of ground that calls are counted by on maps, as large as a part of the demand's extent.
 *
 * @param rowDegrees how high a square is
 * @param columnDegrees how wide
 */
record Grid(double rowDegrees, double columnDegrees) {
    /** Squares along the longer side of the extent. */
    static final int ALONG = 48;

    private static final double LEAST_METERS = 100;
    private static final double METERS_PER_DEGREE = 111_195;

    /** A square: how many from the equator and from Greenwich. */
    record Square(int row, int column) implements Comparable<Square> {
        @Override
        public int compareTo(Square other) {
            int byRow = Integer.compare(row, other.row);
            return byRow != 0 ? byRow : Integer.compare(column, other.column);
        }
    }

    static Grid over(Ground.Box extent) {
        double middle = extent.south() + extent.height() / 2;
        double narrow = Math.max(0.01, StrictMath.cos(StrictMath.toRadians(middle)));
        double degrees = Math.max(extent.height(), extent.width() * narrow) / ALONG;
        double side = Math.max(degrees, LEAST_METERS / METERS_PER_DEGREE);
        return new Grid(side, side / narrow);
    }

    Square of(Point point) {
        return new Square(
                (int) Math.floor(point.latitude() / rowDegrees),
                (int) Math.floor(point.longitude() / columnDegrees));
    }

    /** Its middle, which at an edge of the world is put on it. */
    Point middle(Square square) {
        return new Point(
                Math.clamp((square.row() + 0.5) * rowDegrees, -90, 90),
                Math.clamp((square.column() + 0.5) * columnDegrees, -180, 180));
    }
}
