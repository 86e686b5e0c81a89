package org.tocsin.map;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Where the nodes of an extract are, by their ids: in a file of its own that is mapped, so that
 * memory holds one number for {@value #BLOCK_NODES} nodes. First all are added, then they are
 * looked up. Extracts are sorted by id; one that is not takes longer to read, not more memory. The
 * file goes when it is closed. For one thread.
 */
final class Positions implements AutoCloseable {
    /** Each block of so many nodes is found by its first id. */
    static final int BLOCK_NODES = 64;

    /** An extract with ids in no order at all is sorted in so many pieces at most. */
    static final int MAX_RUNS = 1_000;

    private static final int NODE_BYTES = 3 * Integer.BYTES;
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int GATHERED_BITS = 18;

    private final Path file;

    /** Nodes are sorted two to the power of this at a time. */
    private final int bits;

    private final FileChannel channel;
    private final Arena arena = Arena.ofConfined();
    private final ByteBuffer out =
            ByteBuffer.allocateDirect(NODE_BYTES << 14).order(ByteOrder.LITTLE_ENDIAN);

    // What has not been written yet.
    private final long[] ids;
    private final int[] latitudes;
    private final int[] longitudes;
    private int gathered;
    private boolean ascending = true;

    // Each block's first id and first node; then the first block of each run of ascending ids.
    private long[] firstId = new long[1 << 10];
    private int[] firstNode = new int[1 << 10];
    private int blocks;
    private int[] firstBlock = {};
    private int written;
    private int inBlock = BLOCK_NODES;
    private long lastId;

    private MemorySegment nodes = MemorySegment.NULL;
    private int latitude;
    private int longitude;

    Positions(Path file) throws IOException {
        this(file, GATHERED_BITS);
    }

    Positions(Path file, int bits) throws IOException {
        this.file = file;
        this.bits = bits;
        ids = new long[1 << bits];
        latitudes = new int[1 << bits];
        longitudes = new int[1 << bits];
        channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
    }

    /**
     * Adds a node; of one given twice the last counts.
     *
     * @throws BadExtract if ids are beyond all that OpenStreetMap has, or in no order at all
     */
    void add(long id, int latitude, int longitude) throws IOException {
        long most = Long.MAX_VALUE >> bits;
        if (id < -most || id > most) {
            throw new BadExtract(
                    "node %d has an id beyond %d, which no extract has".formatted(id, most));
        }
        if (gathered > 0 && ids[gathered - 1] >= id) ascending = false;
        ids[gathered] = id;
        latitudes[gathered] = latitude;
        longitudes[gathered] = longitude;
        gathered++;
        if (gathered == ids.length) flush();
    }

    /** All nodes are there: now they may be looked up. */
    void finish() throws IOException {
        flush();
        writeOut();
        nodes = channel.map(FileChannel.MapMode.READ_ONLY, 0, (long) written * NODE_BYTES, arena);
    }

    private void flush() throws IOException {
        if (gathered == 0) return;
        long[] keys = new long[ascending ? 0 : gathered];
        for (int i = 0; i < keys.length; i++) keys[i] = (ids[i] << bits) | i;
        Arrays.sort(keys);
        long first = ascending ? ids[0] : keys[0] >> bits;
        if (firstBlock.length == 0 || first <= lastId) startRun();
        for (int i = 0; i < gathered; i++) {
            int at = ascending ? i : (int) (keys[i] & (ids.length - 1));
            boolean again = !ascending && i + 1 < gathered && keys[i + 1] >> bits == ids[at];
            if (!again) write(ids[at], latitudes[at], longitudes[at]);
        }
        gathered = 0;
        ascending = true;
    }

    private void startRun() throws IOException {
        if (firstBlock.length == MAX_RUNS) {
            throw new BadExtract(
                    "the extract's nodes are in no order; sort it with 'osmium sort IN -o OUT'");
        }
        firstBlock = Arrays.copyOf(firstBlock, firstBlock.length + 1);
        firstBlock[firstBlock.length - 1] = blocks;
        inBlock = BLOCK_NODES;
    }

    private void write(long id, int latitude, int longitude) throws IOException {
        boolean far = blocks > 0 && id - firstId[blocks - 1] > Integer.MAX_VALUE;
        if (inBlock == BLOCK_NODES || far) startBlock(id);
        if (out.remaining() < NODE_BYTES) writeOut();
        out.putInt((int) (id - firstId[blocks - 1])).putInt(latitude).putInt(longitude);
        inBlock++;
        lastId = id;
        written = Math.addExact(written, 1);
    }

    private void startBlock(long id) {
        if (blocks == firstId.length) {
            firstId = Arrays.copyOf(firstId, blocks + (blocks >> 1));
            firstNode = Arrays.copyOf(firstNode, firstId.length);
        }
        firstId[blocks] = id;
        firstNode[blocks] = written;
        blocks++;
        inBlock = 0;
    }

    private void writeOut() throws IOException {
        out.flip();
        while (out.hasRemaining()) channel.write(out);
        out.clear();
    }

    /** Looks a node up; its position is then {@link #latitude} and {@link #longitude}. */
    boolean find(long id) {
        for (int run = firstBlock.length - 1; run >= 0; run--) {
            int end = run + 1 < firstBlock.length ? firstBlock[run + 1] : blocks;
            int block = Arrays.binarySearch(firstId, firstBlock[run], end, id);
            if (block < 0) block = -block - 2;
            if (block >= firstBlock[run] && findIn(block, id)) return true;
        }
        return false;
    }

    private boolean findIn(int block, long id) {
        long wanted = id - firstId[block];
        int low = firstNode[block];
        int high = (block + 1 < blocks ? firstNode[block + 1] : written) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long at = (long) middle * NODE_BYTES;
            int there = nodes.get(INT, at);
            if (there == wanted) {
                latitude = nodes.get(INT, at + Integer.BYTES);
                longitude = nodes.get(INT, at + 2 * Integer.BYTES);
                return true;
            }
            if (there < wanted) low = middle + 1;
            else high = middle - 1;
        }
        return false;
    }

    /** Of the node found last, in 1e-7 degrees. */
    int latitude() {
        return latitude;
    }

    /** Of the node found last, in 1e-7 degrees. */
    int longitude() {
        return longitude;
    }

    @Override
    public void close() throws IOException {
        arena.close();
        try (channel) {
            Files.deleteIfExists(file);
        }
    }
}
