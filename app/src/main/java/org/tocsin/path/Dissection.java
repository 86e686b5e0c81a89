package org.tocsin.path;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The order in which a hierarchy takes the pieces of a road map: by nested dissection. The map is
 * cut in two where the fewest pieces cross, those come last, and each side is cut in turn. Cuts are
 * found by inertial flow (Schild and Sommer 2015): the junctions are sorted along a direction, the
 * outer ones on either side are held fast, and the least cut between them is the greatest flow
 * (Dinic 1970). Cutting junctions from each other and ordering the pieces between them follows
 * Buchhold, Wagner, Zeitz and Zündorf, "Customizable Contraction Hierarchies with Turn Costs"
 * (2020).
 */
public final class Dissection {
    /** How many directions are tried at each cut, evenly turned. */
    private static final int DIRECTIONS = 8;

    /** The part of the junctions that is held fast on either side. */
    private static final double HELD = 0.25;

    private final int[] latitude;
    private final int[] longitude;
    private final double narrowing;
    private final int[] order;
    private int left;

    // The pieces at each junction as linked lists: a piece stands with its tail.
    private final int[] firstPiece;
    private final int[] nextPiece;
    private final int[] head;

    // The cell that is cut: its place of each junction, while it is at work.
    private final int[] placeInCell;

    private Dissection(int[] latitude, int[] longitude, int[] tail, int[] head) {
        this.latitude = latitude;
        this.longitude = longitude;
        this.head = head;
        long middle = 0;
        for (int each : latitude) middle += each;
        double degrees = latitude.length == 0 ? 0 : middle / 1e7 / latitude.length;
        narrowing = Math.cos(Math.toRadians(degrees));
        order = new int[tail.length];
        left = tail.length;
        firstPiece = new int[latitude.length];
        Arrays.fill(firstPiece, -1);
        nextPiece = new int[tail.length];
        for (int piece = tail.length - 1; piece >= 0; piece--) {
            nextPiece[piece] = firstPiece[tail[piece]];
            firstPiece[tail[piece]] = piece;
        }
        placeInCell = new int[latitude.length];
        Arrays.fill(placeInCell, -1);
    }

    /**
     * The order of directed pieces of road.
     *
     * @param latitude of each junction, in 1e-7 degrees
     * @param longitude of each junction, in 1e-7 degrees
     * @param tail the junction where each piece begins
     * @param head the junction where each piece ends
     * @return the pieces, the least important first: each once
     * @throws IllegalArgumentException if the arrays differ in length or name no junction
     */
    public static int[] order(int[] latitude, int[] longitude, int[] tail, int[] head) {
        if (latitude.length != longitude.length || tail.length != head.length) {
            throw new IllegalArgumentException(
                    "%d latitudes for %d longitudes and %d tails for %d heads, expected as many"
                            .formatted(
                                    latitude.length, longitude.length, tail.length, head.length));
        }
        for (int piece = 0; piece < tail.length; piece++) {
            int most = Math.max(tail[piece], head[piece]);
            if (most >= latitude.length || Math.min(tail[piece], head[piece]) < 0) {
                throw new IllegalArgumentException(
                        "piece %d leads from junction %d to %d, expected 0 to %d"
                                .formatted(piece, tail[piece], head[piece], latitude.length - 1));
            }
        }
        var dissection = new Dissection(latitude, longitude, tail, head);
        dissection.run();
        return dissection.order;
    }

    private void run() {
        var cells = new ArrayDeque<Cell>();
        int[] all = new int[latitude.length];
        Arrays.setAll(all, junction -> junction);
        cells.push(new Cell(all));
        while (!cells.isEmpty()) {
            Cell cell = cells.pop();
            if (cell.junctions.length <= 1) {
                for (int junction : cell.junctions) take(junction);
                continue;
            }
            boolean[] side = cell.cut();
            int[][] sides = cell.split(side);
            takeBetween(cell, side);
            cells.push(new Cell(sides[0]));
            cells.push(new Cell(sides[1]));
        }
    }

