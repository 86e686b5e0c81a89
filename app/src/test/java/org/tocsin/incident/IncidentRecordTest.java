package org.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Location;
import org.tocsin.place.Point;

import java.time.Instant;
import java.util.Optional;

/** What an incident keeps of its record. */
class IncidentRecordTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Incident fire =
            Incident.open(
                    new IncidentEvent.IncidentOpened(
                            "26-1",
                            IncidentEvent.Origin.CALL,
                            "FIRE",
                            1,
                            new Location(new Point(45, -20), "Quay"),
                            "1",
                            NOON,
                            Optional.empty()),
                    1);

    @Test
    void everyEntryAboutItIsNoted() {
        Incident next =
                fire.apply(new IncidentEvent.PriorityChanged("26-1", 2, 1), "dora", NOON, 5)
                        .apply(new IncidentEvent.SealedRead("26-1", "call back"), "dora", NOON, 9);

        assertThat(next.entries()).containsExactly(1L, 5L, 9L);
        assertThat(next.priority()).isEqualTo(2);
    }

    @Test
    void ofTooManyEntriesTheOldestIsLeftOut() {
        Incident next = fire;
        for (int i = 2; i <= Incident.MAX_ENTRIES; i++) {
            next = next.apply(new IncidentEvent.SealedRead("26-1", "again"), "dora", NOON, i);
        }
        assertThat(next.entries()).hasSize(Incident.MAX_ENTRIES).startsWith(1L);

        next = next.apply(new IncidentEvent.SealedRead("26-1", "once more"), "dora", NOON, 99_999);

        assertThat(next.entries()).hasSize(Incident.MAX_ENTRIES).startsWith(2L).endsWith(99_999L);
    }

    @Test
    void aFactAboutAnAssignmentItDoesNotHaveIsNoFactOfIts() {
        var moved =
                new IncidentEvent.AssignmentStepUndone(7, "26-1", "E1", AssignmentState.ON_SCENE);

        assertThatThrownBy(() -> fire.apply(moved, "dora", NOON, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no assignment 7 at 26-1");
    }

    @Test
    void callsAndUnitsComeAndGoWithTheirEntries() {
        var call = new Call(3, NOON, "PHONE", Optional.empty(), Optional.empty(), "26-2");

        Incident with = fire.with(java.util.List.of(call), java.util.List.of(), 4);
        Incident without = with.without(java.util.List.of(call), java.util.List.of(), 6);

        assertThat(with.findCall(3)).contains(call);
        assertThat(with.findCall(4)).isEmpty();
        assertThat(with.entries()).containsExactly(1L, 4L);
        assertThat(without.calls()).isEmpty();
        assertThat(without.entries()).containsExactly(1L, 4L, 6L);
    }
}
