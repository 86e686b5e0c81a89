package org.tocsin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks whether SQLite's log is whole, which SQLite itself does not say: it takes the log up to the
 * first wrong checksum for all there is. Each commit is synced before the next is written, so a
 * frame that follows a later commit than the wrong one proves that synced frames were altered; a
 * wrong frame with nothing after its commit is what a stop in the middle of a commit leaves.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html#the_write_ahead_log">The write-ahead
 *     log</a>
 */
final class WriteAheadLog {
    private static final int HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;
    private static final int MAGIC = 0x377f0682;
    private static final int MAX_PAGE_BYTES = 65_536;

    private final ByteBuffer bytes;
    private final ByteOrder checksumOrder;
    private final int frameBytes;
    private int sum0;
    private int sum1;

    private WriteAheadLog(ByteBuffer bytes) {
        this.bytes = bytes;
        // The lowest bit of the magic number says in which order the checksums read the bytes.
        this.checksumOrder =
                (bytes.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        this.frameBytes = FRAME_HEADER_BYTES + bytes.getInt(8);
    }

    /** What is wrong with the log, in words that follow "SQLite's log"; empty if it is whole. */
    static Optional<String> damage(Path file) throws IOException {
        long size = Files.size(file);
        if (size == 0) return Optional.empty();
        if (size > Integer.MAX_VALUE - 8) return Optional.of("has %d bytes".formatted(size));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (size < HEADER_BYTES) return Optional.of("has only %d bytes".formatted(size));
        int page = bytes.getInt(8);
        boolean known = (bytes.getInt(0) & ~1) == MAGIC && page >= 512 && page <= MAX_PAGE_BYTES;
        if (!known) return Optional.of("has a damaged beginning");
        return new WriteAheadLog(bytes).damage();
    }

    private Optional<String> damage() {
        sum(0, HEADER_BYTES - 8);
        if (bytes.getInt(24) != sum0 || bytes.getInt(28) != sum1) {
            return Optional.of("has a damaged beginning");
        }
        int sound = 0;
        int frames = (bytes.limit() - HEADER_BYTES) / frameBytes;
        while (sound < frames && isSound(sound)) sound++;
        if (sound == frames && (bytes.limit() - HEADER_BYTES) % frameBytes != 0) {
            return Optional.of("ends within a frame");
        }
        return follows(sound, frames)
                ? Optional.of("is damaged at frame %d, and later ones follow".formatted(sound + 1))
                : Optional.empty();
    }

    private boolean isSound(int frame) {
        int at = HEADER_BYTES + frame * frameBytes;
        if (!isCurrent(frame)) return false;
        sum(at, 8);
        sum(at + FRAME_HEADER_BYTES, frameBytes - FRAME_HEADER_BYTES);
        return bytes.getInt(at + 16) == sum0 && bytes.getInt(at + 20) == sum1;
    }

    /** Frames of the log's earlier rounds, which are overwritten one by one, have other salts. */
    private boolean isCurrent(int frame) {
        return bytes.getLong(HEADER_BYTES + frame * frameBytes + 8) == bytes.getLong(16);
    }

    private boolean follows(int bad, int frames) {
        boolean committed = false;
        for (int frame = bad; frame < frames; frame++) {
            if (committed && isCurrent(frame)) return true;
            // The bad frame's own salt may be what is damaged.
            boolean counts = frame == bad || isCurrent(frame);
            committed |= counts && bytes.getInt(HEADER_BYTES + frame * frameBytes + 4) != 0;
        }
        return false;
    }

    private void sum(int from, int length) {
        ByteBuffer words = bytes.duplicate().order(checksumOrder);
        for (int at = from; at < from + length; at += 8) {
            sum0 += words.getInt(at) + sum1;
            sum1 += words.getInt(at + 4) + sum0;
        }
    }
}
