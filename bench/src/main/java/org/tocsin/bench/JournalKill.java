package org.tocsin.bench;

import org.tocsin.journal.Appended;
import org.tocsin.journal.Draft;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.journal.Writer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Kills a process that writes the journal, again and again, and looks whether every entry that it
 * acknowledged is there, once, in order, with the hash chain whole.
 *
 * <pre>
 * java -cp 'bench/target/tocsin-bench-0.1.0.jar:bench/target/lib/*' \
 *     --enable-native-access=ALL-UNNAMED org.tocsin.bench.JournalKill FOLDER ROUNDS
 * </pre>
 */
public final class JournalKill {
    private static final int THREADS = 16;
    private static final int MAX_REQUESTS = 2_000;

    private JournalKill() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        if (args.length == 3) {
            write(folder, args[2]);
            return;
        }
        Path data = Files.createTempDirectory(Files.createDirectories(folder), "kill");
        int rounds = Integer.parseInt(args[1]);
        var random = new Random(1);
        Set<String> acknowledged = new HashSet<>();
        long unanswered = 0;
        for (int round = 0; round < rounds; round++) {
            acknowledged.addAll(killAfter(data, round, 1 + random.nextInt(MAX_REQUESTS)));
            Set<String> found = read(data);
            var lost = new HashSet<>(acknowledged);
            lost.removeAll(found);
            if (!lost.isEmpty()) {
                throw new IllegalStateException("round %d lost %s".formatted(round, lost));
            }
            unanswered = (long) found.size() - acknowledged.size();
        }
        System.out.printf(
                "%d rounds: all %,d acknowledged entries are there once; %d more were durable but"
                        + " not yet printed%n",
                rounds, acknowledged.size(), unanswered);
    }

    private static Set<String> read(Path data) {
        Set<String> found = new HashSet<>();
        try (var journal = SqliteJournal.open(data)) {
            for (String center : journal.centers()) {
                journal.replay(
                        center,
                        1,
                        entry -> {
                            if (!found.add(entry.requestId())) {
                                throw new IllegalStateException("twice: " + entry);
                            }
                        });
            }
        }
        return found;
    }

    private static Set<String> killAfter(Path data, int round, int requests) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "--enable-native-access=ALL-UNNAMED",
                                JournalKill.class.getName(),
                                data.toString(),
                                "write",
                                "r" + round)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Set<String> acknowledged = new HashSet<>();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // A line that the kill has cut does not end with a full stop.
                if (line.endsWith(".")) acknowledged.add(line);
                if (acknowledged.size() == requests) process.toHandle().destroyForcibly();
            }
        }
        return acknowledged;
    }

    private static void write(Path data, String name) {
        SqliteJournal journal = SqliteJournal.open(data);
        List<Writer> writers = List.of(journal.open("porto"), journal.open("braga"));
        for (int i = 0; i < THREADS; i++) {
            Writer writer = writers.get(i % writers.size());
            String prefix = name + "-" + i + "-";
            Thread.ofPlatform().start(() -> write(writer, prefix));
        }
    }

    private static void write(Writer writer, String prefix) {
        String event = "{\"text\":\"%s\"}".formatted("x".repeat(387));
        for (long i = 0; ; i++) {
            String id = prefix + i + ".";
            var draft = new Draft(Instant.now(), "desk", id, event);
            synchronized (writer) {
                if (!(writer.append(List.of(draft), writer.head()) instanceof Appended.Committed)) {
                    return;
                }
            }
            System.out.print(id + "\n");
        }
    }
}