    /** Orders what is left at a junction that stands alone: loops. */
    private void take(int junction) {
        for (int piece = firstPiece[junction]; piece >= 0; piece = nextPiece[piece]) {
            if (head[piece] == junction) order[--left] = piece;
        }
    }

    private void takeBetween(Cell cell, boolean[] side) {
        for (int place = 0; place < side.length; place++)
            placeInCell[cell.junctions[place]] = place;
        for (int place = 0; place < side.length; place++) {
            int junction = cell.junctions[place];
            for (int piece = firstPiece[junction]; piece >= 0; piece = nextPiece[piece]) {
                int other = placeInCell[head[piece]];
                if (other >= 0 && side[other] != side[place]) order[--left] = piece;
            }
        }
        for (int junction : cell.junctions) placeInCell[junction] = -1;
    }

    /** A part of the map that is still to be cut. */
    private final class Cell {
        final int[] junctions;

        Cell(int[] junctions) {
            this.junctions = junctions;
        }

        int[][] split(boolean[] side) {
            int first = 0;
            for (boolean each : side) if (each) first++;
            int[][] sides = {new int[first], new int[side.length - first]};
            int inFirst = 0;
            int inSecond = 0;
            for (int place = 0; place < side.length; place++) {
                if (side[place]) sides[0][inFirst++] = junctions[place];
                else sides[1][inSecond++] = junctions[place];
            }
            return sides;
        }

        /** Which junctions lie on the one side of the best cut found: some, not all. */
        boolean[] cut() {
            Flow flow = flow();
            int held = Math.max(1, (int) (junctions.length * HELD));
            long[] byPlace = new long[junctions.length];
            boolean[] best = {};
            double bestScore = Double.POSITIVE_INFINITY;
            int directions = junctions.length <= 4 ? 2 : DIRECTIONS;
            for (int direction = 0; direction < directions; direction++) {
                sort(Math.PI * direction / directions, byPlace);
                boolean[] side = new boolean[junctions.length];
                int size = flow.run(byPlace, held, bestScore, side);
                if (size < 0) continue;
                double score = score(size, side);
                if (score >= bestScore) continue;
                bestScore = score;
                best = side;
            }
            return best;
        }

        private static double score(int size, boolean[] side) {
            int first = 0;
            for (boolean each : side) if (each) first++;
            return size + (double) Math.abs(2 * first - side.length) / side.length;
        }

        private void sort(double angle, long[] byPlace) {
            double north = Math.sin(angle);
            double east = Math.cos(angle) * narrowing;
            for (int place = 0; place < byPlace.length; place++) {
                int junction = junctions[place];
                long along = Math.round(latitude[junction] * north + longitude[junction] * east);
                byPlace[place] = (along << 30) + place;
            }
            Arrays.sort(byPlace);
            for (int i = 0; i < byPlace.length; i++) byPlace[i] &= (1 << 30) - 1;
        }

        /** The junctions of this cell as a network: as much may flow as pieces lie between two. */
        private Flow flow() {
            for (int place = 0; place < junctions.length; place++) {
                placeInCell[junctions[place]] = place;
            }
            int[] start = new int[junctions.length + 1];
            var from = new Numbers(4 * junctions.length);
            var to = new Numbers(4 * junctions.length);
            for (int place = 0; place < junctions.length; place++) {
                int piece = firstPiece[junctions[place]];
                for (; piece >= 0; piece = nextPiece[piece]) {
                    int other = placeInCell[head[piece]];
                    if (other < 0 || other == place) continue;
                    from.add(place);
                    to.add(other);
                    start[place + 1]++;
                    start[other + 1]++;
                }
            }
            for (int junction : junctions) placeInCell[junction] = -1;
            return new Flow(start, from, to);
        }
    }
}
