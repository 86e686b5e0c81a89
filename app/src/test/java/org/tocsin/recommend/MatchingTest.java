package org.tocsin.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;

class MatchingTest {
    private static final long NEVER = Matching.NEVER;

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("seeds", 400));
    }

    @Test
    void twoRowsShareTheColumnsAtTheLeastTotal() {
        long[][] cost = {{1, 2}, {1, 5}};

        assertThat(Matching.cheapest(cost, 2)).containsExactly(1, 0);
    }

    @Test
    void aLaterRowNeverTakesTheColumnOfAnEarlierOne() {
        long[][] cost = {{9, NEVER}, {1, NEVER}, {NEVER, 3}};

        assertThat(Matching.cheapest(cost, 2)).containsExactly(0, Matching.ALONE, 1);
    }

    @Test
    void nothingIsMatchedWithoutColumns() {
        assertThat(Matching.cheapest(new long[][] {{}, {}}, 0))
                .containsExactly(Matching.ALONE, Matching.ALONE);
        assertThat(Matching.cheapest(new long[0][], 3)).isEmpty();
    }

    @Test
    void theLargestCostsDoNotOverflow() {
        int size = Inputs.MAX_SLOTS;
        long[][] cost = new long[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                cost[row][column] = Matching.MAX_COST - (row == column ? 1 : 0);
            }
        }

        int[] columnOf = Matching.cheapest(cost, size);

        for (int row = 0; row < size; row++) assertThat(columnOf[row]).isEqualTo(row);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noOtherMatchingIsBetter(long seed) {
        var random = new Random(seed);
        int rows = random.nextInt(5);
        int columns = random.nextInt(6);
        long[][] cost = new long[rows][columns];
        int density = 1 + random.nextInt(4);
        for (long[] row : cost) {
            for (int i = 0; i < columns; i++) {
                row[i] = random.nextInt(4) < density ? random.nextInt(20) : NEVER;
            }
        }

        int[] found = Matching.cheapest(cost, columns);

        assertThat(grade(cost, found)).as("seed %d", seed).isEqualTo(best(cost, columns));
    }

    /** Matched rows as binary digits, the first row highest; then the negated cost. */
    private static long[] grade(long[][] cost, int[] columnOf) {
        long matched = 0;
        long total = 0;
        for (int row = 0; row < cost.length; row++) {
            matched *= 2;
            if (columnOf[row] == Matching.ALONE) continue;
            matched++;
            assertThat(cost[row][columnOf[row]]).isNotEqualTo(NEVER);
            total += cost[row][columnOf[row]];
        }
        return new long[] {matched, -total};
    }

    private static long[] best(long[][] cost, int columns) {
        int[] columnOf = new int[cost.length];
        return best(cost, columns, 0, new boolean[columns], columnOf);
    }

    private static long[] best(
            long[][] cost, int columns, int row, boolean[] taken, int[] columnOf) {
        if (row == cost.length) return grade(cost, columnOf);
        columnOf[row] = Matching.ALONE;
        long[] best = best(cost, columns, row + 1, taken, columnOf);
        for (int column = 0; column < columns; column++) {
            if (taken[column] || cost[row][column] == NEVER) continue;
            taken[column] = true;
            columnOf[row] = column;
            long[] other = best(cost, columns, row + 1, taken, columnOf);
            if (Arrays.compare(other, best) > 0) best = other;
            taken[column] = false;
        }
        columnOf[row] = Matching.ALONE;
        return best;
    }
}
