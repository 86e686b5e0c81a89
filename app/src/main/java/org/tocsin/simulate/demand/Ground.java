package org.tocsin.simulate.demand;

import org.tocsin.place.Point;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Where calls come from: boxes with weights, as large as a raster's cell, or points, which are
 * boxes of no size. Immutable.
 */
public final class Ground {
    /** More than a raster has. */
    static final int MAX_BOXES = Raster.MAX_CELLS;

    private static final double METERS_PER_DEGREE = 111_195;

    private final double[] south;
    private final double[] west;
    private final double[] height;
    private final double[] width;

    /** The weights up to and with each. */
    private final double[] cumulative;

    private Ground(
            double[] south, double[] west, double[] height, double[] width, double[] weight) {
        this.south = south;
        this.west = west;
        this.height = height;
        this.width = width;
        cumulative = new double[weight.length];
        double sum = 0;
        for (int i = 0; i < weight.length; i++) {
            sum += weight[i];
            cumulative[i] = sum;
        }
    }

    /** A box with its weight; a point where both sizes are 0. */
    public record Box(double south, double west, double height, double width, double weight) {}

    /**
     * @throws LabInput if no box has weight
     */
    public static Ground of(List<Box> boxes) {
        if (boxes.stream().noneMatch(box -> box.weight() > 0)) {
            throw new LabInput("no place has a weight, expected one above 0 at least");
        }
        return new Ground(
                boxes.stream().mapToDouble(Box::south).toArray(),
                boxes.stream().mapToDouble(Box::west).toArray(),
                boxes.stream().mapToDouble(Box::height).toArray(),
                boxes.stream().mapToDouble(Box::width).toArray(),
                boxes.stream().mapToDouble(Box::weight).toArray());
    }

    static Ground of(Raster raster) {
        var boxes = new ArrayList<Box>();
        for (int row = 0; row < raster.rows(); row++) {
            for (int column = 0; column < raster.columns(); column++) {
                double value = raster.value(row, column);
                if (!(value > 0)) continue;
                boxes.add(
                        new Box(
                                raster.north() - (row + 1) * raster.rowDegrees(),
                                raster.west() + column * raster.columnDegrees(),
                                raster.rowDegrees(),
                                raster.columnDegrees(),
                                value));
            }
        }
        return of(boxes);
    }

    /** What all places lie in; its weight is that of all. */
    public Box extent() {
        double north = -90;
        double east = -180;
        double least = 90;
        double first = 180;
        for (int i = 0; i < south.length; i++) {
            least = Math.min(least, south[i]);
            first = Math.min(first, west[i]);
            north = Math.max(north, south[i] + height[i]);
            east = Math.max(east, west[i] + width[i]);
        }
        return new Box(least, first, north - least, east - first, cumulative[size() - 1]);
    }

    int size() {
        return south.length;
    }

    public Point draw(RandomGenerator which, RandomGenerator where) {
        double total = cumulative[cumulative.length - 1];
        double at = which.nextDouble() * total;
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > at) high = middle;
            else low = middle + 1;
        }
        return new Point(
                south[low] + height[low] * where.nextDouble(),
                west[low] + width[low] * where.nextDouble());
    }

    /** A part of the ground. */
    public record Spot(Point point, double weight) {}

    /**
     * The ground in at most so many squares, each with its weight at its weighted middle; in order
     * from the south-west.
     */
    public List<Spot> squares(int most) {
        for (double meters = 200; ; meters *= 1.25) {
            Map<Long, double[]> squares = squares(meters, most);
            if (squares.size() > most) continue;
            return squares.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(Map.Entry::getValue)
                    .map(s -> new Spot(new Point(s[0] / s[2], s[1] / s[2]), s[2]))
                    .toList();
        }
    }

    private Map<Long, double[]> squares(double meters, int most) {
        double rows = meters / METERS_PER_DEGREE;
        double columns = rows / Math.cos(Math.toRadians(south[0]));
        var squares = new HashMap<Long, double[]>();
        for (int i = 0; i < south.length; i++) {
            double weight = cumulative[i] - (i == 0 ? 0 : cumulative[i - 1]);
            if (weight == 0) continue;
            double latitude = south[i] + height[i] / 2;
            double longitude = west[i] + width[i] / 2;
            long key =
                    ((long) Math.floor(latitude / rows) << 32)
                            + (long) Math.floor(longitude / columns);
            double[] square = squares.computeIfAbsent(key, _ -> new double[3]);
            square[0] += latitude * weight;
            square[1] += longitude * weight;
            square[2] += weight;
            if (squares.size() > most) return squares;
        }
        return squares;
    }
}
