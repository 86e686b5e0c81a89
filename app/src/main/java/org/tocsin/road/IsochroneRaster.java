package org.tocsin.road;

import org.tocsin.place.Point;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A grid of cells over the roads that were reached, each with the least time to any road in it or
 * near it; and the outlines of all cells within a time.
 */
final class IsochroneRaster {
    /** The ground so far to both sides of a road counts as reached with it, in metres. */
    static final double BESIDE_METERS = 60;

    private static final double LEAST_CELL_METERS = 20;

    /** Along the longer side at most. */
    private static final int MOST_CELLS = 512;

    private final double south;
    private final double west;
    private final double latitudeStep;
    private final double longitudeStep;
    private final int rows;
    private final int columns;
    private final int[] deciseconds;

    /** How many cells to each side belong to a road. */
    private final int beside;

    /**
     * @param samples what was reached
     */
    IsochroneRaster(Samples samples) {
        double middle = Math.toRadians((samples.south + samples.north) / 2);
        double metersPerLongitude = SnapGrid.METERS_PER_DEGREE * Math.cos(middle);
        double high = (samples.north - samples.south) * SnapGrid.METERS_PER_DEGREE;
        double wide = (samples.east - samples.west) * metersPerLongitude;
        double cell = Math.max(LEAST_CELL_METERS, Math.max(high, wide) / (MOST_CELLS - 16));
        beside = (int) Math.ceil(BESIDE_METERS / cell);
        latitudeStep = cell / SnapGrid.METERS_PER_DEGREE;
        longitudeStep = cell / metersPerLongitude;
        // An empty frame, so that every outline closes.
        south = samples.south - (beside + 2) * latitudeStep;
        west = samples.west - (beside + 2) * longitudeStep;
        rows = (int) (high / cell) + 2 * beside + 5;
        columns = (int) (wide / cell) + 2 * beside + 5;
        int[] least = new int[rows * columns];
        Arrays.fill(least, Integer.MAX_VALUE);
        for (int i = 0; i < samples.count; i++) {
            int at = row(samples.latitude[i]) * columns + column(samples.longitude[i]);
            least[at] = Math.min(least[at], samples.deciseconds[i]);
        }
        deciseconds = widened(least);
    }

    /** The step between samples along a road that leaves no cell out, in metres. */
    static final double SAMPLE_METERS = LEAST_CELL_METERS / 2;

    private int row(double latitude) {
        return (int) ((latitude - south) / latitudeStep);
    }

    private int column(double longitude) {
        return (int) ((longitude - west) / longitudeStep);
    }

    /** Each cell gets the least of its neighbourhood. */
    private int[] widened(int[] least) {
        int[] across = new int[least.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int min = Integer.MAX_VALUE;
                int to = Math.min(columns - 1, column + beside);
                for (int c = Math.max(0, column - beside); c <= to; c++) {
                    min = Math.min(min, least[row * columns + c]);
                }
                across[row * columns + column] = min;
            }
        }
        int[] wide = new int[least.length];
        for (int row = 0; row < rows; row++) {
            int to = Math.min(rows - 1, row + beside);
            for (int column = 0; column < columns; column++) {
                int min = Integer.MAX_VALUE;
                for (int r = Math.max(0, row - beside); r <= to; r++) {
                    min = Math.min(min, across[r * columns + column]);
                }
                wide[row * columns + column] = min;
            }
        }
        return wide;
    }

    Isochrone within(Duration time) {
        long most = time.toMillis() / 100;
        var outlines = new Outlines(rows, columns, (r, c) -> deciseconds[r * columns + c] <= most);
        var polygons = new ArrayList<Isochrone.Polygon>();
        for (Outlines.Shape shape : outlines.shapes()) {
            polygons.add(
                    new Isochrone.Polygon(
                            points(shape.outline()),
                            shape.holes().stream().map(this::points).toList()));
        }
        return new Isochrone(time, polygons);
    }

    /** Corners of cells as points. */
    private List<Point> points(List<Outlines.Corner> corners) {
        return corners.stream()
                .map(
                        corner ->
                                new Point(
                                        south + corner.row() * latitudeStep,
                                        west + corner.column() * longitudeStep))
                .toList();
    }

    /** Points of roads with the time at which they are reached. */
    static final class Samples {
        private double[] latitude = new double[1 << 12];
        private double[] longitude = new double[1 << 12];
        private int[] deciseconds = new int[1 << 12];
        private int count;
        private double south = 90;
        private double north = -90;
        private double west = 180;
        private double east = -180;

        void add(double lat, double lon, int time) {
            if (count == latitude.length) {
                latitude = Arrays.copyOf(latitude, 2 * count);
                longitude = Arrays.copyOf(longitude, 2 * count);
                deciseconds = Arrays.copyOf(deciseconds, 2 * count);
            }
            latitude[count] = lat;
            longitude[count] = lon;
            deciseconds[count++] = time;
            south = Math.min(south, lat);
            north = Math.max(north, lat);
            west = Math.min(west, lon);
            east = Math.max(east, lon);
        }

        boolean isEmpty() {
            return count == 0;
        }
    }
}
