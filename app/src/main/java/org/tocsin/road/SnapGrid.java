package org.tocsin.road;

import org.jspecify.annotations.Nullable;
import org.tocsin.place.Point;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the road nearest to a place: the straight pieces of all lines in a grid of cells, flat. The
 * ground is taken as flat around the place asked about, good to a millimetre within a kilometre.
 */
final class SnapGrid {
    static final double METERS_PER_DEGREE = Math.PI / 180 * 6_371_008.8;
    private static final double CELL_METERS = 120;
    private static final int MAX_CELLS = 1 << 24;

    /** Nearer than this to a junction is at the junction. */
    private static final double AT_JUNCTION_METERS = 0.5;

    /** A road of the mainland is taken before one of an island if at most this much farther. */
    static final double MAINLAND_METERS = 200;

    /** Which places on a segment will do. */
    interface Filter {
        boolean accepts(int segment);

        /** Whether there are parts of it where nobody may be now. */
        boolean hasBlocks(int segment);

        /** Whether nobody may be at this place now; asked of accepted segments with blocks only. */
        boolean blocked(int segment, double fraction);

        /** The places next to those blocked. */
        double[] edgesOfBlocks(int segment);

        /** Whether it is joined to the rest of the roads. */
        boolean mainland(int segment);
    }

    private final RoadGraph graph;
    private final IntColumn shapeLatitude;
    private final IntColumn shapeLongitude;
    private final int[] segmentOfShape;
    private final int minLatitude;
    private final int maxLatitude;
    private final int minLongitude;
    private final int cellLatitude;
    private final int cellLongitude;
    private final int rows;
    private final int columns;
    private final int[] cellStart;
    private final int[] cellPiece;

    SnapGrid(RoadGraph graph) {
        this.graph = graph;
        shapeLatitude = graph.stored.shapeLatitude();
        shapeLongitude = graph.stored.shapeLongitude();
        minLatitude = shapeLatitude.min();
        minLongitude = shapeLongitude.min();
        maxLatitude = shapeLatitude.max();
        long spanLatitude = (long) maxLatitude - minLatitude;
        long spanLongitude = (long) shapeLongitude.max() - minLongitude;
        double middle = RoadGraph.degrees((int) (minLatitude + spanLatitude / 2));
        double narrowing = Math.max(0.01, Math.cos(Math.toRadians(middle)));
        double cellMeters = CELL_METERS;
        double unitsPerMeter = 1 / (METERS_PER_DEGREE * RoadGraph.DEGREES_PER_UNIT);
        double squareMeters =
                (spanLatitude / unitsPerMeter) * (spanLongitude / unitsPerMeter * narrowing);
        cellMeters = Math.max(cellMeters, Math.sqrt(squareMeters / (MAX_CELLS / 2.0)));
        cellLatitude = (int) Math.ceil(cellMeters * unitsPerMeter);
        cellLongitude = (int) Math.min(1e9, Math.ceil(cellMeters * unitsPerMeter / narrowing));
        rows = (int) (spanLatitude / cellLatitude) + 1;
        columns = (int) (spanLongitude / cellLongitude) + 1;
        segmentOfShape = segmentsOfShapes();
        cellStart = new int[rows * columns + 1];
        visitPieces((piece, cell) -> cellStart[cell + 1]++);
        for (int cell = 0; cell < rows * columns; cell++) cellStart[cell + 1] += cellStart[cell];
        cellPiece = new int[cellStart[rows * columns]];
        int[] next = cellStart.clone();
        visitPieces((piece, cell) -> cellPiece[next[cell]++] = piece);
    }

    private int[] segmentsOfShapes() {
        int[] segments = new int[shapeLatitude.length()];
        int[] start = graph.stored.shapeStart();
        for (int segment = 0; segment < graph.segments; segment++) {
            Arrays.fill(segments, start[segment], start[segment + 1], segment);
        }
        return segments;
    }

    private interface PieceInCell {
        void visit(int piece, int cell);
    }

