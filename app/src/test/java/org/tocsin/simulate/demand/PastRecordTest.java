package org.tocsin.simulate.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.dispatch.DispatchEvent;
import org.tocsin.dispatch.Event;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;
import org.tocsin.simulate.Lab;
import org.tocsin.simulate.SampleLab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class PastRecordTest {
    private static final Instant NOON = Instant.parse("2025-01-07T12:00:00Z");
    private static final Point HERE = new Point(45.0, -20.0);
    private static final Point THERE = new Point(45.001, -20.001);
    private static final Closure.Ground ROAD = Closure.Ground.Stretch.at(HERE);

    @TempDir static Path folder;

    private static SampleLab sample;

    @BeforeAll
    static void open() throws IOException {
        sample = new SampleLab(folder);
    }

    private static Event opened(String incident, String type, Instant at) {
        return new Event.OfIncident(
                new IncidentEvent.IncidentOpened(
                        incident,
                        IncidentEvent.Origin.CALL,
                        type,
                        2,
                        new Location(HERE, "12 Mill Lane, Mrs Ames"),
                        "desk",
                        at,
                        Optional.empty()));
    }

    private static void take(PastRecord past, Instant at, IncidentEvent event) {
        past.take(at, new Event.OfIncident(event));
    }

    private static void take(PastRecord past, Instant at, DispatchEvent event) {
        past.take(at, new Event.OfRoom(event));
    }

    private static Lab lab(PastRecord past, boolean skip, String... durations) throws IOException {
        Optional<Path> file =
                durations.length == 0
                        ? Optional.empty()
                        : Optional.of(sample.demand(String.join("\n", durations)));
        var plan = new Plan(2, 7, List.of("fastest"), 1, SampleLab.MONDAY, 1);
        return Lab.open(
                sample.center,
                sample.profiles,
                sample.roads,
                new Sources(file, Optional.of(past), Optional.empty(), Optional.empty(), skip),
                plan);
    }

    @Test
    void anIncidentIsWhatWasKnownOfItAtLast() {
        var past = new PastRecord("the record");
        past.take(NOON, opened("1", "FALL", NOON));
        take(past, NOON, new IncidentEvent.TypeChanged("1", "BREATHING", "FALL"));
        take(past, NOON, new IncidentEvent.PriorityChanged("1", 1, 2));
        take(
                past,
                NOON,
                new IncidentEvent.LocationCorrected(
                        "1", new Location(THERE, "there"), new Location(HERE, "here")));

        assertThat(past.incidents())
                .containsExactly(new PastRecord.Seen("1", NOON, "BREATHING", 1, THERE));
    }

    @Test
    void whatWasMergedIntoAnotherIsThatOthers() {
        var past = new PastRecord("the record");
        past.take(NOON, opened("1", "FALL", NOON));
        past.take(NOON, opened("2", "FALL", NOON.minusSeconds(5)));
        past.take(NOON, opened("3", "FALL", NOON.minusSeconds(9)));
        take(
                past,
                NOON,
                new IncidentEvent.IncidentClosed("1", "DUPLICATE", Optional.of("2"), NOON));
        take(past, NOON, new IncidentEvent.IncidentClosed("3", "DONE", Optional.empty(), NOON));

        assertThat(past.incidents()).extracting("incident").containsExactly("3", "2");
        assertThat(past.first()).contains(NOON.minusSeconds(9));
    }

    @Test
    void incidentsOfTypesThatAreGoneAreFaultsOrLeftOutAsAsked() throws IOException {
        var past = new PastRecord("the record");
        past.take(NOON, opened("AL-1", "DRAGON", NOON));
        past.take(NOON, opened("AL-2", "FALL", NOON));

        assertThatThrownBy(() -> lab(past, false))
                .isInstanceOf(LabInput.class)
                .hasMessageContaining("the record: AL-1 has the type \"DRAGON\", expected one of");
        Lab lab = lab(past, true);
        assertThat(lab.skipped()).hasSize(1);
        assertThat(lab.run(_ -> {}).runs().getFirst().all().calls()).isEqualTo(1);
    }

    @Test
    void aRecordWithoutIncidentsIsRefused() {
        assertThatThrownBy(() -> lab(new PastRecord("the record"), true))
                .isInstanceOf(LabInput.class)
                .hasMessageContaining("the record holds no incident to use");
    }

    @Test
    void nothingOfAPlaceButItsPointIsKept(@TempDir Path out) throws IOException {
        var past = new PastRecord("the record");
        past.take(NOON, opened("AL-1", "FALL", NOON));

        lab(past, false).run(out, _ -> {}).write(out);

        for (String file : List.of("calls.csv", "runs.csv", "report.html")) {
            assertThat(Files.readString(out.resolve(file))).doesNotContain("Mill", "Ames", "AL-1");
        }
    }

    @Test
    void aClosureHoldsForTheTimeItHeldInTheRecord() {
        var past = new PastRecord("the record");
        Instant one = NOON.plus(Duration.ofHours(1));
        Instant two = NOON.plus(Duration.ofHours(2));
        Closure.Ground bridge = new Closure.Ground.Bridge(THERE);
        take(past, NOON, new DispatchEvent.RoadClosed(closure("C1", NOON, Optional.of(two))));
        take(past, NOON, new DispatchEvent.RoadClosed(closure("C2", NOON, Optional.empty())));
        take(past, NOON, new DispatchEvent.RoadClosed(closure("C3", two, Optional.empty())));
        take(past, one, new DispatchEvent.RoadReopened("C1"));
        take(
                past,
                one,
                new DispatchEvent.ClosureAmended(
                        "C2", bridge, ROAD, Optional.of(two), Optional.empty(), "it grew"));
        take(past, one, new DispatchEvent.RoadReopened("C3"));

        assertThat(past.closures())
                .containsExactly(
                        closure("C1", NOON, Optional.of(one)),
                        closure("C2", NOON, Optional.of(one)),
                        new Closure("C2", bridge, one, Optional.of(two), "flood"));
    }

    private static Closure closure(String id, Instant from, Optional<Instant> until) {
        return new Closure(id, ROAD, from, until, "flood");
    }
}
