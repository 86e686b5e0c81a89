package org.tocsin.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A batch in stored form.
 *
 * @param epoch of the writer that made it
 * @param first the position of its first entry
 * @param count of its entries, 1 or more
 * @param previous the hash before its first entry
 * @param hash the hash after its last entry
 * @param lines the {@link Line}s, each ended by a line feed
 */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
record Batch(
        String center,
        long epoch,
        long first,
        int count,
        byte[] previous,
        byte[] hash,
        byte[] lines) {
    private static final int EXPECTED_LINE_BYTES = 600;

    static Batch of(String center, long epoch, Head head, List<Draft> drafts) {
        if (drafts.isEmpty() || drafts.size() > Writer.MAX_BATCH) {
            throw new IllegalArgumentException(
                    "batch has %d drafts, expected 1 to %d"
                            .formatted(drafts.size(), Writer.MAX_BATCH));
        }
        long characters = drafts.stream().mapToLong(draft -> draft.event().length()).sum();
        if (characters > Writer.MAX_BATCH_CHARACTERS) {
            throw new IllegalArgumentException(
                    "batch has %d characters of events, expected at most %d"
                            .formatted(characters, Writer.MAX_BATCH_CHARACTERS));
        }
        long position = head.position();
        if (position + drafts.size() > Entry.MAX_POSITION) {
            throw new IllegalArgumentException(
                    "%s is full: position %d, expected at most %d"
                            .formatted(center, position, Entry.MAX_POSITION));
        }
        byte[] previous = head.hashBytes();
        var chain = new Chain(previous);
        var out = new LineBuffer(drafts.size() * EXPECTED_LINE_BYTES);
        for (Draft draft : drafts) {
            position++;
            checkCause(draft, position);
            int from = out.size();
            Line.write(out, center, position, draft);
            chain.add(out.array(), from, out.size());
            out.add('\n');
        }
        return new Batch(
                center,
                epoch,
                head.position() + 1,
                drafts.size(),
                previous,
                chain.hash(),
                out.toBytes());
    }

    private static void checkCause(Draft draft, long position) {
        if (draft.cause().isPresent() && draft.cause().getAsLong() >= position) {
            throw new IllegalArgumentException(
                    "the draft for position %d has cause %d, expected an earlier position"
                            .formatted(position, draft.cause().getAsLong()));
        }
    }

    long last() {
        return first + count - 1;
    }

    Head head() {
        return Head.of(last(), hash);
    }

    /** The hash after one of the entries, which are taken as they are. */
    String hashAt(long position) {
        var chain = new Chain(previous);
        int from = 0;
        for (long at = first; at <= position; at++) {
            int to = from;
            while (lines[to] != '\n') to++;
            chain.add(lines, from, to);
            from = to + 1;
        }
        return HexFormat.of().formatHex(chain.hash());
    }

    /**
     * The entries, checked against the hash chain.
     *
     * @throws JournalDamaged if a line is altered, missing or too many
     */
    List<Entry> entries() {
        var chain = new Chain(previous);
        var entries = new ArrayList<Entry>(count);
        int from = 0;
        for (int to = 0; to < lines.length; to++) {
            if (lines[to] != '\n') continue;
            chain.add(lines, from, to);
            entries.add(decode(from, to, first + entries.size()));
            from = to + 1;
        }
        if (entries.size() != count || from != lines.length) {
            throw damaged("%d whole entries were found".formatted(entries.size()));
        }
        if (!Arrays.equals(chain.hash(), hash)) {
            throw damaged(
                    "their hash is %s, recorded was %s"
                            .formatted(
                                    HexFormat.of().formatHex(chain.hash()),
                                    HexFormat.of().formatHex(hash)));
        }
        return entries;
    }

    private Entry decode(int from, int to, long position) {
        try {
            Entry entry = Line.decode(lines, from, to);
            if (entry.position() == position && entry.center().equals(center)) return entry;
            throw damaged(
                    "in place of entry %d stands %s %d"
                            .formatted(position, entry.center(), entry.position()));
        } catch (IllegalArgumentException e) {
            throw damaged("entry %d is unreadable: %s".formatted(position, e.getMessage()));
        }
    }

    private JournalDamaged damaged(String how) {
        return new JournalDamaged(
                "Entries %d to %d of %s are altered: %s. Restore the data folder from a backup."
                        .formatted(first, last(), center, how));
    }
}
