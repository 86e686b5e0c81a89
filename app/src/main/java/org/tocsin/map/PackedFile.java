package org.tocsin.map;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a {@link PackedWriter} wrote, memory-mapped: it takes memory only while it is read, and
 * stays as it was opened when its folder is removed. Immutable; any number of threads, each with a
 * reading of its own.
 */
final class PackedFile {
    private static final int CHUNK_BYTES = 1 << 20;

    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final MemorySegment bytes;

    private PackedFile(Path file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Opens it and reads all of it once, for its checksum.
     *
     * @throws IOException if it is missing, cut short or altered
     */
    static PackedFile open(Path file) throws IOException {
        var opened = openUnchecked(file);
        opened.check();
        return opened;
    }

    /** Opens what this process wrote a moment ago. */
    static PackedFile openUnchecked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < Long.BYTES) throw new IOException("%s is cut short".formatted(file));
            return new PackedFile(
                    file, channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto()));
        }
    }

    private void check() throws IOException {
        long end = bytes.byteSize() - Long.BYTES;
        var checksum = new CRC32C();
        for (long at = 0; at < end; at += CHUNK_BYTES) {
            checksum.update(bytes.asSlice(at, Math.min(CHUNK_BYTES, end - at)).asByteBuffer());
        }
        long expected = bytes.get(LONG, end);
        if (checksum.getValue() != expected) {
            throw new IOException(
                    "%s is damaged: its checksum is %x, expected %x"
                            .formatted(file, checksum.getValue(), expected));
        }
    }

    Reading from(long at) {
        return new Reading(at);
    }

    /** Reads numbers and texts in the order in which they were written. For one thread. */
    final class Reading {
        private final List<String> texts = new ArrayList<>();
        private long at;

        private Reading(long at) {
            this.at = at;
        }

        int readByte() throws IOException {
            if (at >= bytes.byteSize() - Long.BYTES) throw damaged("it ends early");
            return bytes.get(ValueLayout.JAVA_BYTE, at++) & 0xff;
        }

        long readCount() throws IOException {
            long number = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                int next = readByte();
                number |= (long) (next & 0x7f) << shift;
                if (next < 0x80) return number;
            }
            throw damaged("a number has more than ten bytes");
        }

        /** A count of things that take at least a byte each. */
        int readCount(int most) throws IOException {
            long count = readCount();
            if (count < 0 || count > most) {
                throw damaged("a list has %d entries, expected 0 to %d".formatted(count, most));
            }
            return (int) count;
        }

        long readSmall() throws IOException {
            long number = readCount();
            return (number >>> 1) ^ -(number & 1);
        }

        String readText() throws IOException {
            int number = readCount(texts.size());
            if (number < texts.size()) return texts.get(number);
            int length = readCount(Integer.MAX_VALUE);
            if (length > bytes.byteSize() - Long.BYTES - at) throw damaged("a text ends early");
            byte[] encoded = bytes.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
            at += length;
            String text = new String(encoded, StandardCharsets.UTF_8);
            texts.add(text);
            return text;
        }

        IOException damaged(String how) {
            return new IOException("%s is damaged: %s".formatted(file, how));
        }
    }
}
