package org.tocsin.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.dispatch.Codec;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Event;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.journal.Entry;
import org.tocsin.journal.MemoryJournal;
import org.tocsin.journal.MemoryVault;
import org.tocsin.simulate.demand.LabInput;
import org.tocsin.simulate.demand.PastRecord;
import org.tocsin.simulate.demand.Plan;
import org.tocsin.simulate.demand.Sources;
import org.tocsin.simulate.result.Findings;
import org.tocsin.simulate.result.Measures;
import org.tocsin.simulate.result.Ran;
import org.tocsin.simulate.result.Run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

class LabTest {
    @TempDir static Path folder;
    @TempDir Path out;

    private static SampleLab sample;

    @BeforeAll
    static void open() throws IOException {
        sample = new SampleLab(folder);
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        for (String name : List.of("a", "b")) {
            sample.lab(3, 2, "home", "fastest", "moveup").run(_ -> {}).write(out.resolve(name));
        }

        for (String file : List.of("policies.csv", "runs.csv", "units.csv", "report.html")) {
            assertThat(out.resolve("a").resolve(file))
                    .hasSameBinaryContentAs(out.resolve("b").resolve(file));
        }
    }

    @Test
    void everyPolicyMeetsTheSameCallsAndServesThem() throws IOException {
        Findings findings = sample.lab(4, 1, Policies.names().toArray(String[]::new)).run(_ -> {});

        assertThat(findings.runs()).hasSize(Policies.names().size());
        for (Run run : findings.runs()) {
            assertThat(run.all().calls()).isEqualTo(findings.runs().getFirst().all().calls());
            assertThat(run.all().unserved()).as(run.policy()).isZero();
            assertThat(run.refused()).as(run.policy()).isZero();
        }
    }

    @Test
    void aLiveDeskAskedTheSameAtTheSameTimesWritesTheSameJournal() throws IOException {
        Lab lab = sample.lab(2, 1, "moveup");
        Simulation simulation =
                lab.simulation(Policies.named("moveup"), 0, Simulation.Keep.EVERYTHING);
        simulation.run(_ -> true);

        var now = new AtomicReference<Instant>(SampleLab.MONDAY);
        var journal = new MemoryJournal();
        var vault = new MemoryVault(new SplittableRandom(1));
        try (Desk live = Desk.open(lab.town().center, journal, vault, now::get)) {
            live.start();
            for (Requests.Asked asked : simulation.asked()) {
                now.set(asked.at());
                if (asked.envelope().isPresent()) live.submit(asked.envelope().get()).join();
                else live.tick();
            }
        }

        var entries = new ArrayList<Entry>();
        journal.replay(lab.town().center.id(), 1, entries::add);
        assertThat(saidOf(entries)).isEqualTo(saidOf(simulation.entries()));
        assertThat(entries).hasSizeGreaterThan(1_000);
    }

    /** Without what the passing of time adds: a live desk looks once a second of this machine's. */
    private static List<String> saidOf(List<Entry> entries) {
        return entries.stream()
                .filter(entry -> !entry.actor().equals("timer"))
                .map(entry -> entry.at() + entry.actor() + entry.requestId() + said(entry.event()))
                .toList();
    }

    /** The number of the board's last entry counts those of the timer too. */
    private static String said(String event) {
        return event.replaceAll("\"boardPosition\":\\d+", "");
    }

    @Test
    void aJournalReadAgainGivesTheSameResults() throws IOException {
        Simulation simulation =
                sample.lab(2, 1, "preempt")
                        .simulation(Policies.named("preempt"), 0, Simulation.Keep.EVERYTHING);
        Ran ran = simulation.run(_ -> true);

        var again = new Measures();
        var codec = Codec.STORED;
        for (Entry entry : simulation.entries()) again.take(codec.readEvent(entry.event()));

        assertThat(again.served()).isEqualTo(ran.measures().served()).hasSizeGreaterThan(100);
        assertThat(again.busyTime()).isEqualTo(ran.measures().busyTime());
    }

    @Test
    void aCallThatWaitsForABusyUnitGetsWhoeverIsFreeSooner() throws IOException {
        String busy = SampleLab.DEMAND.replace("calls_per_day = 120", "calls_per_day = 260");
        Lab lab = sample.lab(busy, 3, 1, "recommended");
        Simulation simulation =
                lab.simulation(Policies.named("recommended"), 0, Simulation.Keep.EVERYTHING);
        simulation.run(_ -> true);

        var queued = new HashSet<Long>();
        int exchanged = 0;
        var workedOn = new ArrayList<String>();
        var leftOut = new HashMap<String, String>();
        for (Entry entry : simulation.entries()) {
            Event event = Codec.STORED.readEvent(entry.event());
            if (event instanceof Event.OfIncident(IncidentEvent.UnitAssigned e)
                    && e.state() == AssignmentState.QUEUED) queued.add(e.assignment());
            if (!(event instanceof Event.OfIncident(IncidentEvent.AssignmentMoved e))) continue;
            if (e.to() == AssignmentState.EXCHANGED && queued.contains(e.assignment())) {
                exchanged++;
                leftOut.put(e.unit(), e.incident());
            }
            // It was only to come afterwards, and goes on with what it did.
            if (e.to() == AssignmentState.CLEARED && leftOut.containsKey(e.unit())) {
                workedOn.add(e.incident());
                assertThat(e.incident()).isNotEqualTo(leftOut.remove(e.unit()));
            }
        }
        assertThat(exchanged).isPositive();
        assertThat(workedOn).isNotEmpty();
    }

