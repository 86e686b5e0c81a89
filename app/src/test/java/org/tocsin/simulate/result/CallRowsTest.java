package org.tocsin.simulate.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tocsin.center.CenterFile;
import org.tocsin.dispatch.Event;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.simulate.SampleLab;
import org.tocsin.simulate.table.Csv;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows from events written by hand; times in seconds after noon. */
class CallRowsTest {
    private static final Instant NOON = Instant.parse("2025-01-07T12:00:00Z");

    private final StringWriter out = new StringWriter();
    private final Measures measures = new Measures();

    CallRowsTest() throws IOException {
        var center = CenterFile.readWhole(SampleLab.CENTER).center();
        measures.tell(new CallRows(center, "fastest", 0, NOON, out));
    }

    private List<WrittenCall> rows() {
        return out.toString().lines().map(line -> new WrittenCall(Csv.cells(line))).toList();
    }

    private void take(IncidentEvent event) {
        measures.take(new Event.OfIncident(event));
    }

    private static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    private void opened(String incident, long seconds) {
        take(
                new IncidentEvent.IncidentOpened(
                        incident,
                        IncidentEvent.Origin.CALL,
                        "FALL",
                        2,
                        new Location(new Point(45.0, -20.0), "here"),
                        "lab",
                        at(seconds),
                        Optional.empty()));
        measures.answered(incident, Duration.ofSeconds(12), Duration.ofSeconds(28));
    }

    private void sent(long assignment, String incident, String unit, long seconds) {
        take(
                new IncidentEvent.UnitAssigned(
                        assignment,
                        incident,
                        unit,
                        AssignmentState.DISPATCHED,
                        Optional.empty(),
                        at(seconds)));
    }

    private void moved(
            long assignment, String incident, String unit, AssignmentState to, long seconds) {
        take(
                new IncidentEvent.AssignmentMoved(
                        assignment,
                        incident,
                        unit,
                        to,
                        AssignmentState.DISPATCHED,
                        at(seconds),
                        Optional.empty(),
                        Optional.empty()));
    }

    private void closed(String incident, long seconds) {
        take(new IncidentEvent.IncidentClosed(incident, "DONE", Optional.empty(), at(seconds)));
    }

    @Test
    void theLegsAreThoseOfWhoCameFirstAndOfWhoTookSomebodyAway() {
        opened("1", 0);
        sent(1, "1", "M1", 50);
        sent(2, "1", "M2", 60);
        moved(1, "1", "M1", AssignmentState.EN_ROUTE, 80);
        moved(2, "1", "M2", AssignmentState.EN_ROUTE, 90);
        moved(2, "1", "M2", AssignmentState.ON_SCENE, 300);
        moved(1, "1", "M1", AssignmentState.ON_SCENE, 400);
        moved(2, "1", "M2", AssignmentState.CLEARED, 1_000);
        moved(1, "1", "M1", AssignmentState.TRANSPORTING, 1_100);
        moved(1, "1", "M1", AssignmentState.AT_DESTINATION, 1_600);
        assertThat(rows()).isEmpty();
        moved(1, "1", "M1", AssignmentState.CLEARED, 2_000);
        closed("1", 2_000);

        WrittenCall row = rows().getFirst();
        assertThat(row.of("units")).isEqualTo("M1 M2");
        assertThat(row.seconds("answer_s")).isEqualTo(12);
        assertThat(row.seconds("call_taking_s")).isEqualTo(28);
        assertThat(row.seconds("dispatch_s")).isEqualTo(20);
        assertThat(row.seconds("turnout_s")).isEqualTo(30);
        assertThat(row.seconds("travel_s")).isEqualTo(210);
        assertThat(row.seconds("response_s")).isEqualTo(300);
        assertThat(row.seconds("on_scene_s")).isEqualTo(700);
        assertThat(row.seconds("transport_s")).isEqualTo(500);
        assertThat(row.seconds("handover_s")).isEqualTo(400);
        assertThat(row.of("late")).isEqualTo("0");
    }

    @Test
    void whereNobodyCameNoLegIsToldThoughSomebodyWasSent() {
        opened("1", 0);
        sent(1, "1", "M1", 50);
        moved(1, "1", "M1", AssignmentState.EN_ROUTE, 80);
        moved(1, "1", "M1", AssignmentState.CANCELLED, 90);
        closed("1", 100);

        WrittenCall row = rows().getFirst();
        assertThat(row.of("units")).isEqualTo("M1");
        assertThat(row.seconds("answer_s")).isEqualTo(12);
        assertThat(row.seconds("call_taking_s")).isEqualTo(28);
        for (String leg : List.of("dispatch_s", "turnout_s", "travel_s", "response_s")) {
            assertThat(row.of(leg)).as(leg).isEmpty();
        }
        assertThat(row.of("late")).isEqualTo("1");
        assertThat(measures.served().getFirst().dispatched()).contains(at(50));
    }

    @Test
    void rowsComeAsIncidentsCloseAndAtTheEndThoseStillOpenAsTheyWereOpened() {
        opened("before", -1);
        for (String each : List.of("1", "2", "3")) opened(each, 0);
        closed("3", 50);
        closed("before", 60);

        measures.end();

        assertThat(rows()).extracting(row -> row.of("number")).containsExactly("3", "1", "2");
    }
}
