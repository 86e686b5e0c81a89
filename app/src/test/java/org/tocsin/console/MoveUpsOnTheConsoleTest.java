package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.center.MoveUpLimits;
import org.tocsin.center.WholeCenter;
import org.tocsin.unit.Station;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Proposed moves, through the door of the server. */
class MoveUpsOnTheConsoleTest {
    @TempDir Path folder;
    private Served served;
    private Served.Person dora;

    @BeforeEach
    void bothAmbulancesWaitInTheSouthAndCallsComeFromTheNorth() {
        WholeCenter usual =
                WholeCenter.usual(
                        TestTown.center(
                                List.of(
                                        new Station("S1", "Fire", "FIRE", TestTown.at(0, 0)),
                                        new Station("S2", "South", "EMS", TestTown.at(-0.011, 0)),
                                        new Station("S3", "North", "EMS", TestTown.at(0.011, 0))),
                                Duration.ofMinutes(4)));
        var limits = new MoveUpLimits(2, Duration.ofHours(2), Duration.ofHours(12));
        served =
                new Served(
                        folder,
                        new WholeCenter(
                                usual.center(),
                                usual.profiles(),
                                usual.verbs(),
                                usual.statuses(),
                                usual.paces(),
                                usual.gazetteer(),
                                usual.forgetAfter(),
                                Optional.of(limits)));
        dora = served.signIn("dora");
        for (int i = 0; i < Standbys.LEAST_INCIDENTS; i++) {
            var place = TestTown.at(0.0105, 0.0001 * i);
            dora.done(
                    """
                    {"verb":"takeCall","source":"PHONE","type":"FALL","text":"I fell",
                     "location":{"point":{"latitude":%f,"longitude":%f},"name":"Hill %d"}}
                    """
                            .formatted(place.latitude(), place.longitude(), i));
            if (i == 3) {
                JsonNode early = dora.in("/moveups?agency=EMS").json();
                assertThat(early.get("covered").isNull()).isTrue();
                assertThat(early.get("least").intValue()).isEqualTo(Standbys.LEAST_INCIDENTS);
            }
        }
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private JsonNode proposals() {
        return dora.in("/moveups?agency=EMS").json().get("proposals");
    }

    @Test
    void aMoveIsProposedWithItsReasonAndMadeOnlyWhenSomebodySaysSo() {
        JsonNode move = proposals().get(0);

        String unit = move.get("unit").stringValue();
        assertThat(unit).isIn("M1", "M2");
        assertThat(move.get("to").stringValue()).isEqualTo("S3");
        assertThat(move.get("callsPerDay").doubleValue()).isPositive();
        assertThat(move.get("kilometers").doubleValue()).isBetween(2.0, 6.0);
        assertThat(move.get("reason").stringValue())
                .contains("calls in reach instead of", "calls a day", "waits at its own station");
        assertThat(station(unit)).isEqualTo("S2");

        dora.done("{\"verb\":\"relocate\",\"unit\":\"%s\",\"station\":\"S3\"}".formatted(unit));

        assertThat(station(unit)).isEqualTo("S3");
        // On its way it counts as there: nobody is sent after it for the same hole.
        assertThat(dora.in("/moveups?agency=EMS").json().get("covered").doubleValue()).isOne();
        for (JsonNode other : proposals()) {
            assertThat(other.get("unit").stringValue()).isNotEqualTo(unit);
        }
    }

    @Test
    void aCrewThatWasMovedAsOftenAsTheCenterAllowsIsLeftAlone() {
        JsonNode first = proposals().get(0);
        String unit = first.get("unit").stringValue();
        assertThat(first.get("reason").stringValue())
                .contains("has been moved 0 of at most 2 times and driven 0 of 120 min in 12 h");

        // There and home again, which are two.
        for (String station : List.of("S3", "S2")) {
            dora.done(
                    "{\"verb\":\"relocate\",\"unit\":\"%s\",\"station\":\"%s\"}"
                            .formatted(unit, station));
        }

        JsonNode answer = dora.in("/moveups?agency=EMS").json();
        assertThat(answer.get("tired")).hasSize(1);
        JsonNode tired = answer.get("tired").get(0);
        assertThat(tired.get("unit").stringValue()).isEqualTo(unit);
        assertThat(tired.get("reason").stringValue())
                .isEqualTo("moved 2 times in 12 h, 2 are the most");
        assertThat(answer.get("proposals")).isNotEmpty();
        for (JsonNode other : answer.get("proposals")) {
            assertThat(other.get("unit").stringValue()).isNotEqualTo(unit);
        }
        // Also by a server that was started since.
        var again = new Moves();
        Lately.read(served.journal, "town", List.of(again));
        assertThat(again.of(unit)).hasSize(2);
    }

    private String station(String unit) {
        for (JsonNode row : dora.in("/board").json().get("units")) {
            if (row.get("callSign").stringValue().equals(unit)) {
                return row.get("station").stringValue();
            }
        }
        throw new AssertionError(unit);
    }

    @Test
    void whatIsNotWantedIsRecordedAndNotProposedAgainSoSoon() {
        String unit = proposals().get(0).get("unit").stringValue();
        String dismiss =
                "{\"verb\":\"dismissMoveUp\",\"unit\":\"%s\",\"station\":\"S3\",\"reason\":\"shift"
                        + " ends\"}";

        dora.done(dismiss.formatted(unit));

        for (JsonNode other : proposals()) {
            assertThat(other.get("unit").stringValue()).isNotEqualTo(unit);
        }
        assertThat(dora.in("/log").text())
                .contains("move of %s to S3 not wanted: shift ends".formatted(unit));
        assertThat(station(unit)).isEqualTo("S2");
        assertThat(served.signIn("carl").ask(dismiss.formatted(unit)).status()).isEqualTo(403);
        assertThat(dora.ask(dismiss.formatted("X9")).text()).contains("There is no unit X9.");
        assertThat(dora.ask(dismiss.formatted(unit).replace("S3", "S9")).text())
                .contains("There is no station S9.");

        // Also by a server that was started since; and for half an hour, no longer.
        var again = new Dismissals();
        Lately.read(served.journal, "town", List.of(again));
        Instant now = Instant.now();
        assertThat(again.has(unit, "S3", now)).isTrue();
        assertThat(again.has(unit, "S1", now)).isFalse();
        assertThat(again.has(unit, "S3", now.plus(Dismissals.KEPT).plus(Duration.ofMinutes(1))))
                .isFalse();
        assertThat(Optional.of(served.desk.board().unit(unit).station())).contains("S2");
    }
}
