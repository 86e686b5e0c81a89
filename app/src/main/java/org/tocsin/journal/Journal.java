package org.tocsin.journal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The journals of the centers of one process. Any thread may call any method; a writer is for one
 * thread at a time. Methods throw {@link java.io.UncheckedIOException} when the disk cannot be read
 * and {@link JournalDamaged} when what is read is not what was written.
 */
public interface Journal extends AutoCloseable {
    /** More entries than this are read in several pages. */
    int MAX_PAGE = 10_000;

    /** A process has at most so many centers. */
    int MAX_CENTERS = 1_000;

    /**
     * A new writer at the center's head. Every older writer of the center is fenced from now on.
     * After an {@link Appended.Unknown} this is the way back: what is on disk is compared and
     * settled first.
     *
     * @throws IllegalArgumentException if the name is malformed (see {@link Entry}), or the center
     *     would be one too many
     */
    Writer open(String center);

    /**
     * The entries from a position on, in order, each checked against the hash chain.
     *
     * @param fromPosition 1 or more
     * @param limit 1 to {@value #MAX_PAGE}
     * @return fewer than {@code limit} only where the journal ends; none for an unknown center
     */
    List<Entry> read(String center, long fromPosition, int limit);

    /**
     * Every entry from a position to the head at the time of the call, in order, each checked
     * against the hash chain before it is handed over. Holds a bounded part in memory at a time.
     *
     * @param fromPosition 1 or more
     * @return the head reached
     */
    Head replay(String center, long fromPosition, Consumer<Entry> each);

    /**
     * Whether what is appended can be read again. A journal that only counts, for a simulation
     * whose record nobody reads, says no: it may be given events without their fields, and no
     * snapshots.
     */
    default boolean keeps() {
        return true;
    }

    /** {@link Head#START} for an unknown center. */
    Head head(String center);

    /** Every center that was ever opened, by name. */
    List<String> centers();

    /**
     * The latest usable snapshot. One that is damaged or does not fit the journal is ignored and
     * said in {@link #findings}.
     */
    Optional<Snapshot> snapshot(String center);

    /** Keeps a snapshot in place of the center's earlier one. */
    void save(Snapshot snapshot);

    /**
     * Where states along the center's journal are kept; none where the journal does not last.
     *
     * @param codeVersion of the program that writes and reads them; one for each center
     */
    default Optional<Checkpoints> checkpoints(String center, String codeVersion) {
        return Optional.empty();
    }

    /**
     * What was found amiss and mended since the journal was opened, in sentences for the operator;
     * at most {@link #MAX_FINDINGS}, the newest last.
     */
    List<String> findings();

    int MAX_FINDINGS = 1_000;

    /** Waits for appends under way. Their writers answer {@link Appended.Unknown} afterwards. */
    @Override
    void close();
}
