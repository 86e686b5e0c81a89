package org.tocsin.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Random;

class StoredInstantsTest {
    @Test
    void everyInstantIsReadAsItWasWritten() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        long[] steps = {1, 1_000, 1_000_000, 1_000_000_000, 100, 10_000_000};
        for (int i = 0; i < 200_000; i++) {
            long step = steps[random.nextInt(steps.length)];
            Instant instant =
                    Instant.ofEpochSecond(
                            random.nextLong(-62_000_000_000L, 250_000_000_000L),
                            random.nextLong(1_000_000_000) / step * step);

            assertThat(StoredInstants.read(instant.toString()))
                    .as("seed %d, %s", seed, instant)
                    .isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-02-30T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T00:00:60Z",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00:00.1234567890Z",
                "2026-01-01 00:00:00Z",
                "2026-01-01T00:00:00+01:00",
                "+12026-01-01T00:00:00Z",
                "2026-01-0xT00:00:00Z"
            })
    void anythingElseIsLeftToTheGeneralParser(String text) {
        assertThat(StoredInstants.read(text)).isNull();
    }
}
