package org.tocsin.journal;

import java.util.List;

/**
 * The one hand that writes a center's journal. Opened with a new epoch, which fences every older
 * writer of the center. For one thread at a time; a second one waits.
 */
public interface Writer {
    /** As many requests as a desk takes from its queue at once. */
    int MAX_BATCH = 1_024;

    /** The characters of all events of a batch together. */
    int MAX_BATCH_CHARACTERS = 64 << 20;

    String center();

    /** Greater than that of any earlier writer of the center. */
    long epoch();

    /** The head after the last batch that was {@link Appended.Committed committed}. */
    Head head();

    /**
     * Records the drafts, all or none, in this order, and returns when they are durable. Blocks for
     * about one sync of the disk. After {@link Appended.Fenced} and {@link Appended.Unknown} the
     * writer answers the same for ever.
     *
     * @param batch 1 to {@value #MAX_BATCH} drafts
     * @param expected the head the caller decided on: {@link #head()}
     * @throws IllegalArgumentException if the batch is empty, or too long by either measure, if a
     *     cause is not earlier than its effect, or if {@code expected} is not this writer's head
     */
    Appended append(List<Draft> batch, Head expected);
}
