package org.tocsin.road;

import org.tocsin.path.Hierarchy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The stored form of a hierarchy, beside the road file: a header (magic, format version, checksum
 * of the rest, fingerprint of the turns), then its arrays with their lengths, little-endian.
 * Appears whole or not at all.
 */
final class HierarchyFile {
    static final String NAME = "hierarchy.tocsin";
    static final String UNFINISHED = NAME + ".unfinished";
    static final int FORMAT_VERSION = 1;
    private static final long MAGIC = 0x5241_5245_4948_4354L; // "TCHIERAR" read from the left
    private static final int HEADER_BYTES = 24;
    private static final int ARRAYS = 6;

    /** A hierarchy and the fingerprint of the turns it was made for. */
    record Kept(Hierarchy.Stored stored, int fingerprint) {}

    private HierarchyFile() {}

    static void write(TurnMap map, Path folder) throws IOException {
        Hierarchy.Stored stored = map.hierarchy.stored();
        List<int[]> arrays =
                List.of(
                        stored.order(),
                        stored.parent(),
                        stored.upStart(),
                        stored.upHead(),
                        stored.downStart(),
                        stored.downTail());
        Path unfinished = folder.resolve(UNFINISHED);
        try {
            try (var channel =
                    FileChannel.open(
                            unfinished,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                channel.position(HEADER_BYTES);
                var checksum = new CRC32C();
                for (int[] array : arrays) write(channel, array, checksum);
                var header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
                header.putLong(MAGIC).putInt(FORMAT_VERSION).putInt((int) checksum.getValue());
                header.putInt(map.fingerprint()).putInt(0).flip();
                long at = 0;
                while (header.hasRemaining()) at += channel.write(header, at);
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

    private static void write(FileChannel channel, int[] array, CRC32C checksum)
            throws IOException {
        var bytes =
                ByteBuffer.allocateDirect(Integer.BYTES * (array.length + 1))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(array.length).asIntBuffer().put(array);
        bytes.rewind();
        checksum.update(bytes.duplicate());
        while (bytes.hasRemaining()) channel.write(bytes);
    }

    static Kept read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) throw damaged(file, "there is no such file");
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < HEADER_BYTES || channel.size() > Integer.MAX_VALUE) {
                throw damaged(file, "it has %d bytes".formatted(channel.size()));
            }
            ByteBuffer all =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                            .order(ByteOrder.LITTLE_ENDIAN);
            if (all.getLong() != MAGIC) throw damaged(file, "it is not a hierarchy of Tocsin");
            int version = all.getInt();
            if (version != FORMAT_VERSION) {
                throw damaged(
                        file, "its format is %d, expected %d".formatted(version, FORMAT_VERSION));
            }
            int expected = all.getInt();
            int fingerprint = all.getInt();
            all.getInt();
            var checksum = new CRC32C();
            checksum.update(all.duplicate());
            if ((int) checksum.getValue() != expected) {
                throw damaged(
                        file,
                        "its checksum is %08x, expected %08x: it was altered or cut off"
                                .formatted((int) checksum.getValue(), expected));
            }
            int[][] arrays = new int[ARRAYS][];
            for (int i = 0; i < ARRAYS; i++) arrays[i] = ints(file, all);
            return new Kept(
                    new Hierarchy.Stored(
                            arrays[0], arrays[1], arrays[2], arrays[3], arrays[4], arrays[5]),
                    fingerprint);
        }
    }

    private static int[] ints(Path file, ByteBuffer all) throws DamagedRoads {
        int count = all.remaining() < Integer.BYTES ? -1 : all.getInt();
        if (count < 0 || count > all.remaining() / Integer.BYTES) {
            throw damaged(file, "its parts do not fit together");
        }
        int[] numbers = new int[count];
        all.asIntBuffer().get(numbers);
        all.position(all.position() + Integer.BYTES * count);
        return numbers;
    }

    static DamagedRoads damaged(Path file, String what) {
        return new DamagedRoads(
                "The hierarchy %s cannot be used: %s. Import the map extract again to make it anew."
                        .formatted(file, what));
    }
}
