package org.tocsin.simulate.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.simulate.Lab;
import org.tocsin.simulate.SampleLab;
import org.tocsin.simulate.demand.LabInput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

class CallsFileTest {
    private static final List<String> LEGS =
            List.of("answer_s", "call_taking_s", "dispatch_s", "turnout_s", "travel_s");

    @TempDir static Path folder;
    @TempDir Path out;

    private static SampleLab sample;

    @BeforeAll
    static void open() throws IOException {
        sample = new SampleLab(folder);
    }

    private static List<WrittenCall> of(Run run, List<WrittenCall> rows) {
        return rows.stream()
                .filter(row -> row.of("policy").equals(run.policy()))
                .filter(row -> row.of("replication").equals(String.valueOf(run.replication() + 1)))
                .toList();
    }

    @Test
    void theRowsAddUpToWhatTheRunsSay() throws IOException {
        Findings findings = sample.lab(3, 2, "home", "moveup").run(out, _ -> {});

        List<WrittenCall> all = WrittenCall.read(out);
        assertThat(findings.runs()).hasSize(4);
        for (Run run : findings.runs()) {
            List<WrittenCall> rows = of(run, all);
            assertThat(rows).hasSize(run.all().calls()).hasSizeGreaterThan(200);
            assertThat(rows.stream().filter(row -> row.of("late").equals("1")))
                    .hasSize(run.all().late());
            assertThat(rows.stream().mapToDouble(r -> r.seconds("response_s")).average())
                    .hasValueCloseTo(run.all().mean(), within(0.01));
        }
    }

    @Test
    void theLegsToTheArrivalAddUpToTheResponse() throws IOException {
        sample.lab(3, 1, "preempt").run(out, _ -> {});

        for (WrittenCall row : WrittenCall.read(out)) {
            double sum = LEGS.stream().mapToDouble(row::seconds).sum();
            assertThat(sum).as("%s", row).isCloseTo(row.seconds("response_s"), within(0.01));
            assertThat(row.seconds("dispatch_s")).as("%s", row).isNotNegative();
            assertThat(row.of("units")).isNotBlank();
            assertThat(row.of("transport_s").isEmpty()).isEqualTo(row.of("handover_s").isEmpty());
        }
        assertThat(WrittenCall.read(out)).anyMatch(row -> !row.of("handover_s").isEmpty());
        assertThat(WrittenCall.read(out)).anyMatch(row -> !row.of("area").isEmpty());
    }

    @Test
    void theFileIsTheSameHoweverManyRunAtOnce() throws IOException {
        for (int threads : List.of(1, 2)) {
            sample.lab(SampleLab.DEMAND, 2, 3, threads, "home", "crow")
                    .run(out.resolve("with" + threads), _ -> {});
        }

        assertThat(out.resolve("with1").resolve(CallsFile.NAME))
                .hasSameBinaryContentAs(out.resolve("with2").resolve(CallsFile.NAME));
    }

    @Test
    void aStoppedLabLeavesTheCallsOfFinishedRunsOnly() throws IOException {
        Lab lab = sample.lab(30, 3, "fastest", "crow");
        Files.writeString(out.resolve("calls.99.part"), "of a lab that was killed");

        Findings findings =
                lab.run(
                        out,
                        share -> {
                            if (share > 0.5) lab.stop();
                        });

        int calls = findings.runs().stream().mapToInt(run -> run.all().calls()).sum();
        assertThat(findings.finished()).isBetween(1, 5);
        assertThat(WrittenCall.read(out)).hasSize(calls);
        assertThat(out.toFile().list()).containsExactly(CallsFile.NAME);
    }

    @Test
    void aRunBehindOneThatWasNotFinishedIsKept() throws IOException {
        try (CallsFile file = CallsFile.begin(out)) {
            try (var first = file.part(0, sample.center, "home", 0, SampleLab.MONDAY);
                    var second = file.part(1, sample.center, "crow", 0, SampleLab.MONDAY)) {
                assertThat(first.rows()).isNotSameAs(second.rows());
                second.finish();
                assertThat(Files.exists(out.resolve("calls.1.part"))).isTrue();
            }
        }

        assertThat(WrittenCall.read(out)).isEmpty();
        assertThat(out.toFile().list()).containsExactly(CallsFile.NAME);
    }

    @Test
    void theDatabaseHasThemAsATableWithNumbers() throws IOException, SQLException {
        sample.lab(2, 2, "fastest").run(out, _ -> {}).write(out);

        try (var database =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + out.resolve("results.sqlite"));
                var statement = database.createStatement();
                var row =
                        statement.executeQuery(
                                "select count(*), typeof(max(response_s)), typeof(max(late)),"
                                        + " count(handover_s) from calls")) {
            assertThat(row.getInt(1)).isEqualTo(WrittenCall.read(out).size());
            assertThat(row.getString(2)).isEqualTo("real");
            assertThat(row.getString(3)).isEqualTo("integer");
            assertThat(row.getInt(4)).isBetween(1, WrittenCall.read(out).size() - 1);
        }
    }

    @Test
    void noCallsAreWrittenWhereARecordIs() throws IOException {
        Files.createDirectories(out.resolve("journal"));

        assertThatThrownBy(() -> sample.lab(1, 1, "fastest").run(out, _ -> {}))
                .isInstanceOf(LabInput.class);
        assertThat(out.toFile().list()).containsExactly("journal");
    }
}