    private void visitPieces(PieceInCell visitor) {
        int[] start = graph.stored.shapeStart();
        for (int segment = 0; segment < graph.segments; segment++) {
            for (int piece = start[segment]; piece < start[segment + 1] - 1; piece++) {
                visitCells(piece, visitor);
            }
        }
    }

    // A long piece, such as a ferry's, is taken in parts no longer than a cell: the rectangle
    // around
    // the whole would hold thousands of cells that it never touches.
    private void visitCells(int piece, PieceInCell visitor) {
        int rowSpan = Math.abs(row(shapeLatitude.get(piece)) - row(shapeLatitude.get(piece + 1)));
        int columnSpan =
                Math.abs(column(shapeLongitude.get(piece)) - column(shapeLongitude.get(piece + 1)));
        int parts = Math.max(1, Math.max(rowSpan, columnSpan));
        for (int part = 0; part < parts; part++) {
            double from = (double) part / parts;
            double to = (part + 1.0) / parts;
            visitRectangle(
                    piece,
                    between(shapeLatitude, piece, from),
                    between(shapeLatitude, piece, to),
                    between(shapeLongitude, piece, from),
                    between(shapeLongitude, piece, to),
                    visitor);
        }
    }

    private static double between(IntColumn coordinates, int piece, double t) {
        return coordinates.get(piece)
                + t * ((double) coordinates.get(piece + 1) - coordinates.get(piece));
    }

    private void visitRectangle(
            int piece,
            double latitude,
            double otherLatitude,
            double longitude,
            double otherLongitude,
            PieceInCell visitor) {
        int lastRow = row((int) Math.ceil(Math.max(latitude, otherLatitude)));
        int lastColumn = column((int) Math.ceil(Math.max(longitude, otherLongitude)));
        int firstColumn = column((int) Math.floor(Math.min(longitude, otherLongitude)));
        for (int r = row((int) Math.floor(Math.min(latitude, otherLatitude))); r <= lastRow; r++) {
            for (int c = firstColumn; c <= lastColumn; c++) visitor.visit(piece, r * columns + c);
        }
    }

    /** Nobody is at a gate or on a ferry in the middle of the river. */
    private static boolean holdsPlaces(RoadClass roadClass) {
        return roadClass != RoadClass.BARRIER && roadClass != RoadClass.FERRY;
    }

    private int row(int latitude) {
        return (int) Math.floorDiv((long) latitude - minLatitude, (long) cellLatitude);
    }

    private int column(int longitude) {
        return (int) Math.floorDiv((long) longitude - minLongitude, (long) cellLongitude);
    }

    /** The segments with a piece in the cells that the rectangle touches, in order. */
    IntStream segmentsNear(int south, int north, int west, int east) {
        int firstColumn = Math.max(0, column(west));
        int lastColumn = Math.min(columns - 1, column(east));
        return IntStream.rangeClosed(Math.max(0, row(south)), Math.min(rows - 1, row(north)))
                .flatMap(
                        row ->
                                IntStream.rangeClosed(firstColumn, lastColumn)
                                        .map(column -> row * columns + column))
                .flatMap(cell -> IntStream.range(cellStart[cell], cellStart[cell + 1]))
                .map(i -> segmentOfShape[cellPiece[i]])
                .distinct()
                .sorted();
    }

    /** The nearest place that will do; null if there is none within the limit. */
    @Nullable Spot nearest(Point place, double limitMeters, Filter filter) {
        return new Query(place, limitMeters, filter).answer();
    }

    /**
     * Where a vehicle may be that knows its place only so well: all roads within its uncertainty
     * that its heading and level allow, the most likely first, at most {@value
     * Plausible#MAX_CANDIDATES}; the nearest road if none is so near; none if none is within {@link
     * RoadNetwork#SNAP_METERS}.
     */
    List<Candidate> candidates(Fix fix, Filter filter) {
        return new Plausible(graph, this, fix, filter).find();
    }

    /** The state of one question. */
    private final class Query {
        /** Pieces of lines and edges of cells are rounded to whole units. */
        private static final double ROUNDED = 2;

