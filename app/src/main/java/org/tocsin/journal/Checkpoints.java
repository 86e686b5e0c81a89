package org.tocsin.journal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * States of one center at points along its journal, so that what was at any moment is had from the
 * nearest of them and a short replay. What many states share is kept once, as a part. Two files
 * that only grow; disposable: whatever they hold can be had again by reading the journal. Any
 * thread may read; one at a time may add.
 */
public final class Checkpoints implements AutoCloseable {
    /** More than a century of checkpoints. */
    public static final int MAX_MARKS = 1_000_000;

    /** Far above the state of a large city; keeps a damaged length from filling the memory. */
    public static final int MAX_FRAME_BYTES = 256 << 20;

    private static final String MAGIC = "tocsin checkpoints 1";
    private static final int MARK_BYTES = 40;
    private static final int FRAME_HEAD_BYTES = 12;

    private final String codeVersion;
    private final RandomAccessFile frames;
    private final RandomAccessFile index;
    private final List<Mark> marks = new ArrayList<>();

    /**
     * That there is a state.
     *
     * @param position of the last entry folded into it
     * @param at the time of that entry
     * @param proof tells that entry from any other; whoever reads compares it with the journal's
     * @param frame where the state is
     */
    public record Mark(long position, Instant at, long proof, long frame) {}

    /** What is kept is not what was written: throw it all away with {@link #clear}. */
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unusable(String why) {
            super(why);
        }
    }

    private Checkpoints(Path folder, String name, String codeVersion) throws IOException {
        this.codeVersion = codeVersion;
        Files.createDirectories(folder);
        frames = new RandomAccessFile(folder.resolve(name + ".states").toFile(), "rw");
        try {
            index = new RandomAccessFile(folder.resolve(name + ".marks").toFile(), "rw");
        } catch (IOException e) {
            frames.close();
            throw e;
        }
        readMarks();
    }

    /**
     * @param codeVersion of the program that reads and writes the states; those of another version
     *     are thrown away
     */
    static Checkpoints open(Path folder, String name, String codeVersion) {
        try {
            return new Checkpoints(folder, name, codeVersion);
        } catch (IOException e) {
            throw new UncheckedIOException("could not open the checkpoints in " + folder, e);
        }
    }

    /** Every whole mark up to the first that is not; what follows is written anew. */
    private void readMarks() throws IOException {
        byte[] all = new byte[(int) Math.min(index.length(), Integer.MAX_VALUE - 8)];
        index.seek(0);
        index.readFully(all);
        byte[] head = head();
        if (!startsWith(all, head)) {
            clear();
            return;
        }
        int at = head.length;
        for (; at + MARK_BYTES <= all.length && marks.size() < MAX_MARKS; at += MARK_BYTES) {
            ByteBuffer in = ByteBuffer.wrap(all, at, MARK_BYTES);
            if (in.getInt(at + MARK_BYTES - Integer.BYTES) != crc(all, at, MARK_BYTES - 4)) break;
            var mark =
                    new Mark(
                            in.getLong(),
                            Instant.ofEpochSecond(in.getLong(), in.getInt()),
                            in.getLong(),
                            in.getLong());
            if (mark.frame() + FRAME_HEAD_BYTES > frames.length()) break;
            marks.add(mark);
        }
        index.setLength(at);
    }

    private byte[] head() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(MAGIC);
            out.writeUTF(codeVersion);
        }
        return bytes.toByteArray();
    }

    private static boolean startsWith(byte[] all, byte[] head) {
        if (all.length < head.length) return false;
        for (int i = 0; i < head.length; i++) if (all[i] != head[i]) return false;
        return true;
    }

    /** In the order of their positions. */
    public synchronized List<Mark> marks() {
        return List.copyOf(marks);
    }

    /** Throws everything away. */
    public synchronized void clear() {
        try {
            marks.clear();
            frames.setLength(0);
            index.setLength(0);
            index.seek(0);
            index.write(head());
        } catch (IOException e) {
            throw new UncheckedIOException("could not clear the checkpoints", e);
        }
    }

    /**
     * Keeps something that states refer to.
     *
     * @return what {@link #read} takes
     */
    public synchronized long keep(byte[] part) {
        try {
            return append(part);
        } catch (IOException e) {
            throw new UncheckedIOException("could not write a checkpoint", e);
        }
    }

    /**
     * Keeps a state.
     *
     * @throws IllegalArgumentException if it is not later than all others, or one too many
     */
    public synchronized void add(long position, Instant at, long proof, byte[] state) {
        if (marks.size() >= MAX_MARKS) {
            throw new IllegalArgumentException(
                    "one checkpoint more than the %d there may be".formatted(MAX_MARKS));
        }
        if (!marks.isEmpty() && position <= marks.getLast().position()) {
            throw new IllegalArgumentException(
                    "a checkpoint at %d, expected one after %d"
                            .formatted(position, marks.getLast().position()));
        }
        try {
            long frame = append(state);
            byte[] bytes = new byte[MARK_BYTES];
            ByteBuffer out = ByteBuffer.wrap(bytes);
            out.putLong(position).putLong(at.getEpochSecond()).putInt(at.getNano());
            out.putLong(proof).putLong(frame);
            out.putInt(crc(bytes, 0, MARK_BYTES - Integer.BYTES));
            index.seek(index.length());
            index.write(bytes);
            marks.add(new Mark(position, at, proof, frame));
        } catch (IOException e) {
            throw new UncheckedIOException("could not write a checkpoint", e);
        }
    }

    private long append(byte[] bytes) throws IOException {
        long at = frames.length();
        byte[] packed = deflate(bytes);
        frames.seek(at);
        frames.write(
                ByteBuffer.allocate(FRAME_HEAD_BYTES + packed.length)
                        .putInt(packed.length)
                        .putInt(bytes.length)
                        .putInt(crc(packed, 0, packed.length))
                        .put(packed)
                        .array());
        return at;
    }

    /**
     * A state or a part of one.
     *
     * @throws Unusable if it is not what was written
     */
    public byte[] read(long frame) {
        byte[] packed;
        int length;
        try {
            synchronized (this) {
                frames.seek(frame);
                int size = frames.readInt();
                length = frames.readInt();
                int crc = frames.readInt();
                if (size < 0 || size > MAX_FRAME_BYTES || length < 0 || length > MAX_FRAME_BYTES) {
                    throw new Unusable("a checkpoint has %d bytes".formatted(size));
                }
                packed = new byte[size];
                frames.readFully(packed);
                if (crc(packed, 0, size) != crc) {
                    throw new Unusable("the checksum of a checkpoint is wrong");
                }
            }
        } catch (EOFException e) {
            throw new Unusable("a checkpoint is missing");
        } catch (IOException e) {
            throw new UncheckedIOException("could not read a checkpoint", e);
        }
        return inflate(packed, length);
    }

    private static byte[] deflate(byte[] bytes) {
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            var out = new ByteArrayOutputStream(bytes.length / 4 + 64);
            byte[] piece = new byte[1 << 16];
            while (!deflater.finished()) out.write(piece, 0, deflater.deflate(piece));
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(byte[] packed, int length) {
        var inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] bytes = new byte[length];
            int done = 0;
            while (done < length) {
                int more = inflater.inflate(bytes, done, length - done);
                if (more == 0)
                    throw new Unusable("a checkpoint ends after %d bytes".formatted(done));
                done += more;
            }
            return bytes;
        } catch (DataFormatException e) {
            throw new Unusable("a checkpoint cannot be unpacked: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    @Override
    public synchronized void close() {
        try (frames;
                index) {
            marks.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("could not close the checkpoints", e);
        }
    }
}
