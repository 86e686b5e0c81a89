package org.tocsin.simulate.result;

import org.tocsin.center.Center;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.TreeSet;

/**
 * The calls of all runs in one file ({@value #NAME}), written while they run. Each run writes to a
 * part of its own, on disk; as soon as it and all before it are finished the part is moved into the
 * file, so that it comes out the same however many run at once. Runs that were not finished are
 * left out, as in every other table. Any number of threads, each with runs of its own.
 */
public final class CallsFile implements AutoCloseable {
    static final String NAME = "calls.csv";

    private static final String PARTS = "calls.*.part";

    private final Path folder;
    private final TreeSet<Integer> finished = new TreeSet<>();
    private int next;

    private CallsFile(Path folder) {
        this.folder = folder;
    }

    /** Begins the file anew; what an earlier lab left is replaced. */
    public static CallsFile begin(Path folder) throws IOException {
        Files.createDirectories(folder);
        removeParts(folder);
        Files.writeString(folder.resolve(NAME), CallRows.header());
        return new CallsFile(folder);
    }

    private static void removeParts(Path folder) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, PARTS)) {
            for (Path each : parts) Files.delete(each);
        }
    }

    public Path file() {
        return folder.resolve(NAME);
    }

    /** One run's rows, to be closed by whoever ran it; without {@link #finish} they go. */
    public final class Part implements AutoCloseable {
        private final int run;
        private final Writer out;
        private final CallRows rows;

        private Part(int run, Center center, String policy, int replication, Instant from)
                throws IOException {
            this.run = run;
            out = Files.newBufferedWriter(part(run));
            rows = new CallRows(center, policy, replication, from, out);
        }

        /** Hears of the run's incidents. */
        public Measures.Listener rows() {
            return rows;
        }

        /** The run came to its end. */
        public void finish() {
            close();
            joinAfter(run);
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException("%s cannot be written".formatted(part(run)), e);
            }
        }
    }

    /**
     * @param run counts from 0 in the order in which runs stand in the file
     * @throws UncheckedIOException if it cannot be written
     */
    public Part part(int run, Center center, String policy, int replication, Instant from) {
        try {
            return new Part(run, center, policy, replication, from);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written".formatted(part(run)), e);
        }
    }

    private Path part(int run) {
        return folder.resolve("calls.%d.part".formatted(run));
    }

    private synchronized void joinAfter(int run) {
        finished.add(run);
        while (finished.remove(next)) {
            join(next);
            next++;
        }
    }

    private void join(int run) {
        Path file = file();
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            Files.copy(part(run), out);
            Files.delete(part(run));
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written".formatted(file), e);
        }
    }

    /** After a stop: what was finished behind a run that was not is joined too. */
    @Override
    public synchronized void close() {
        finished.forEach(this::join);
        finished.clear();
        try {
            removeParts(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("parts in %s cannot be removed".formatted(folder), e);
        }
    }
}
