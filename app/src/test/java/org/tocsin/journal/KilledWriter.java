package org.tocsin.journal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A process to be killed: {@value #THREADS} threads append to two centers and print the id of each
 * request as soon as it is acknowledged.
 */
final class KilledWriter {
    static final int THREADS = 8;

    private KilledWriter() {}

    public static void main(String[] args) {
        SqliteJournal journal = SqliteJournal.open(Path.of(args[0]));
        List<Writer> writers = List.of(journal.open("porto"), journal.open("braga"));
        for (int thread = 0; thread < THREADS; thread++) {
            Writer writer = writers.get(thread % writers.size());
            String name = args[1] + "-" + thread;
            Thread.ofPlatform().start(() -> write(writer, name));
        }
    }

    private static void write(Writer writer, String name) {
        for (int i = 0; ; i++) {
            String prefix = name + "-" + i;
            List<Draft> batch =
                    IntStream.rangeClosed(0, i % 4)
                            .mapToObj(
                                    n ->
                                            new Draft(
                                                    Instant.EPOCH,
                                                    "desk",
                                                    prefix + "-" + n,
                                                    "{\"text\":\"%s\"}".formatted("x".repeat(300))))
                            .toList();
            if (!append(writer, batch)) return;
            var lines = new ArrayList<String>();
            for (Draft draft : batch) lines.add(writer.center() + " " + draft.requestId());
            System.out.print(String.join("\n", lines) + "\n");
        }
    }

    private static boolean append(Writer writer, List<Draft> batch) {
        synchronized (writer) {
            return writer.append(batch, writer.head()) instanceof Appended.Committed;
        }
    }
}
