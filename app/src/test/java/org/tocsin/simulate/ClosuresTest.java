package org.tocsin.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.dispatch.Codec;
import org.tocsin.dispatch.DispatchEvent;
import org.tocsin.dispatch.Event;
import org.tocsin.journal.Entry;
import org.tocsin.simulate.demand.LabInput;
import org.tocsin.simulate.demand.PastRecord;
import org.tocsin.simulate.demand.Plan;
import org.tocsin.simulate.demand.Sources;
import org.tocsin.simulate.result.Measures;
import org.tocsin.simulate.result.Ran;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

class ClosuresTest {
    /** The middle of the town, through which most ways lead. */
    private static final String FLOOD =
            """
            from,until,ground,where,reason
            2025-01-07T08:00:00Z,2025-01-07T20:00:00Z,district,old-town,flood
            """;

    private static final Instant BEGINS = Instant.parse("2025-01-07T08:00:00Z");
    private static final Instant ENDS = Instant.parse("2025-01-07T20:00:00Z");

    @TempDir static Path folder;

    private static SampleLab sample;

    @BeforeAll
    static void open() throws IOException {
        sample = new SampleLab(folder);
    }

    private static Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("closures.csv"), text);
    }

    private static Lab lab(Optional<Path> closures, Optional<PastRecord> closed, boolean skip)
            throws IOException {
        return Lab.open(
                sample.center,
                sample.profiles,
                sample.roads,
                new Sources(
                        Optional.of(sample.demand(SampleLab.DEMAND)),
                        Optional.empty(),
                        closures,
                        closed,
                        skip),
                new Plan(2, 7, List.of("fastest"), 1, SampleLab.MONDAY, 1));
    }

    private static Simulation simulation(Lab lab) {
        return lab.simulation(Policies.named("fastest"), 0, Simulation.Keep.EVERYTHING);
    }

    private static List<Measures.Served> served(Lab lab) {
        return simulation(lab).run(_ -> true).measures().served();
    }

    @Test
    void drivesTakeLongerWhileTheMiddleOfTheTownIsClosedAndAreAsBeforeUntilThen()
            throws IOException {
        List<Measures.Served> open = served(lab(Optional.empty(), Optional.empty(), false));
        List<Measures.Served> closed =
                served(lab(Optional.of(file(FLOOD)), Optional.empty(), false));

        assertThat(closed).hasSameSizeAs(open);
        assertThat(until(closed)).isEqualTo(until(open)).hasSizeGreaterThan(50);
        assertThat(meanInFlood(closed)).isGreaterThan(meanInFlood(open) * 1.05);
    }

    private static List<String> until(List<Measures.Served> all) {
        return all.stream()
                .filter(each -> each.onScene().filter(at -> at.isBefore(BEGINS)).isPresent())
                .map(
                        each ->
                                "%s %s %s"
                                        .formatted(
                                                each.incident(), each.firstUnit(), each.onScene()))
                .toList();
    }

    private static double meanInFlood(List<Measures.Served> all) {
        return all.stream()
                .filter(each -> !each.opened().isBefore(BEGINS) && each.opened().isBefore(ENDS))
                .mapToLong(each -> each.response().orElseThrow().toSeconds())
                .average()
                .orElseThrow();
    }

    @Test
    void theDeskKnowsOfItWhileItHolds() throws IOException {
        Simulation simulation = simulation(lab(Optional.of(file(FLOOD)), Optional.empty(), false));
        simulation.run(_ -> true);

        var begun = new ArrayList<Instant>();
        var ended = new ArrayList<Instant>();
        for (Entry entry : simulation.entries()) {
            Event event = Codec.STORED.readEvent(entry.event());
            if (event instanceof Event.OfRoom(DispatchEvent.RoadClosed _)) begun.add(entry.at());
            if (event instanceof Event.OfRoom(DispatchEvent.RoadReopened _)) ended.add(entry.at());
        }
        assertThat(begun).containsExactly(BEGINS);
        assertThat(ended).hasSize(1);
        assertThat(ended.getFirst()).isBetween(ENDS, ENDS.plus(Simulation.TICK));
    }

    @Test
    void theClosuresOfARecordGiveWhatTheFileGave() throws IOException {
        Simulation first = simulation(lab(Optional.of(file(FLOOD)), Optional.empty(), false));
        Ran ran = first.run(_ -> true);
        var past = new PastRecord("the record");
        for (Entry each : first.entries()) {
            past.take(each.at(), Codec.STORED.readEvent(each.event()));
        }

        List<Measures.Served> again = served(lab(Optional.empty(), Optional.of(past), false));

        assertThat(again).isEqualTo(ran.measures().served());
    }

    /** One call, in the west; the nearest ambulances stand in the east and the south. */
    private static List<Measures.Served> oneCall(String closures) throws IOException {
        Files.writeString(
                folder.resolve("one.csv"),
                "time,latitude,longitude,type\n2025-01-07T09:00:00Z,45.0050,-20.0140,FALL\n");
        Path demand =
                sample.demand(
                        """
                        calls = one.csv
                        call_to_dispatch = fixed 60 s
                        turnout = fixed 60 s
                        type.FALL.share = 1
                        type.FALL.drive = normal-driving
                        """);
        Lab lab =
                Lab.open(
                        sample.center,
                        sample.profiles,
                        sample.roads,
                        new Sources(
                                Optional.of(demand),
                                Optional.empty(),
                                Optional.of(file("from,until,ground,where,reason\n" + closures)),
                                Optional.empty(),
                                false),
                        new Plan(2, 7, List.of("fastest"), 1, SampleLab.MONDAY, 1));
        return served(lab);
    }

    @Test
    void whoIsOnTheWayGoesRoundWhatIsClosedThenAndIsNoLaterForRoadsElsewhere() throws IOException {
        Measures.Served open = oneCall("").getFirst();
        Instant left = open.enRoute().orElseThrow();
        // Ten seconds after it set off.
        String then = left.plusSeconds(10) + ",,";

        Measures.Served round = oneCall(then + "district,old-town,flood\n").getFirst();
        Measures.Served elsewhere = oneCall(then + "district,forgeside,flood\n").getFirst();
        Measures.Served known = oneCall(",,district,old-town,flood\n").getFirst();

        assertThat(round.enRoute()).isEqualTo(open.enRoute());
        assertThat(round.response().orElseThrow())
                .isGreaterThan(open.response().orElseThrow().plusSeconds(5))
                .isGreaterThanOrEqualTo(known.response().orElseThrow())
                .isLessThan(known.response().orElseThrow().plusMinutes(3));
        assertThat(elsewhere).isEqualTo(open);
    }

    @Test
    void aCallThatNoRoadLeadsToIsReachedOnFoot() throws IOException {
        Measures.Served open = oneCall("").getFirst();
        String around =
                "area,45.0035 -20.0160 45.0035 -20.0120 45.0065 -20.0120 45.0065 -20.0160,flood\n";

        Measures.Served before = oneCall(",," + around).getFirst();
        String then = open.enRoute().orElseThrow().plusSeconds(10) + ",,";
        Measures.Served onTheWay = oneCall(then + around).getFirst();

        // At most 300 m as the crow flies, at 5 km/h, and the roads around it.
        for (Measures.Served each : List.of(before, onTheWay)) {
            assertThat(each.response().orElseThrow())
                    .isGreaterThan(open.response().orElseThrow())
                    .isLessThan(open.response().orElseThrow().plusMinutes(12));
        }
    }

    @Test
    void noCallOfAFloodedDistrictWaitsForItsEnd() throws IOException {
        List<Measures.Served> closed =
                served(lab(Optional.of(file(FLOOD)), Optional.empty(), false));

        Duration longest =
                closed.stream()
                        .map(each -> each.response().orElseThrow())
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        // The flood lasts twelve; a few hours are for units that are all busy on long ways round.
        assertThat(longest).isLessThan(Duration.ofHours(4));
    }

    @Test
    void wrongRowsAreToldByLineOrLeftOutAsAsked() throws IOException {
        Path file =
                file(
                        """
                        from,until,ground,where,reason
                        soon,,road,45.0 -20.0,
                        ,,river,45.0 -20.0,
                        ,,bridge,45.0,
                        ,,district,atlantis,
                        2025-01-07T08:00:00Z,2025-01-07T07:00:00Z,road,45.0 -20.0,
                        ,,area,45.0 -20.0 45.1 -20.0,
                        ,,road,45.0 -20.0,works
                        """);

        assertThatThrownBy(() -> lab(Optional.of(file), Optional.empty(), false))
                .isInstanceOf(LabInput.class)
                .hasMessageContaining("closures.csv:2: the time is \"soon\"")
                .hasMessageContaining("closures.csv:3: the ground is \"river\", expected road")
                .hasMessageContaining("closures.csv:4: where is \"45.0\", expected 1 place")
                .hasMessageContaining("closures.csv:5: the district is \"atlantis\"")
                .hasMessageContaining("closures.csv:6: the closure ends at")
                .hasMessageContaining("closures.csv:7: where is");
        Lab lab = lab(Optional.of(file), Optional.empty(), true);
        assertThat(lab.skipped()).hasSize(6);
        assertThat(lab.town().closures).hasSize(1);
    }

    @Test
    void atMostSoManyAreTaken() throws IOException {
        String many = "from,until,ground,where,reason\n" + ",,road,45.0 -20.0,\n".repeat(5_000);

        assertThatThrownBy(() -> lab(Optional.of(file(many)), Optional.empty(), true))
                .isInstanceOf(LabInput.class)
                .hasMessageContaining("closures.csv:5001: found more rows, expected at most 5000");
    }
}
