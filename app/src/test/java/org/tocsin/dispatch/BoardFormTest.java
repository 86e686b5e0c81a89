package org.tocsin.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.road.Closure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a board is stored in a snapshot. */
class BoardFormTest {
    private final Room room = new Room();
    private byte[] form = {};

    @BeforeEach
    void aBoardWithOpenAndClosedIncidents() {
        for (int i = 0; i < 3; i++) room.done(new Request.Close(room.call("FIRE"), "DONE"));
        room.call("FALL");
        room.done(
                new Request.LimitRoad(
                        Closure.Ground.Stretch.at(Room.MARKET.point()),
                        Optional.of(40),
                        List.of("heavy-appliance"),
                        Optional.empty(),
                        Optional.empty(),
                        "ice"));
        form = BoardForm.write(room.desk.board());
    }

    @Test
    void itIsReadAsItWasWritten() {
        assertThat(BoardForm.read(form)).isEqualTo(room.desk.board());
    }

    @Test
    void aSlowRoadIsNotAClosedOneAfterwards() {
        Closure closure = BoardForm.read(form).closureList().getFirst();

        assertThat(closure.terms().speedPercent()).contains(40);
        assertThat(closure.terms().profiles()).containsExactly("heavy-appliance");
    }

    @Test
    void closedIncidentsNobodyLookedAtAreWrittenAsTheyStood() {
        Board read = BoardForm.read(form);

        assertThat(BoardForm.write(read)).isEqualTo(form);
        assertThat(read.closed().values()).allMatch(Filed::isStored);
        assertThat(read.closedIncidents()).hasSize(3);
        assertThat(read.closed().values()).noneMatch(Filed::isStored);
        assertThat(BoardForm.write(read)).isEqualTo(form);
    }

    @Test
    void onceWrittenClosedIncidentsAreKeptInTheirStoredForm() {
        assertThat(room.desk.board().closed().values()).allMatch(Filed::isStored);
        assertThat(room.desk.board().closedIncidents()).hasSize(3);
    }

    @Test
    void aShorterOneIsRefusedWhereverItEnds() {
        for (int length = 0; length < form.length; length++) {
            byte[] cut = Arrays.copyOf(form, length);
            assertThatThrownBy(() -> BoardForm.read(cut)).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void moreThanItsIncidentsIsRefused() {
        byte[] longer = Arrays.copyOf(form, form.length + 1);

        assertThatThrownBy(() -> BoardForm.read(longer))
                .hasMessageContaining("does not end after its 3 closed incidents");
    }
}
