package org.tocsin.road;

import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outlines of the filled cells of a grid, with their holes, and the steps of cells smoothed.
 */
final class Outlines {
    /** A corner of cells: fractions after smoothing. */
    record Corner(double row, double column) {}

    /** An outline without the holes in it. */
    record Shape(List<Corner> outline, List<List<Corner>> holes) {}

    interface Filled {
        boolean at(int row, int column);
    }

    /** Corners may be moved by so many cells. */
    static final double SMOOTHING_CELLS = 0.75;

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private final int rows;
    private final int columns;
    private final boolean[] filled;

    /** The corner to which the edge leads that leaves a corner. */
    private final Map<Long, Long> next = new LinkedHashMap<>();

    Outlines(int rows, int columns, Filled filled) {
        this.rows = rows;
        this.columns = columns;
        this.filled = new boolean[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                this.filled[row * columns + column] = filled.at(row, column);
            }
        }
        while (joinCorners()) {
            // Each round fills cells, so it ends.
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                if (at(row, column)) edges(row, column);
            }
        }
    }

    /** Cells that touch by a corner only are joined: so no outline meets itself or another. */
    private boolean joinCorners() {
        boolean joined = false;
        for (int row = 0; row + 1 < rows; row++) {
            for (int column = 0; column + 1 < columns; column++) {
                boolean one = at(row, column) && at(row + 1, column + 1);
                boolean other = at(row, column + 1) && at(row + 1, column);
                if (one && !at(row, column + 1) && !at(row + 1, column)) {
                    filled[row * columns + column + 1] = true;
                    joined = true;
                } else if (other && !at(row, column) && !at(row + 1, column + 1)) {
                    filled[row * columns + column] = true;
                    joined = true;
                }
            }
        }
        return joined;
    }

    private boolean at(int row, int column) {
        return row >= 0
                && column >= 0
                && row < rows
                && column < columns
                && filled[row * columns + column];
    }

    /** Counterclockwise around the cell, where it has no neighbour. */
    private void edges(int row, int column) {
        if (!at(row - 1, column)) edge(row, column, row, column + 1);
        if (!at(row, column + 1)) edge(row, column + 1, row + 1, column + 1);
        if (!at(row + 1, column)) edge(row + 1, column + 1, row + 1, column);
        if (!at(row, column - 1)) edge(row + 1, column, row, column);
    }

    private void edge(int row, int column, int toRow, int toColumn) {
        next.put(corner(row, column), corner(toRow, toColumn));
    }

    private static long corner(long row, long column) {
        return row << 32 | column;
    }

    List<Shape> shapes() {
        var outer = new ArrayList<LinearRing>();
        var holes = new ArrayList<LinearRing>();
        while (!next.isEmpty()) {
            LinearRing ring = ring(next.keySet().iterator().next());
            (signedArea(ring) > 0 ? outer : holes).add(ring);
        }
        // The largest first: an outline comes before those in its holes.
        var order =
                Comparator.<LinearRing>comparingDouble(
                                ring -> -ring.getEnvelopeInternal().getArea())
                        .thenComparing(ring -> ring.getCoordinateN(0));
        outer.sort(order);
        holes.sort(order);
        List<List<LinearRing>> holesOf =
                outer.stream().<List<LinearRing>>map(_ -> new ArrayList<>()).toList();
        List<Polygon> grounds = outer.stream().map(GEOMETRY::createPolygon).toList();
        for (LinearRing hole : holes) {
            // The smallest that it lies in: an island in a hole may have holes of its own.
            for (int i = outer.size() - 1; i >= 0; i--) {
                if (!liesIn(hole, grounds.get(i))) continue;
                holesOf.get(i).add(hole);
                break;
            }
        }
        var shapes = new ArrayList<Shape>();
        for (int i = 0; i < outer.size(); i++) shapes.add(shape(outer.get(i), holesOf.get(i)));
        return shapes;
    }

    /** Takes the edges of one outline away and returns it, begun at its least corner. */
    private LinearRing ring(long from) {
        var corners = new ArrayList<Coordinate>();
        for (Long at = from; at != null; at = next.remove(at)) {
            corners.add(new Coordinate(column(at), row(at)));
        }
        corners.removeLast(); // It is the first again.
        Coordinate least = corners.stream().min(Comparator.naturalOrder()).orElseThrow();
        Collections.rotate(corners, -corners.indexOf(least));
        corners.add(corners.getFirst());
        return GEOMETRY.createLinearRing(corners.toArray(Coordinate[]::new));
    }

    private static long row(long corner) {
        return corner >> 32;
    }

    private static long column(long corner) {
        return (int) corner;
    }

    private static double signedArea(LinearRing ring) {
        return -Area.ofRingSigned(ring.getCoordinateSequence());
    }

    private static Shape shape(LinearRing outline, List<LinearRing> own) {
        Polygon exact = GEOMETRY.createPolygon(outline, own.toArray(LinearRing[]::new));
        Geometry smooth = TopologyPreservingSimplifier.simplify(exact, SMOOTHING_CELLS);
        Polygon polygon = smooth instanceof Polygon one && !one.isEmpty() ? one : exact;
        var inner = new ArrayList<List<Corner>>();
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            inner.add(corners(polygon.getInteriorRingN(i)));
        }
        return new Shape(corners(polygon.getExteriorRing()), inner);
    }

    /** Whether the filled cell beside the hole's first edge is of that ground. */
    private static boolean liesIn(LinearRing hole, Polygon ground) {
        if (!ground.getEnvelopeInternal().contains(hole.getEnvelopeInternal())) return false;
        Coordinate a = hole.getCoordinateN(0);
        Coordinate b = hole.getCoordinateN(1);
        // Filled ground is to the left of every edge.
        double x = (a.x + b.x) / 2 - (b.y - a.y) / 2;
        double y = (a.y + b.y) / 2 + (b.x - a.x) / 2;
        return ground.contains(GEOMETRY.createPoint(new Coordinate(x, y)));
    }

    private static List<Corner> corners(LinearRing ring) {
        Coordinate[] all = ring.getCoordinates();
        return Arrays.stream(all, 0, all.length - 1).map(c -> new Corner(c.y, c.x)).toList();
    }
}