    @Test
    void aRecordThatIsOnlyCountedChangesNothing() throws IOException {
        Lab lab = sample.lab(2, 1, "recommended");
        Simulation kept =
                lab.simulation(Policies.named("recommended"), 0, Simulation.Keep.EVERYTHING);
        Simulation counted =
                lab.simulation(Policies.named("recommended"), 0, Simulation.Keep.NOTHING);

        Ran a = kept.run(_ -> true);
        Ran b = counted.run(_ -> true);

        assertThat(b.measures().served()).isEqualTo(a.measures().served());
        assertThat(b.entries()).isEqualTo(a.entries());
        assertThat(counted.entries()).isEmpty();
    }

    @Test
    void nothingSimulatedGoesWhereARecordIs() throws IOException {
        Path data = Files.createDirectories(out.resolve("data"));
        Files.createDirectories(data.resolve("journal"));
        Lab lab = sample.lab(1, 1, "fastest");

        Findings findings = lab.run(_ -> {});

        assertThatThrownBy(() -> findings.write(data))
                .isInstanceOf(LabInput.class)
                .hasMessageContaining("holds a center's record");
        assertThat(data.toFile().list()).containsExactly("journal");
        assertThat(lab.town().center.id()).isEqualTo(sample.center.id() + Town.SUFFIX);
    }

    @Test
    void aStoppedLabLeavesWholeFiles() throws IOException {
        Lab lab = sample.lab(30, 3, "fastest", "crow");
        var seen = new double[1];

        Findings findings =
                lab.run(
                        share -> {
                            seen[0] = share;
                            if (share > 0.5) lab.stop();
                        });
        findings.write(out);

        assertThat(findings.finished()).isBetween(1, 5);
        assertThat(out.resolve("report.html"))
                .content()
                .contains("It was stopped before the end")
                .endsWith("</body></html>\n");
        assertThat(out.resolve("runs.csv")).content().endsWith("\n");
    }

    @Test
    void wrongLinesOfADemandFileAreToldByLine() throws IOException {
        String wrong =
                """
                calls_per_day = many
                places = zones zones.csv
                on_scene = fixed 5 min
                call_to_dispatch = soon
                type.DRAGON.share = 1
                type.FALL.share = 1
                type.FALL.drive = broomstick
                """;

        assertThatThrownBy(() -> sample.lab(wrong, 1, 1, "fastest"))
                .isInstanceOf(LabInput.class)
                .hasMessageContaining("demand.txt:1: calls_per_day is \"many\", expected a number")
                .hasMessageContaining("demand.txt:3: found the key on_scene")
                .hasMessageContaining("demand.txt:4: call_to_dispatch is \"soon\"")
                .hasMessageContaining("demand.txt:5: found the type DRAGON")
                .hasMessageContaining("demand.txt:7: drive is \"broomstick\"");
    }

    @Test
    void badRowsOfPastCallsAreFaultsOrLeftOutAsAsked() throws IOException {
        Files.writeString(
                folder.resolve("calls.csv"),
                """
                time,latitude,longitude,type
                2025-01-07T10:00:00,45.0,-20.0,FALL
                yesterday,45.0,-20.0,FALL
                2025-01-07T11:00:00,145.0,-20.0,FALL
                2025-01-07T12:00:00,45.0,-20.0,DRAGON
                2025-01-07T13:00:00,45.001,-20.001,FALL
                """);
        String past = "calls = calls.csv\ntype.FALL.share = 1\n";

        assertThatThrownBy(() -> sample.lab(past, 2, 1, "fastest"))
                .isInstanceOf(LabInput.class)
                .hasMessageContaining("calls.csv:3: the time is \"yesterday\"")
                .hasMessageContaining("calls.csv:4:")
                .hasMessageContaining("calls.csv:5: the type is \"DRAGON\"");

        var plan = new Plan(2, 1, List.of("fastest"), 1, SampleLab.MONDAY, 1);
        Lab lab =
                Lab.open(
                        sample.center,
                        sample.profiles,
                        sample.roads,
                        sample.demand(past),
                        true,
                        plan);
        assertThat(lab.skipped()).hasSize(3);
        assertThat(lab.run(_ -> {}).runs().getFirst().all().calls()).isEqualTo(2);
    }

    @Test
    void theIncidentsOfARecordComeAgain() throws IOException {
        Simulation simulation =
                sample.lab(2, 1, "fastest")
                        .simulation(Policies.named("fastest"), 0, Simulation.Keep.EVERYTHING);
        Ran ran = simulation.run(_ -> true);
        var past = new PastRecord("the record");
        simulation
                .entries()
                .forEach(entry -> past.take(entry.at(), Codec.STORED.readEvent(entry.event())));

        Lab again =
                Lab.open(
                        sample.center,
                        sample.profiles,
                        sample.roads,
                        new Sources(
                                Optional.of(sample.demand(SampleLab.DEMAND)),
                                Optional.of(past),
                                Optional.empty(),
                                Optional.empty(),
                                false),
                        new Plan(2, 7, List.of("fastest"), 1, SampleLab.MONDAY, 1));
        Simulation second = again.simulation(Policies.named("fastest"), 0, Simulation.Keep.NOTHING);

        assertThat(second.run(_ -> true).measures().served())
                .extracting("opened", "type", "priority", "point")
                .isEqualTo(
                        ran.measures().served().stream()
                                .map(s -> tuple(s.opened(), s.type(), s.priority(), s.point()))
                                .toList())
                .hasSizeGreaterThan(200);
    }
}
