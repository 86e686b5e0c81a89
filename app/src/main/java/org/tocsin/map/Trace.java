package org.tocsin.map;

import org.tocsin.place.Point;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A line, a ring or a single point of the map, kept small: 1e-7 degrees in pairs. */
final class Trace {
    /** The most points one trace of a stored map may have. */
    static final int MAX_POINTS = 2_000_000;

    /** Latitude and longitude in turn. */
    private final int[] pairs;

    Trace(int[] pairs) {
        this.pairs = pairs;
    }

    int size() {
        return pairs.length / 2;
    }

    double latitude(int i) {
        return pairs[2 * i] / 1e7;
    }

    double longitude(int i) {
        return pairs[2 * i + 1] / 1e7;
    }

    Point point(int i) {
        return new Point(latitude(i), longitude(i));
    }

    List<Point> points() {
        var points = new ArrayList<Point>(size());
        for (int i = 0; i < size(); i++) points.add(point(i));
        return points;
    }

    boolean isClosed() {
        int last = pairs.length - 2;
        return size() > 3 && pairs[0] == pairs[last] && pairs[1] == pairs[last + 1];
    }

    /** The middle of its box: inside or near what it outlines. */
    Point middle() {
        int south = Integer.MAX_VALUE;
        int north = Integer.MIN_VALUE;
        int west = Integer.MAX_VALUE;
        int east = Integer.MIN_VALUE;
        for (int i = 0; i < pairs.length; i += 2) {
            south = Math.min(south, pairs[i]);
            north = Math.max(north, pairs[i]);
            west = Math.min(west, pairs[i + 1]);
            east = Math.max(east, pairs[i + 1]);
        }
        return new Point(((long) south + north) / 2e7, ((long) west + east) / 2e7);
    }

    /** This trace, then another without its first point, which is this one's last. */
    Trace then(Trace next) {
        int[] joined = new int[pairs.length + next.pairs.length - 2];
        System.arraycopy(pairs, 0, joined, 0, pairs.length);
        System.arraycopy(next.pairs, 2, joined, pairs.length, next.pairs.length - 2);
        return new Trace(joined);
    }

    Trace reversed() {
        int[] turned = new int[pairs.length];
        for (int i = 0; i < size(); i++) {
            turned[2 * i] = pairs[pairs.length - 2 - 2 * i];
            turned[2 * i + 1] = pairs[pairs.length - 1 - 2 * i];
        }
        return new Trace(turned);
    }

    /** A number that traces' ends share when they meet. */
    long firstKey() {
        return key(0);
    }

    long lastKey() {
        return key(pairs.length - 2);
    }

    private long key(int at) {
        return (long) pairs[at] << 32 ^ (pairs[at + 1] & 0xffff_ffffL);
    }

    void write(PackedWriter out) throws IOException {
        out.writeCount(size());
        int latitude = 0;
        int longitude = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            out.writeSmall((long) pairs[i] - latitude);
            out.writeSmall((long) pairs[i + 1] - longitude);
            latitude = pairs[i];
            longitude = pairs[i + 1];
        }
    }

    static Trace read(PackedFile.Reading in) throws IOException {
        int size = in.readCount(MAX_POINTS);
        if (size < 1) throw in.damaged("a line has no points");
        int[] pairs = new int[2 * size];
        int latitude = 0;
        int longitude = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i] = latitude += (int) in.readSmall();
            pairs[i + 1] = longitude += (int) in.readSmall();
        }
        return new Trace(pairs);
    }
}
