package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.map.SampleTown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ctrl-C while a simulation runs: a real process and a real signal. */
class LabInterruptTest {
    private static final int SIGINT_EXIT = 130;

    @TempDir Path folder;

    private Process simulate(Path out) throws IOException {
        Path town = folder.resolve("town.osm.pbf");
        SampleTown.write(town, 1);
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.tocsin.app.Main",
                        "simulate",
                        "--center",
                        "../demo/center",
                        "--map",
                        town.toString(),
                        "--demand",
                        "../demo/lab/demand.txt",
                        "--days",
                        "1",
                        "--seed",
                        "1",
                        "--policy",
                        "fastest",
                        "--replications",
                        "1000",
                        "--out",
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsDoneByThenIsWrittenAndCanBeRead() throws Exception {
        Path out = folder.resolve("out");
        Process process = simulate(out);
        Path said = folder.resolve("said.txt");
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!Files.readString(said).contains("simulating") && System.nanoTime() < patience) {
            assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
            Thread.sleep(100);
        }
        Thread.sleep(5_000); // For some of the thousand to be done.

        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

        // It ends when all is written, not when the longest wait for that is over.
        long atMost = Main.MAX_CLOSING.toSeconds() - 5;
        assertThat(process.waitFor(atMost, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isEqualTo(SIGINT_EXIT);
        List<String> runs = Files.readAllLines(out.resolve("runs.csv"));
        assertThat(runs.size()).isGreaterThan(1);
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("It was stopped before the end")
                .endsWith("</html>\n");
        assertThat(countOf(out.resolve("results.sqlite"), "runs")).isEqualTo(runs.size() - 1);
        List<String> calls = Files.readAllLines(out.resolve("calls.csv"));
        assertThat(calls.size()).isGreaterThan(1);
        int columns = calls.getFirst().split(",", -1).length;
        assertThat(calls).allMatch(row -> row.split(",", -1).length == columns);
        assertThat(countOf(out.resolve("results.sqlite"), "calls")).isEqualTo(calls.size() - 1);
        assertThat(out.toFile().list()).noneMatch(name -> name.endsWith(".part"));
    }

    private static int countOf(Path database, String table) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                var check = statement.executeQuery("PRAGMA integrity_check")) {
            assertThat(check.getString(1)).isEqualTo("ok");
            try (var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
                return rows.getInt(1);
            }
        }
    }
}
