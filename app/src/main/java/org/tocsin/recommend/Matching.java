package org.tocsin.recommend;

import java.util.Arrays;

/**
 * Rows matched to columns at the least total cost: the Hungarian method by successive shortest
 * augmenting paths, row by row, with potentials (R. Jonker and A. Volgenant, "A shortest augmenting
 * path algorithm for dense and sparse linear assignment problems", Computing 38, 1987).
 *
 * <p>Rows come in order of importance. A row that cannot be matched together with those matched
 * before it stays alone; rows matched once stay matched. The sets of rows that can be matched
 * together are a matroid, so no other matching has its first difference in favour of an earlier
 * row, and none matches more rows. Among the matchings of exactly these rows, the cost is least.
 *
 * <p>Time: rows² × columns.
 */
final class Matching {
    /** The cost of a pair that must not be. */
    static final long NEVER = Long.MAX_VALUE;

    /** In the answer: this row is not matched. */
    static final int ALONE = -1;

    /** Costs at or above this may overflow. */
    static final long MAX_COST = 1L << 54;

    // Columns count from 1 in here; column 0 stands for the row that is being added.
    private final long[][] cost;
    private final int columns;
    private final long[] rowPotential;
    private final long[] columnPotential;
    private final int[] rowAt;
    private final int[] cameFrom;
    private final long[] distance;
    private final boolean[] settled;

    private Matching(long[][] cost, int columns) {
        this.cost = cost;
        this.columns = columns;
        rowPotential = new long[cost.length + 1];
        columnPotential = new long[columns + 1];
        rowAt = new int[columns + 1];
        cameFrom = new int[columns + 1];
        distance = new long[columns + 1];
        settled = new boolean[columns + 1];
    }

    /**
     * @param cost by row, then column: 0 to {@link #MAX_COST}, or {@link #NEVER}; rows may be the
     *     same array
     * @return by row, the column, or {@link #ALONE}
     */
    static int[] cheapest(long[][] cost, int columns) {
        var matching = new Matching(cost, columns);
        for (int row = 1; row <= cost.length; row++) matching.add(row);
        int[] columnOf = new int[cost.length];
        Arrays.fill(columnOf, ALONE);
        for (int column = 1; column <= columns; column++) {
            if (matching.rowAt[column] > 0) columnOf[matching.rowAt[column] - 1] = column - 1;
        }
        return columnOf;
    }

    private void add(int row) {
        Arrays.fill(distance, NEVER);
        Arrays.fill(settled, false);
        rowAt[0] = row;
        int column = 0;
        do {
            settled[column] = true;
            relax(column);
            int next = nearest();
            if (next == 0) return;
            shift(distance[next]);
            column = next;
        } while (rowAt[column] != 0);
        augment(column);
    }

    /** Offers every column a way through the row that holds this one. */
    private void relax(int through) {
        int row = rowAt[through];
        for (int column = 1; column <= columns; column++) {
            long pair = cost[row - 1][column - 1];
            if (settled[column] || pair == NEVER) continue;
            long reduced = pair - rowPotential[row] - columnPotential[column];
            if (reduced < distance[column]) {
                distance[column] = reduced;
                cameFrom[column] = through;
            }
        }
    }

    /** The nearest column not settled, the first of equals; 0 if none can be reached. */
    private int nearest() {
        int nearest = 0;
        long least = NEVER;
        for (int column = 1; column <= columns; column++) {
            if (!settled[column] && distance[column] < least) {
                least = distance[column];
                nearest = column;
            }
        }
        return nearest;
    }

    /** Moves the potentials so that the way to the nearest column costs nothing. */
    private void shift(long delta) {
        for (int column = 0; column <= columns; column++) {
            if (settled[column]) {
                rowPotential[rowAt[column]] += delta;
                columnPotential[column] -= delta;
            } else if (distance[column] != NEVER) {
                distance[column] -= delta;
            }
        }
    }

    private void augment(int free) {
        for (int column = free; column != 0; column = cameFrom[column]) {
            rowAt[column] = rowAt[cameFrom[column]];
        }
    }
}
