package org.tocsin.map;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * A file of vector tiles that were made beforehand: PMTiles version 3, memory-mapped, so that only
 * what is looked at takes memory. Immutable; any number of threads.
 *
 * @see <a href="https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md">PMTiles 3</a>
 */
final class TileArchive {
    /** A directory of a directory of a directory: the format's own limit. */
    static final int MAX_DEPTH = 4;

    /** A directory, unpacked; the format keeps them far smaller. */
    static final int MAX_DIRECTORY_BYTES = 16 << 20;

    /** One tile, packed; Planetiler warns at 1 MB. */
    static final int MAX_TILE_BYTES = 16 << 20;

    private static final byte[] MAGIC = {'P', 'M', 'T', 'i', 'l', 'e', 's', 3};
    private static final int HEADER_BYTES = 127;
    private static final int GZIP = 2;
    private static final int VECTOR = 1;

    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final MemorySegment bytes;
    private final Directory root;
    private final long leaves;
    private final long tiles;
    private final int maxZoom;

    private TileArchive(Path file, MemorySegment bytes) throws IOException {
        this.file = file;
        this.bytes = bytes;
        check();
        leaves = bytes.get(LONG, 40);
        tiles = bytes.get(LONG, 56);
        maxZoom = bytes.get(ValueLayout.JAVA_BYTE, 101);
        root = directory(bytes.get(LONG, 8), bytes.get(LONG, 16));
    }

    /**
     * Opens an archive; it stays mapped while it is reachable.
     *
     * @throws IOException if it cannot be read, or is not an archive of packed vector tiles
     */
    static TileArchive open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new TileArchive(
                    file,
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        }
    }

    private void check() throws IOException {
        if (bytes.byteSize() < HEADER_BYTES) throw damaged("it is too short");
        byte[] magic = bytes.asSlice(0, MAGIC.length).toArray(ValueLayout.JAVA_BYTE);
        if (!Arrays.equals(magic, MAGIC)) throw damaged("it is not PMTiles version 3");
        byte inner = bytes.get(ValueLayout.JAVA_BYTE, 97);
        byte outer = bytes.get(ValueLayout.JAVA_BYTE, 98);
        byte type = bytes.get(ValueLayout.JAVA_BYTE, 99);
        if (inner != GZIP || outer != GZIP || type != VECTOR) {
            throw damaged(
                    "its packing is %d and %d and its kind %d, expected 2, 2 and 1"
                            .formatted(inner, outer, type));
        }
    }

    private IOException damaged(String why) {
        return new IOException(
                "%s is no archive of tiles: %s. Build the map anew.".formatted(file, why));
    }

    /** The deepest zoom it has tiles of. */
    int maxZoom() {
        return maxZoom;
    }

    /**
     * A tile as it is stored: packed by gzip; empty where nothing is.
     *
     * @throws IOException if the archive is damaged there
     */
    byte[] tile(int zoom, int x, int y) throws IOException {
        long id = id(zoom, x, y);
        Directory directory = root;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            int at = directory.find(id);
            if (at < 0) return new byte[0];
            long length = directory.lengths[at];
            if (directory.runs[at] > 0) {
                boolean inside = id < directory.ids[at] + directory.runs[at];
                if (!inside) return new byte[0];
                return slice(tiles + directory.offsets[at], length, MAX_TILE_BYTES)
                        .toArray(ValueLayout.JAVA_BYTE);
            }
            directory = directory(leaves + directory.offsets[at], length);
        }
        throw damaged("its directories are deeper than %d".formatted(MAX_DEPTH));
    }

    private MemorySegment slice(long from, long length, int most) throws IOException {
        if (from < 0 || length < 0 || length > most || from > bytes.byteSize() - length) {
            throw damaged("bytes %d to %d are outside of it".formatted(from, from + length));
        }
        return bytes.asSlice(from, length);
    }

    /**
     * The number of a tile: all of lower zooms first, then along a Hilbert curve.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    static long id(int zoom, int x, int y) {
        long before = ((1L << (2 * zoom)) - 1) / 3;
        long along = 0;
        long tx = x;
        long ty = y;
        for (long side = (1L << zoom) / 2; side > 0; side /= 2) {
            long right = (tx & side) > 0 ? 1 : 0;
            long below = (ty & side) > 0 ? 1 : 0;
            along += side * side * ((3 * right) ^ below);
            if (below == 0) {
                if (right == 1) {
                    tx = side - 1 - tx;
                    ty = side - 1 - ty;
                }
                long turned = tx;
                tx = ty;
                ty = turned;
            }
        }
        return before + along;
    }

    @SuppressWarnings("ArrayRecordComponent") // Carries what was read; never compared.
    private record Directory(long[] ids, long[] runs, long[] lengths, long[] offsets) {
        /** The last entry that begins at this tile or before it; negative: none. */
        int find(long id) {
            int at = Arrays.binarySearch(ids, id);
            return at >= 0 ? at : -at - 2;
        }
    }

    private Directory directory(long from, long length) throws IOException {
        byte[] packed = slice(from, length, MAX_DIRECTORY_BYTES).toArray(ValueLayout.JAVA_BYTE);
        byte[] raw;
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            raw = in.readNBytes(MAX_DIRECTORY_BYTES);
        }
        try {
            return read(new Varints(raw));
        } catch (IndexOutOfBoundsException e) {
            throw new IOException(damaged("a directory is cut short").getMessage(), e);
        }
    }

    private Directory read(Varints in) throws IOException {
        long count = in.next();
        if (count < 0 || count > MAX_DIRECTORY_BYTES / 4) {
            throw damaged("a directory has %d entries".formatted(count));
        }
        int size = (int) count;
        long[] ids = new long[size];
        long last = 0;
        for (int i = 0; i < size; i++) ids[i] = last += in.next();
        long[] runs = in.next(size);
        long[] lengths = in.next(size);
        long[] offsets = in.next(size);
        for (int i = 0; i < size; i++) {
            // 0: right behind the one before.
            offsets[i] =
                    offsets[i] == 0 && i > 0 ? offsets[i - 1] + lengths[i - 1] : offsets[i] - 1;
        }
        return new Directory(ids, runs, lengths, offsets);
    }

    /** Numbers of one to ten bytes. */
    private static final class Varints {
        private final byte[] bytes;
        private int at;

        Varints(byte[] bytes) {
            this.bytes = bytes;
        }

        long next() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                byte next = bytes[at++];
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) return value;
            }
            throw new IndexOutOfBoundsException("a number of more than ten bytes");
        }

        long[] next(int count) {
            long[] values = new long[count];
            for (int i = 0; i < count; i++) values[i] = next();
            return values;
        }
    }
}
