package org.tocsin.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class WaitingTest {
    private static final Instant NOON = Instant.parse("2025-01-06T12:00:00Z");

    private final Waiting waiting = new Waiting();

    @Test
    void theMostUrgentComesFirstThenWhoHasWaitedLongest() {
        waiting.notMet("late", 2, NOON.plusSeconds(9));
        waiting.notMet("minor", 3, NOON);
        waiting.notMet("early", 2, NOON);
        waiting.notMet("urgent", 1, NOON.plusSeconds(20));

        assertThat(waiting.unmet()).containsExactly("urgent", "early", "late", "minor");
    }

    @Test
    void whoeverWaitsForABusyUnitAndForMoreCountsOnce() {
        waiting.notMet("a", 2, NOON);
        waiting.notMet("a", 2, NOON);
        waiting.queue("a");
        waiting.queue("b");
        assertThat(waiting.count()).isEqualTo(2);

        waiting.met("a");
        assertThat(waiting.count()).isEqualTo(2);
        assertThat(waiting.anyUnmet()).isFalse();

        waiting.unqueue("a");
        waiting.closed("b");
        assertThat(waiting.count()).isZero();
        assertThat(waiting.anyQueued()).isFalse();
    }
}
