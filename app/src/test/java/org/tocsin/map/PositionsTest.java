package org.tocsin.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Random;
import java.util.TreeMap;

class PositionsTest {
    private static final int FEW_BITS = 4;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyNodeIsFoundWhereItWasPutInWhateverOrder(long seed) throws IOException {
        var random = new Random(seed);
        var expected = new HashMap<Long, Integer>();
        try (var positions = new Positions(folder.resolve("positions"), FEW_BITS)) {
            long id = -random.nextInt(1_000);
            for (int i = 0; i < 3_000; i++) {
                boolean sorted = seed % 2 == 0 || random.nextInt(20) > 0;
                // Now and then farther than a block's numbers reach.
                id += random.nextInt(50) == 0 ? random.nextLong(1L << 40) : random.nextInt(70);
                if (!sorted) id = random.nextLong(1L << 42);
                positions.add(id, i, -i);
                expected.put(id, i);
            }
            positions.finish();

            expected.forEach(
                    (each, number) -> {
                        assertThat(positions.find(each))
                                .as("seed %d, node %d", seed, each)
                                .isTrue();
                        assertThat(positions.latitude()).isEqualTo(number);
                        assertThat(positions.longitude()).isEqualTo(-number);
                    });
            for (long each : new TreeMap<>(expected).keySet()) {
                if (expected.containsKey(each + 1)) continue;
                assertThat(positions.find(each + 1)).as("seed %d", seed).isFalse();
            }
        }
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anExtractWithoutNodesHasNone() throws IOException {
        try (var positions = new Positions(folder.resolve("positions"))) {
            positions.finish();

            assertThat(positions.find(1)).isFalse();
        }
    }

    @Test
    void nodesInNoOrderAtAllAreRefusedAtTheLimit() throws IOException {
        try (var positions = new Positions(folder.resolve("positions"), FEW_BITS)) {
            for (int run = 0; run < Positions.MAX_RUNS; run++) {
                for (int i = 0; i < 1 << FEW_BITS; i++) positions.add(-run, 0, 0);
            }

            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < 1 << FEW_BITS; i++) {
                                    positions.add(-Positions.MAX_RUNS, 0, 0);
                                }
                            })
                    .isInstanceOf(BadExtract.class)
                    .hasMessageContaining("osmium sort");
        }
    }

    @Test
    void anIdThatNoExtractHasIsRefused() throws IOException {
        try (var positions = new Positions(folder.resolve("positions"))) {
            assertThatThrownBy(() -> positions.add(Long.MIN_VALUE, 0, 0))
                    .isInstanceOf(BadExtract.class)
                    .hasMessageContaining("which no extract has");
        }
    }
}
