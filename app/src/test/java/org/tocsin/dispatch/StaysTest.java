package org.tocsin.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.incident.AssignmentState.ACKNOWLEDGED;
import static org.tocsin.incident.AssignmentState.AT_DESTINATION;
import static org.tocsin.incident.AssignmentState.CLEARED;
import static org.tocsin.incident.AssignmentState.EN_ROUTE;
import static org.tocsin.incident.AssignmentState.ON_SCENE;
import static org.tocsin.incident.AssignmentState.TRANSPORTING;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** What the record lets one expect of a stay at a destination. */
class StaysTest {
    private static final Duration USUAL = Duration.ofMinutes(30);

    private final Room room = new Room();
    private final Stays stays = new Stays();

    private String stay(long minutes) {
        String fall = room.call("FALL");
        room.dispatch(fall, "M1");
        room.status("M1", ACKNOWLEDGED, EN_ROUTE, ON_SCENE);
        room.done(
                new Request.Status(
                        "M1", TRANSPORTING, Optional.empty(), Optional.empty(), Optional.of("H")));
        room.status("M1", AT_DESTINATION);
        room.now = room.now.plus(Duration.ofMinutes(minutes));
        room.status("M1", CLEARED);
        room.done(new Request.Close(fall, "DONE"));
        return fall;
    }

    private Optional<Duration> left(long minutes) {
        return stays.left(room.desk.board(), Duration.ofMinutes(minutes), USUAL);
    }

    @Test
    void withoutARecordItIsTheUsualTime() {
        stay(5);

        assertThat(left(10)).contains(Duration.ofMinutes(20));
    }

    @Test
    void whoIsPastTheUsualTimeWithoutARecordIsFreeNobodyKnowsWhen() {
        assertThat(left(30)).isEmpty();
    }

    @Test
    void ofStaysThatSpreadTheLongOnesAreNotAboutToEnd() {
        for (int i = 0; i < 10; i++) {
            stay(10);
            stay(60);
        }

        assertThat(left(0)).contains(Duration.ofMinutes(35));
        assertThat(left(20)).contains(Duration.ofMinutes(40));
        assertThat(left(60)).isEmpty();
    }

    @Test
    void onlyTheLatestCountAndAReopenedIncidentDoesNot() {
        for (int i = 0; i < Stays.WINDOW; i++) stay(10);
        assertThat(left(0)).contains(Duration.ofMinutes(10));

        for (int i = 0; i < Stays.WINDOW - 1; i++) stay(30);
        String last = stay(30);

        assertThat(left(0)).contains(Duration.ofMinutes(30));
        room.done(new Request.Reopen(last, "not done"));
        assertThat(left(0)).isEqualTo(new Stays().left(room.desk.board(), Duration.ZERO, USUAL));
    }

    @Test
    void whatWasKnownBeforeChangesNoAnswer() {
        var random = new Random(1);
        for (int i = 0; i < 60; i++) {
            stay(random.nextInt(5, 50));
            if (random.nextInt(3) == 0) continue;
            Duration lasted = Duration.ofMinutes(random.nextInt(40));

            assertThat(stays.left(room.desk.board(), lasted, USUAL))
                    .isEqualTo(new Stays().left(room.desk.board(), lasted, USUAL));
        }
    }
}
