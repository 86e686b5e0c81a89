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

        /** Whether nobody may be at this place now; asked of accepted segments only. */
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
        private final Filter filter;
        private final double limitMeters;
        private final double farthestSquareMeters;
        private final double latitude;
        private final double longitude;
        private final double metersPerUnitLatitude;
        private final double metersPerUnitLongitude;
        private final Best any = new Best();
        private final Best joined = new Best();

        private static final class Best {
            long millimeters = Long.MAX_VALUE / 2;
            int segment = -1;
            double fraction;
            double latitude;
            double longitude;
        }

        Query(Point place, double limitMeters, Filter filter) {
            this.filter = filter;
            this.limitMeters = limitMeters;
            farthestSquareMeters = (limitMeters + 1) * (limitMeters + 1);
            latitude = place.latitude() * 1e7;
            longitude = place.longitude() * 1e7;
            metersPerUnitLatitude = METERS_PER_DEGREE * RoadGraph.DEGREES_PER_UNIT;
            metersPerUnitLongitude =
                    metersPerUnitLatitude * Math.cos(Math.toRadians(place.latitude()));
        }

        @Nullable Spot answer() {
            int row = row((int) Math.round(latitude));
            int column = column((int) Math.round(longitude));
            // Each ring of cells lies at least one cell farther out; 1% covers the narrowing of
            // meridians across it.
            double ringMeters =
                    0.99
                            * Math.min(
                                    cellLatitude * metersPerUnitLatitude,
                                    cellLongitude * metersPerUnitLongitude);
            if (farFromAll()) return null;
            int lastRing =
                    Math.max(
                            Math.max(Math.abs(row), Math.abs(rows - row)),
                            Math.max(Math.abs(column), Math.abs(columns - column)));
            for (int ring = 0; ring <= lastRing; ring++) {
                if ((ring - 1) * ringMeters > limitMeters) break;
                visitRing(row, column, ring);
                if (decidedWithin(ring * ringMeters)) break;
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
            return new Spot(
                    candidate.segment,
                    candidate.fraction,
                    candidate.latitude / 1e7,
                    candidate.longitude / 1e7,
                    meters,
                    nearer);
        }

        private boolean decidedWithin(double seenMeters) {
            double nearest = any.millimeters / 1000.0;
            if (nearest > seenMeters) return false;
            return joined.millimeters / 1000.0 <= seenMeters
                    || seenMeters >= nearest + MAINLAND_METERS;
        }

        private static long millimeters(double squareMeters) {
            return Math.round(Math.sqrt(squareMeters) * 1000);
        }

        private void visitRing(int row, int column, int ring) {
            for (int r = Math.max(0, row - ring); r <= Math.min(rows - 1, row + ring); r++) {
                boolean edge = r == row - ring || r == row + ring;
                int step = edge || ring == 0 ? 1 : 2 * ring;
                for (int c = column - ring; c <= column + ring; c += step) {
                    if (c >= 0 && c < columns) visitCell(r * columns + c);
                }
            }
        }

        private void visitCell(int cell) {
            for (int i = cellStart[cell]; i < cellStart[cell + 1]; i++) consider(cellPiece[i]);
        }

        private void consider(int piece) {
            double x = (shapeLongitude.get(piece) - longitude) * metersPerUnitLongitude;
            double y = (shapeLatitude.get(piece) - latitude) * metersPerUnitLatitude;
            double dx =
                    (shapeLongitude.get(piece + 1) - shapeLongitude.get(piece))
                            * metersPerUnitLongitude;
            double dy =
                    (shapeLatitude.get(piece + 1) - shapeLatitude.get(piece))
                            * metersPerUnitLatitude;
            double square = dx * dx + dy * dy;
            double t = square == 0 ? 0 : Math.clamp(-(x * dx + y * dy) / square, 0, 1);
            double nearX = x + t * dx;
            double nearY = y + t * dy;
            double squareMeters = nearX * nearX + nearY * nearY;
            if (squareMeters > farthestSquareMeters) return;
            long millimeters = millimeters(squareMeters);
            if (millimeters > any.millimeters && millimeters > joined.millimeters) return;
            int segment = segmentOfShape[piece];
            if (!holdsPlaces(graph.roadClass(segment)) || !filter.accepts(segment)) return;
            double fraction = fraction(segment, piece, t);
            if (filter.blocked(segment, fraction)) {
                for (double edge : filter.edgesOfBlocks(segment)) offer(segment, edge);
                return;
            }
            offer(segment, fraction, millimeters, longitude(piece, t), latitude(piece, t));
        }

        private double longitude(int piece, double t) {
            return shapeLongitude.get(piece)
                    + t * ((double) shapeLongitude.get(piece + 1) - shapeLongitude.get(piece));
        }

        private double latitude(int piece, double t) {
            return shapeLatitude.get(piece)
                    + t * ((double) shapeLatitude.get(piece + 1) - shapeLatitude.get(piece));
        }

        private void offer(int segment, double fraction) {
            if (filter.blocked(segment, fraction)) return;
            Point point = graph.line(segment).at(fraction);
            double x = (point.longitude() * 1e7 - longitude) * metersPerUnitLongitude;
            double y = (point.latitude() * 1e7 - latitude) * metersPerUnitLatitude;
            offer(
                    segment,
                    fraction,
                    millimeters(x * x + y * y),
                    point.longitude() * 1e7,
                    point.latitude() * 1e7);
        }

        private void offer(
                int segment, double fraction, long millimeters, double east, double north) {
            take(any, segment, fraction, millimeters, east, north);
            if (filter.mainland(segment)) {
                take(joined, segment, fraction, millimeters, east, north);
            }
        }

        // Of places equally near to a millimetre the lowest segment is taken, so that the answer
        // hangs neither on the order of the cells nor on the last bit of a distance.
        private static void take(
                Best best,
                int segment,
                double fraction,
                long millimeters,
                double east,
                double north) {
            if (millimeters > best.millimeters) return;
            if (millimeters == best.millimeters) {
                if (segment > best.segment) return;
                if (segment == best.segment && fraction >= best.fraction) return;
            }
            best.millimeters = millimeters;
            best.segment = segment;
            best.fraction = fraction;
            best.longitude = east;
            best.latitude = north;
        }
    }

    private double fraction(int segment, int piece, double t) {
        Line line = graph.line(segment);
        double total = line.meters();
        double along = line.metersTo(piece, t);
        if (along < AT_JUNCTION_METERS && along <= total / 2) return 0;
        if (total - along < AT_JUNCTION_METERS) return 1;
        return along / total;
    }
}
