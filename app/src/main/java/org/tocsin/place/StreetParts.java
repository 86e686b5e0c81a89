package org.tocsin.place;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One street: its names, the lines it is drawn with, its house numbers. */
final class StreetParts {
    private static final double METERS_PER_DEGREE = Math.toRadians(Point.EARTH_RADIUS_METERS);

    /**
     * A house number.
     *
     * @param between the numbers it lies between, if the map does not have it by itself
     */
    record House(String number, Point point, String city, Optional<Between> between) {
        House(String number, Point point, String city) {
            this(number, point, city, Optional.empty());
        }
    }

    /** The known numbers on both sides, and how far off the one between may be. */
    record Between(String low, String high, double uncertaintyMeters) {}

    private final Set<String> names = new LinkedHashSet<>();
    private final List<List<Point>> lines = new ArrayList<>();
    private final List<House> houses = new ArrayList<>();
    private final List<House> interpolated = new ArrayList<>();
    private double south = 90;
    private double north = -90;
    private double west = 180;
    private double east = -180;
    private long[] corners = {};
    private @Nullable Point middle;
    private List<HouseNumbers.Numbered> numbered = List.of();

    StreetParts(List<String> names, List<Point> line) {
        this.names.addAll(names);
        lines.add(line);
        for (Point point : line) stretch(point);
    }

    /** A street that the map draws no line for, known by its houses only. */
    StreetParts(String name, Point house) {
        names.add(name);
        stretch(house);
    }

    private void stretch(Point point) {
        south = Math.min(south, point.latitude());
        north = Math.max(north, point.latitude());
        west = Math.min(west, point.longitude());
        east = Math.max(east, point.longitude());
    }

    void join(StreetParts other) {
        names.addAll(other.names);
        lines.addAll(other.lines);
        houses.addAll(other.houses);
        interpolated.addAll(other.interpolated);
        south = Math.min(south, other.south);
        north = Math.max(north, other.north);
        west = Math.min(west, other.west);
        east = Math.max(east, other.east);
    }

    void addHouse(House house) {
        (house.between().isEmpty() ? houses : interpolated).add(house);
        stretch(house.point());
    }

    String name() {
        return names.iterator().next();
    }

    Set<String> names() {
        return names;
    }

    List<List<Point>> lines() {
        return lines;
    }

    /** Those that the map has. */
    List<House> houses() {
        return houses;
    }

    /** Those that lie between others. */
    List<House> interpolated() {
        return interpolated;
    }

    /** Its houses that have a number, by number; empty until closed. */
    List<HouseNumbers.Numbered> numbered() {
        return numbered;
    }

    /** How far its ends are from its middle, at most: half the diagonal of its box. */
    double reachMeters() {
        return flatMeters(new Point(south, west), new Point(north, east)) / 2;
    }

    /**
     * Remembers its middle, its numbers, and its points sorted: crossings are found by shared
     * points.
     */
    void close() {
        middle = findMiddle();
        numbered = HouseNumbers.numbered(houses);
        corners =
                lines.stream().flatMap(List::stream).mapToLong(StreetParts::key).sorted().toArray();
    }

    private static long key(Point point) {
        long latitude = Math.round(point.latitude() * 1e7);
        long longitude = Math.round(point.longitude() * 1e7);
        return latitude << 32 ^ (longitude & 0xffff_ffffL);
    }

    private static Point point(long key) {
        return new Point((key >> 32) / 1e7, (int) key / 1e7);
    }

    /** The points both streets run through. */
    List<Point> shared(StreetParts other) {
        var shared = new ArrayList<Point>();
        long last = Long.MIN_VALUE;
        for (long corner : corners) {
            if (corner == last || Arrays.binarySearch(other.corners, corner) < 0) continue;
            shared.add(point(corner));
            last = corner;
        }
        return shared;
    }

