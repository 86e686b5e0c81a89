package org.tocsin.map;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The lines of ways that are parts of areas, in a file until the areas are put together: a country
 * has a million of them. First all are added, then they are looked up. The file goes when it is
 * closed. For one thread.
 */
final class MemberTraces implements AutoCloseable {
    private final Path path;
    private final PackedWriter out;
    private @Nullable PackedFile file;

    /** Ascending, each once. */
    private final long[] ids;

    /** Where the line of each begins; −1 where the extract has none. */
    private final long[] places;

    MemberTraces(Path path, List<long[]> ways) throws IOException {
        this.path = path;
        out = new PackedWriter(path);
        ids = ways.stream().flatMapToLong(Arrays::stream).sorted().distinct().toArray();
        places = new long[ids.length];
        Arrays.fill(places, -1);
    }

    boolean isOne(long way) {
        return Arrays.binarySearch(ids, way) >= 0;
    }

    void add(long way, Trace trace) throws IOException {
        int at = Arrays.binarySearch(ids, way);
        if (at < 0) return;
        places[at] = out.bytes();
        trace.write(out);
    }

    /** All lines are there: now they may be looked up. */
    void finish() throws IOException {
        out.close();
        file = PackedFile.openUnchecked(path);
    }

    Optional<Trace> find(long way) throws IOException {
        int at = Arrays.binarySearch(ids, way);
        PackedFile finished = file;
        if (at < 0 || places[at] < 0 || finished == null) return Optional.empty();
        return Optional.of(Trace.read(finished.from(places[at])));
    }

    @Override
    public void close() throws IOException {
        if (file == null) out.close();
        Files.deleteIfExists(path);
    }
}
