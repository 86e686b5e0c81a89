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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * The stored form of a graph: a header (magic, format version, length and CRC-32C of the rest),
 * then the arrays one after the other, little-endian. Written beside its place and moved there
 * whole.
 */
final class RoadFile {
    static final String NAME = "roads.tocsin";
    static final String UNFINISHED = NAME + ".unfinished";
    static final int FORMAT_VERSION = 3;
    private static final long MAGIC = 0x0044_414F_5253_4354L; // "TCSROAD" read from the left
    private static final int HEADER_BYTES = 32;
    private static final int CHUNK_BYTES = 1 << 20;

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private RoadFile() {}

    static void write(RoadGraph.Stored stored, Path folder) throws IOException {
        Files.createDirectories(folder);
        // What a killed import left is written over by the next.
        Path unfinished = folder.resolve(UNFINISHED);
        try {
            try (var channel =
                    FileChannel.open(
                            unfinished,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                var out = new Writer(channel);
                out.writeAll(stored);
                out.finish();
                channel.force(true);
            }
            Files.move(
                    unfinished,
                    folder.resolve(NAME),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    static RoadGraph.Stored read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) throw damaged(file, "there is no such file");
        try (var arena = Arena.ofConfined();
                var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long bytes = channel.size();
            if (bytes < HEADER_BYTES) {
                throw damaged(
                        file,
                        "it has %d bytes, expected at least %d".formatted(bytes, HEADER_BYTES));
            }
            MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
            checkHeader(file, all);
            return new Reader(file, all).readAll();
        }
    }

    private static void checkHeader(Path file, MemorySegment all) throws DamagedRoads {
        if (all.get(LONG, 0) != MAGIC) throw damaged(file, "it is not a road file of Tocsin");
        int version = all.get(INT, 8);
        if (version != FORMAT_VERSION) {
            throw damaged(file, "its format is %d, expected %d".formatted(version, FORMAT_VERSION));
        }
        long expected = all.get(LONG, 16);
        long found = all.byteSize() - HEADER_BYTES;
        if (found != expected) {
            throw damaged(
                    file,
                    "%d bytes follow its header, expected %d: it was cut off or added to"
                            .formatted(found, expected));
        }
        var checksum = new CRC32C();
        for (long at = HEADER_BYTES; at < all.byteSize(); at += CHUNK_BYTES) {
            long count = Math.min(CHUNK_BYTES, all.byteSize() - at);
            checksum.update(all.asSlice(at, count).asByteBuffer());
        }
        int stored = all.get(INT, 12);
        if ((int) checksum.getValue() != stored) {
            throw damaged(
                    file,
                    "its checksum is %08x, expected %08x: it was altered"
                            .formatted((int) checksum.getValue(), stored));
        }
    }

    private static DamagedRoads damaged(Path file, String what) {
        return new DamagedRoads(
                "The road file %s cannot be used: %s. Import the map extract again to make it anew."
                        .formatted(file, what));
    }

    private static final class Writer {
        private final FileChannel channel;
        private final CRC32C checksum = new CRC32C();
        private final ByteBuffer chunk =
                ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        private long written;

        Writer(FileChannel channel) throws IOException {
            this.channel = channel;
            channel.position(HEADER_BYTES);
        }

        void writeAll(RoadGraph.Stored stored) throws IOException {
            write(stored.source().getBytes(StandardCharsets.UTF_8));
            write(stored.names().size());
            for (String name : stored.names()) write(name.getBytes(StandardCharsets.UTF_8));
            write(stored.junctionLatitude());
            write(stored.junctionLongitude());
            write(stored.from());
            write(stored.to());
            write(stored.shapeStart());
            write(stored.shapeLatitude());
            write(stored.shapeLongitude());
            write(stored.centimeters());
            write(stored.name());
            write(stored.ref());
            write(stored.way());
            write(stored.roadClass());
            write(stored.flags());
            write(stored.raw());
            write(stored.signs());
        }

        private void write(RoadGraph.Raw raw) throws IOException {
            write(raw.access());
            write(raw.ground());
            write(raw.limit());
            write(raw.size());
            write(raw.holdups());
        }

        private void write(RoadGraph.Signs signs) throws IOException {
            write(signs.start());
            write(signs.arcs());
            write(signs.users());
            write(signs.read());
            write(signs.unclear());
            write(signs.sometimes());
        }

        private void write(int number) throws IOException {
            room(Integer.BYTES);
            chunk.putInt(number);
        }

        private void write(int[] numbers) throws IOException {
            write(numbers.length);
            for (int number : numbers) write(number);
        }

        private void write(long[] numbers) throws IOException {
            write(numbers.length);
            for (long number : numbers) {
                room(Long.BYTES);
                chunk.putLong(number);
            }
        }

        private void write(byte[] bytes) throws IOException {
            write(bytes.length);
            for (byte item : bytes) {
                room(1);
                chunk.put(item);
            }
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

        void finish() throws IOException {
            flush();
            var header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            header.putLong(MAGIC).putInt(FORMAT_VERSION).putInt((int) checksum.getValue());
            header.putLong(written).putLong(0).flip();
            long at = 0;
            while (header.hasRemaining()) at += channel.write(header, at);
        }
    }

    private static final class Reader {
        private final Path file;
        private final MemorySegment all;
        private long at = HEADER_BYTES;

        Reader(Path file, MemorySegment all) {
            this.file = file;
            this.all = all;
        }

        RoadGraph.Stored readAll() throws DamagedRoads {
            try {
                String source = text();
                int nameCount = number();
                var names = new ArrayList<String>();
                for (int i = 0; i < nameCount; i++) names.add(text());
                var stored =
                        new RoadGraph.Stored(
                                source,
                                List.copyOf(names),
                                ints(),
                                ints(),
                                ints(),
                                ints(),
                                ints(),
                                ints(),
                                ints(),
                                ints(),
                                ints(),
                                ints(),
                                longs(),
                                bytes(),
                                bytes(),
                                raw(),
                                signs());
                if (at != all.byteSize()) throw damaged(file, "it holds more than it should");
                return stored;
            } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
                throw damaged(file, "its parts do not fit together (" + e.getMessage() + ")");
            }
        }

        private RoadGraph.Raw raw() {
            return new RoadGraph.Raw(longs(), ints(), ints(), longs(), ints());
        }

        private RoadGraph.Signs signs() {
            return new RoadGraph.Signs(ints(), ints(), bytes(), number(), number(), number());
        }

        private int number() {
            int number = all.get(INT, at);
            at += Integer.BYTES;
            return number;
        }

        private int count(int bytesEach) {
            int count = number();
            Objects.checkFromIndexSize(at, (long) count * bytesEach, all.byteSize());
            return count;
        }

        private int[] ints() {
            int[] numbers = new int[count(Integer.BYTES)];
            MemorySegment.copy(all, INT, at, numbers, 0, numbers.length);
            at += (long) numbers.length * Integer.BYTES;
            return numbers;
        }

        private long[] longs() {
            long[] numbers = new long[count(Long.BYTES)];
            MemorySegment.copy(all, LONG, at, numbers, 0, numbers.length);
            at += (long) numbers.length * Long.BYTES;
            return numbers;
        }

        private byte[] bytes() {
            byte[] items = new byte[count(1)];
            MemorySegment.copy(all, ValueLayout.JAVA_BYTE, at, items, 0, items.length);
            at += items.length;
            return items;
        }

        private String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
    }
}
