package org.tocsin.center;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tocsin.center.MoveUpLimits.Made;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class MoveUpLimitsTest {
    private static final Instant NOON = Instant.parse("2025-01-06T12:00:00Z");
    private static final MoveUpLimits LIMITS =
            new MoveUpLimits(3, Duration.ofMinutes(60), Duration.ofHours(12));

    private static Made made(int hoursAgo, int minutes) {
        return new Made(NOON.minus(Duration.ofHours(hoursAgo)), Duration.ofMinutes(minutes));
    }

    @Test
    void aCrewIsMovedAsOftenAsItMayAndNotOnceMore() {
        var two = List.of(made(1, 5), made(2, 5));
        var three = List.of(made(1, 5), made(2, 5), made(3, 5));

        assertThat(LIMITS.against(two, NOON, Duration.ZERO)).isEmpty();
        assertThat(LIMITS.against(three, NOON, Duration.ZERO))
                .contains("moved 3 times in 12 h, 3 are the most");
        assertThat(LIMITS.words(two, NOON))
                .isEqualTo("moved 2 of at most 3 times and driven 10 of 60 min in 12 h");
    }

    @Test
    void whatIsLongAgoDoesNotCountAnyMore() {
        var three = List.of(made(1, 5), made(2, 5), made(12, 50));

        assertThat(LIMITS.against(three, NOON, Duration.ZERO)).isEmpty();
        assertThat(LIMITS.count(three, NOON)).isEqualTo(2);
        assertThat(LIMITS.driven(three, NOON)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aDriveThatWouldBeTooMuchIsNotAsked() {
        var one = List.of(made(1, 45));

        assertThat(LIMITS.against(one, NOON, Duration.ofMinutes(15))).isEmpty();
        assertThat(LIMITS.against(one, NOON, Duration.ofMinutes(16)))
                .contains("61 min driven in moves in 12 h with this one, 60 min are the most");
    }

    @Test
    void whoLeavesItsStationCanStillBeSentHome() {
        var one = List.of(made(1, 5));
        var two = List.of(made(1, 5), made(2, 5));
        var five = Duration.ofMinutes(5);

        assertThat(LIMITS.againstLeaving(one, NOON, five, five)).isEmpty();
        assertThat(LIMITS.againstLeaving(two, NOON, five, five))
                .contains("moved 2 times in 12 h, 3 are the most, and the way home is one");
        assertThat(LIMITS.against(two, NOON, five)).as("the way home itself").isEmpty();
        assertThat(LIMITS.againstLeaving(one, NOON, five, Duration.ofMinutes(50))).isEmpty();
        assertThat(LIMITS.againstLeaving(one, NOON, five, Duration.ofMinutes(51)))
                .contains(
                        "61 min driven in moves in 12 h with this one and home, 60 min are the"
                                + " most");
    }
}
