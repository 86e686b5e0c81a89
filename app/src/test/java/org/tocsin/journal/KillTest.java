package org.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

class KillTest {
    private static final int ROUNDS = 5;

    @TempDir Path folder;

    @Test
    void aKilledProcessKeepsWhatItAcknowledged() throws Exception {
        var random = new Random(1);
        Set<String> acknowledged = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(killAfter(random.nextInt(50, 1_000), round));

            Set<String> found = new HashSet<>();
            try (var journal = SqliteJournal.open(folder)) {
                for (String center : journal.centers()) {
                    journal.replay(
                            center,
                            1,
                            entry ->
                                    assertThat(found.add(center + " " + entry.requestId()))
                                            .as("%s is there once", entry.requestId())
                                            .isTrue());
                }
            }
            assertThat(found).containsAll(acknowledged);
        }
    }

    /** Runs a writer until it has acknowledged so many requests, and kills it. */
    private List<String> killAfter(int requests, int round) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "--enable-native-access=ALL-UNNAMED",
                                KilledWriter.class.getName(),
                                folder.toString(),
                                "round-" + round)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var acknowledged = new ArrayList<String>();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged.add(line);
                if (acknowledged.size() == requests) kill(process);
            }
        }
        // The last line may have been cut.
        if (!acknowledged.isEmpty()) acknowledged.removeLast();
        assertThat(acknowledged).as("the writer ran").hasSizeGreaterThanOrEqualTo(requests - 1);
        return acknowledged;
    }

    /** By its handle, which leaves what the process has printed to be read. */
    private static void kill(Process process) {
        assertThat(process.toHandle().destroyForcibly()).isTrue();
    }
}