        private final Filter filter;
        private final double limitMeters;
        private final double latitude;
        private final double longitude;
        private final double metersPerUnitLatitude;
        private final double metersPerUnitLongitude;
        private final Best any = new Best();
        private final Best joined = new Best();

        /** What lies farther out can no longer be the answer. */
        private double reachMeters;

        Query(Point place, double limitMeters, Filter filter) {
            this.filter = filter;
            this.limitMeters = limitMeters;
            reachMeters = limitMeters + 1;
            latitude = place.latitude() * 1e7;
            longitude = place.longitude() * 1e7;
            metersPerUnitLatitude = METERS_PER_DEGREE * RoadGraph.DEGREES_PER_UNIT;
            metersPerUnitLongitude =
                    metersPerUnitLatitude * Math.cos(Math.toRadians(place.latitude()));
        }

        @Nullable Spot answer() {
            int row = row((int) Math.round(latitude));
            int column = column((int) Math.round(longitude));
            double ringMeters =
                    Math.min(
                            cellLatitude * metersPerUnitLatitude,
                            cellLongitude * metersPerUnitLongitude);
            if (farFromAll()) return null;
            int lastRing =
                    Math.max(
                            Math.max(Math.abs(row), Math.abs(rows - row)),
                            Math.max(Math.abs(column), Math.abs(columns - column)));
            // Each ring of cells lies at least one cell farther out.
            for (int ring = 0; ring <= lastRing; ring++) {
                if ((ring - 1) * ringMeters > reachMeters) break;
                visitRing(row, column, ring);
            }
            Spot nearest = spot(any, null);
            boolean near =
                    joined.millimeters <= any.millimeters + Math.round(MAINLAND_METERS * 1000);
            if (nearest == null || joined.segment == any.segment || !near) return nearest;
            Spot main = spot(joined, nearest);
            return main == null ? nearest : main;
        }

        // Asked before walking: at the pole, where cells have no width, no walk would get anywhere.
        private boolean farFromAll() {
            double south = (minLatitude - latitude) * metersPerUnitLatitude;
            double north = (latitude - maxLatitude) * metersPerUnitLatitude;
            return Math.max(south, north) > limitMeters;
        }

        private @Nullable Spot spot(Best candidate, @Nullable Spot nearer) {
            double meters = candidate.millimeters / 1000.0;
            if (candidate.segment < 0 || meters > limitMeters) return null;
            Point point = candidate.point();
            return new Spot(
                    candidate.segment,
                    candidate.fraction(),
                    point.latitude(),
                    point.longitude(),
                    meters,
                    nearer);
        }

        private static long millimeters(double squareMeters) {
            return Math.round(Math.sqrt(squareMeters) * 1000);
        }

        private void visitRing(int row, int column, int ring) {
            for (int r = Math.max(0, row - ring); r <= Math.min(rows - 1, row + ring); r++) {
                double south = minLatitude + (double) r * cellLatitude;
                double y = outside(latitude, south, cellLatitude) * metersPerUnitLatitude;
                if (y > reachMeters) continue;
                boolean edge = r == row - ring || r == row + ring;
                int step = edge || ring == 0 ? 1 : 2 * ring;
                for (int c = column - ring; c <= column + ring; c += step) {
                    if (c < 0 || c >= columns) continue;
                    double west = minLongitude + (double) c * cellLongitude;
                    double x = outside(longitude, west, cellLongitude) * metersPerUnitLongitude;
                    if (x * x + y * y <= reachMeters * reachMeters) visitCell(r * columns + c);
                }
            }
        }

        /** How far a place lies outside a cell. */
        private static double outside(double at, double low, double size) {
            return Math.max(0, Math.max(low - ROUNDED - at, at - low - size - ROUNDED));
        }

        private void visitCell(int cell) {
            for (int i = cellStart[cell]; i < cellStart[cell + 1]; i++) consider(cellPiece[i]);
        }

