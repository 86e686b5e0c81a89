package org.tocsin.road;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * A file of arrays: a header (magic, format version, CRC-32C and length of the rest), then the
 * arrays one after the other with their lengths, little-endian. Appears whole or not at all, and is
 * read whole or not at all: when it is opened. What is only looked at now and then may stay in it
 * ({@link IntColumn}); a file is never written to once it has its name, only replaced.
 *
 * @param name of the file in its folder
 * @param what it is, as people are told
 * @param magic its first eight bytes
 * @param version of its format
 */
record ArrayFile(String name, String what, long magic, int version) {
    private static final int HEADER_BYTES = 32;
    private static final int CHUNK_BYTES = 1 << 20;

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Writes the arrays. */
    interface Contents {
        void write(Writer out) throws IOException;
    }

    /** Makes something of the arrays, in the order in which they were written. */
    interface Reading<T> {
        T read(Reader in) throws IOException;
    }

    /** What a killed import leaves of this file; the next one writes over it. */
    String unfinished() {
        return name + ".unfinished";
    }

    /** Writes it beside its place and moves it there. */
    void write(Path folder, Contents contents) throws IOException {
        Files.createDirectories(folder);
        Path unfinished = folder.resolve(unfinished());
        try {
            try (var channel =
                    FileChannel.open(
                            unfinished,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                channel.position(HEADER_BYTES);
                var out = new Writer(channel);
                contents.write(out);
                out.finish(this);
                channel.force(true);
            }
            Files.move(
                    unfinished,
                    folder.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * @throws DamagedRoads if it is missing, truncated, altered or of another format
     */
    <T> T read(Path folder, Reading<T> reading) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) throw damaged(folder, "there is no such file");
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long bytes = channel.size();
            if (bytes < HEADER_BYTES) {
                throw damaged(
                        folder,
                        "it has %d bytes, expected at least %d".formatted(bytes, HEADER_BYTES));
            }
            // Mapped as long as a column of it is in use.
            MemorySegment all =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, Arena.ofAuto());
            checkHeader(folder, all);
            var in = new Reader(all);
            T read = reading.read(in);
            if (in.at != bytes) throw damaged(folder, "it holds more than it should");
            return read;
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw damaged(folder, "its parts do not fit together (" + e.getMessage() + ")");
        }
    }

    private void checkHeader(Path folder, MemorySegment all) throws DamagedRoads {
        if (all.get(LONG, 0) != magic) throw damaged(folder, "it is not a " + what + " of Tocsin");
        int found = all.get(INT, 8);
        if (found != version) {
            throw damaged(folder, "its format is %d, expected %d".formatted(found, version));
        }
        long expected = all.get(LONG, 16);
        long follows = all.byteSize() - HEADER_BYTES;
        if (follows != expected) {
            throw damaged(
                    folder,
                    "%d bytes follow its header, expected %d: it was cut off or added to"
                            .formatted(follows, expected));
        }
        var checksum = new CRC32C();
        for (long at = HEADER_BYTES; at < all.byteSize(); at += CHUNK_BYTES) {
            long count = Math.min(CHUNK_BYTES, all.byteSize() - at);
            checksum.update(all.asSlice(at, count).asByteBuffer());
        }
        int stored = all.get(INT, 12);
        if ((int) checksum.getValue() != stored) {
            throw damaged(
                    folder,
                    "its checksum is %08x, expected %08x: it was altered"
                            .formatted((int) checksum.getValue(), stored));
        }
    }

    DamagedRoads damaged(Path folder, String how) {
        return new DamagedRoads(
                "The %s %s cannot be used: %s. Import the map extract again to make it anew."
                        .formatted(what, folder.resolve(name), how));
    }

    /** Takes arrays one after the other. */
    static final class Writer {
        private final FileChannel channel;
        private final CRC32C checksum = new CRC32C();
        private final ByteBuffer chunk =
                ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        private long written;

        private Writer(FileChannel channel) {
            this.channel = channel;
        }

        void write(int number) throws IOException {
            room(Integer.BYTES);
            chunk.putInt(number);
        }

        void write(int[] numbers) throws IOException {
            write(numbers.length);
            for (int number : numbers) write(number);
        }

        void write(long[] numbers) throws IOException {
            write(numbers.length);
            for (long number : numbers) write(number);
        }

        void write(long number) throws IOException {
            room(Long.BYTES);
            chunk.putLong(number);
        }

        void write(byte[] bytes) throws IOException {
            write(bytes.length);
            for (byte item : bytes) {
                room(1);
                chunk.put(item);
            }
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        private void room(int bytes) throws IOException {
            if (chunk.remaining() < bytes) flush();
        }

        private void flush() throws IOException {
            chunk.flip();
            written += chunk.remaining();
            checksum.update(chunk.duplicate());
            while (chunk.hasRemaining()) channel.write(chunk);
            chunk.clear();
        }

        private void finish(ArrayFile file) throws IOException {
            flush();
            var header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            header.putLong(file.magic).putInt(file.version).putInt((int) checksum.getValue());
            header.putLong(written).putLong(0).flip();
            long at = 0;
            while (header.hasRemaining()) at += channel.write(header, at);
        }
    }

    /** Gives arrays one after the other; {@link IndexOutOfBoundsException} where there are none. */
    static final class Reader {
        private final MemorySegment all;
        private long at = HEADER_BYTES;

        private Reader(MemorySegment all) {
            this.all = all;
        }

        int number() {
            int number = all.get(INT, at);
            at += Integer.BYTES;
            return number;
        }

        private int count(int bytesEach) {
            int count = number();
            Objects.checkFromIndexSize(at, (long) count * bytesEach, all.byteSize());
            return count;
        }

        int[] ints() {
            int[] numbers = new int[count(Integer.BYTES)];
            MemorySegment.copy(all, INT, at, numbers, 0, numbers.length);
            at += (long) numbers.length * Integer.BYTES;
            return numbers;
        }

        long[] longs() {
            long[] numbers = new long[count(Long.BYTES)];
            MemorySegment.copy(all, LONG, at, numbers, 0, numbers.length);
            at += (long) numbers.length * Long.BYTES;
            return numbers;
        }

        /** Numbers that stay in the file. */
        IntColumn intColumn() {
            long count = count(Integer.BYTES);
            var column = new IntColumn(all.asSlice(at, count * Integer.BYTES));
            at += count * Integer.BYTES;
            return column;
        }

        /** Long numbers that stay in the file. */
        LongColumn longColumn() {
            long count = count(Long.BYTES);
            var column = new LongColumn(all.asSlice(at, count * Long.BYTES));
            at += count * Long.BYTES;
            return column;
        }

        byte[] bytes() {
            byte[] items = new byte[count(1)];
            MemorySegment.copy(all, ValueLayout.JAVA_BYTE, at, items, 0, items.length);
            at += items.length;
            return items;
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
    }
}