    /** A place on the street, near its middle: where a call taker's map should open. */
    Point middle() {
        Point known = middle;
        return known == null ? findMiddle() : known;
    }

    private Point findMiddle() {
        if (lines.isEmpty()) {
            List<House> known = known();
            return known.get(known.size() / 2).point();
        }
        return nearestOn(new Point((south + north) / 2, (west + east) / 2));
    }

    /** The houses that tell where it is, when no line does. */
    private List<House> known() {
        return houses.isEmpty() ? interpolated : houses;
    }

    /** The place on the street nearest to a point. */
    Point nearestOn(Point point) {
        Point best = lines.isEmpty() ? known().getFirst().point() : lines.getFirst().getFirst();
        double bestMeters = flatMeters(point, best);
        for (List<Point> line : lines) {
            for (int i = 0; i + 1 < line.size(); i++) {
                Point a = line.get(i);
                Point b = line.get(i + 1);
                if (beyond(a, b, point, bestMeters)) continue;
                Point on = point.nearestBetween(a, b);
                double meters = flatMeters(point, on);
                if (meters >= bestMeters) continue;
                best = on;
                bestMeters = meters;
            }
        }
        return best;
    }

    /** Whether a stretch is surely further from a point than so many metres, by latitude alone. */
    private static boolean beyond(Point a, Point b, Point point, double meters) {
        double degrees = meters / METERS_PER_DEGREE;
        return Math.min(a.latitude(), b.latitude()) - point.latitude() > degrees
                || point.latitude() - Math.max(a.latitude(), b.latitude()) > degrees;
    }

    double metersTo(Point point) {
        return flatMeters(point, nearestOn(point));
    }

    /** Distance over some kilometres, the Earth taken as flat: within 0.1% up to 10 km. */
    static double flatMeters(Point a, Point b) {
        double shrink = Math.cos(Math.toRadians((a.latitude() + b.latitude()) / 2));
        return METERS_PER_DEGREE
                * Math.hypot(a.latitude() - b.latitude(), shrink * (a.longitude() - b.longitude()));
    }

    /** At most this far from the point: 0 inside the street's box. */
    double metersToBox(Point point) {
        double latitude = Math.clamp(point.latitude(), south, north);
        double longitude = Math.clamp(point.longitude(), west, east);
        return flatMeters(point, new Point(latitude, longitude));
    }

    private double boxesApart(StreetParts other) {
        double latitude = Math.max(0, Math.max(other.south - north, south - other.north));
        double longitude = Math.max(0, Math.max(other.west - east, west - other.east));
        double shrink = Math.cos(Math.toRadians((south + north) / 2));
        return METERS_PER_DEGREE * Math.hypot(latitude, shrink * longitude);
    }

    /** Whether two streets come as near as this somewhere. */
    boolean isWithin(double meters, StreetParts other) {
        return boxesApart(other) <= meters
                && (hasPointWithin(meters, other) || other.hasPointWithin(meters, this));
    }

    private boolean hasPointWithin(double meters, StreetParts other) {
        for (List<Point> line : lines) {
            for (Point point : line) {
                if (other.metersToBox(point) <= meters && other.metersTo(point) <= meters) {
                    return true;
                }
            }
        }
        return false;
    }

    record Approach(Point point, double meters) {}

    /** Where another street comes nearest to this one. */
    Approach nearestApproach(StreetParts other) {
        Approach best = new Approach(middle(), Double.POSITIVE_INFINITY);
        for (List<Point> line : other.lines) {
            for (Point point : line) best = nearer(best, point, nearestOn(point));
        }
        for (List<Point> line : lines) {
            for (Point point : line) {
                if (other.metersToBox(point) > best.meters()) continue;
                best = nearer(best, point, other.nearestOn(point));
            }
        }
        return best;
    }

    private static Approach nearer(Approach best, Point a, Point b) {
        double meters = flatMeters(a, b);
        return meters < best.meters() ? new Approach(a, meters) : best;
    }
}