        private void consider(int piece) {
            int east = shapeLongitude.get(piece);
            int north = shapeLatitude.get(piece);
            double x = (east - longitude) * metersPerUnitLongitude;
            double y = (north - latitude) * metersPerUnitLatitude;
            double dx = (shapeLongitude.get(piece + 1) - east) * metersPerUnitLongitude;
            double dy = (shapeLatitude.get(piece + 1) - north) * metersPerUnitLatitude;
            double square = dx * dx + dy * dy;
            double t = square == 0 ? 0 : Math.clamp(-(x * dx + y * dy) / square, 0, 1);
            double nearX = x + t * dx;
            double nearY = y + t * dy;
            double squareMeters = nearX * nearX + nearY * nearY;
            if (squareMeters > reachMeters * reachMeters) return;
            int segment = segmentOfShape[piece];
            if (!holdsPlaces(graph.roadClass(segment)) || !filter.accepts(segment)) return;
            if (filter.hasBlocks(segment) && filter.blocked(segment, fraction(segment, piece, t))) {
                for (double edge : filter.edgesOfBlocks(segment)) offer(segment, edge);
                return;
            }
            offer(segment, millimeters(squareMeters), piece, t, UNKNOWN);
        }

        private void offer(int segment, double fraction) {
            if (filter.blocked(segment, fraction)) return;
            Point point = graph.line(segment).at(fraction);
            double x = (point.longitude() * 1e7 - longitude) * metersPerUnitLongitude;
            double y = (point.latitude() * 1e7 - latitude) * metersPerUnitLatitude;
            offer(segment, millimeters(x * x + y * y), 0, 0, fraction);
        }

        private void offer(int segment, long millimeters, int piece, double t, double fraction) {
            any.take(segment, millimeters, piece, t, fraction);
            if (filter.mainland(segment)) joined.take(segment, millimeters, piece, t, fraction);
            long last = any.millimeters + Math.round(MAINLAND_METERS * 1000);
            if (joined.millimeters < last) last = Math.max(any.millimeters, joined.millimeters);
            reachMeters = Math.min(reachMeters, (last + 1) / 1000.0);
        }
    }

    private static final double UNKNOWN = -1;

    /**
     * The nearest place so far: at a part of a piece of the segment's line, or else at a fraction
     * of it.
     */
    private final class Best {
        long millimeters = Long.MAX_VALUE / 2;
        int segment = -1;
        private int piece;
        private double t;

        /** Measuring the line takes longer than all else: only where it is asked for. */
        private double fraction;

        // Of places equally near to a millimetre the lowest segment is taken, so that the answer
        // hangs neither on the order of the cells nor on the last bit of a distance.
        void take(int segment, long millimeters, int piece, double t, double fraction) {
            if (millimeters > this.millimeters) return;
            if (millimeters == this.millimeters) {
                if (segment > this.segment) return;
                if (segment == this.segment && !isBefore(piece, t, fraction)) return;
            }
            this.millimeters = millimeters;
            this.segment = segment;
            this.piece = piece;
            this.t = t;
            this.fraction = fraction;
        }

        /** On the same line; pieces tell it without measuring, as at the corner of two. */
        private boolean isBefore(int piece, double t, double fraction) {
            boolean onPieces = fraction == UNKNOWN && this.fraction == UNKNOWN;
            return onPieces
                    ? piece + t < this.piece + this.t
                    : fraction(segment, piece, t, fraction) < fraction();
        }

        double fraction() {
            return fraction(segment, piece, t, fraction);
        }

        private double fraction(int segment, int piece, double t, double fraction) {
            return fraction == UNKNOWN ? SnapGrid.this.fraction(segment, piece, t) : fraction;
        }

        Point point() {
            if (fraction != UNKNOWN) return graph.line(segment).at(fraction);
            return new Point(
                    between(shapeLatitude, piece, t) / 1e7,
                    between(shapeLongitude, piece, t) / 1e7);
        }
    }

    private double fraction(int segment, int piece, double t) {
        return graph.line(segment).fractionAt(piece, t, AT_JUNCTION_METERS);
    }
}
