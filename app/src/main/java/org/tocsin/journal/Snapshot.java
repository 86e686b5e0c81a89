package org.tocsin.journal;

/**
 * A center's state at a head, to shorten the next start. Disposable: whatever it holds can be had
 * again by reading the journal.
 *
 * @param center whose state
 * @param head the head it was taken at
 * @param codeVersion of the program that wrote it: 1 to 200 characters; a reader of another version
 *     ignores it
 * @param state at most {@value #MAX_STATE_BYTES} bytes, not copied: do not change them afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // state is large and is never compared
public record Snapshot(String center, Head head, String codeVersion, byte[] state) {
    /** Far above the state of a large city; keeps a damaged length from filling the memory. */
    public static final int MAX_STATE_BYTES = 256 << 20;

    public Snapshot {
        Entry.checkCenter(center);
        if (codeVersion.isEmpty() || codeVersion.length() > 200) {
            throw new IllegalArgumentException(
                    "codeVersion has %d characters, expected 1 to 200"
                            .formatted(codeVersion.length()));
        }
        if (state.length > MAX_STATE_BYTES) {
            throw new IllegalArgumentException(
                    "state has %d bytes, expected at most %d"
                            .formatted(state.length, MAX_STATE_BYTES));
        }
    }
}
