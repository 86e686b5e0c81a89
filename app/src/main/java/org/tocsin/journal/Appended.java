package org.tocsin.journal;

/** What became of a batch. */
public sealed interface Appended {
    /**
     * The batch is durable, whole.
     *
     * @param first the position of its first entry
     * @param head the head after its last
     */
    record Committed(long first, Head head) implements Appended {}

    /**
     * A newer writer has the center; nothing of the batch was recorded and this writer is of no use
     * any more.
     *
     * @param byEpoch the newer writer's epoch
     */
    record Fenced(long byEpoch) implements Appended {}

    /**
     * Nobody knows whether the batch is durable. Do not send it again: {@link Journal#open open}
     * the center anew, read what is there, and let the request ids say what happened.
     *
     * @param why in a sentence
     */
    record Unknown(String why) implements Appended {}
}
