package org.tocsin.journal;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One record of the {@link Witness}, found again by its mark even behind damaged bytes:
 *
 * <pre>
 *  0  mark         4 bytes, begin with CR LF, which no stored line holds
 *  4  length       4 bytes, of the content
 *  8  checksum     4 bytes, CRC-32C of all from byte 12 to the end of the content
 * 12  kind         4 bytes
 * 16  generation   8 bytes
 * 24  sequence     8 bytes, within the generation
 * 32  content, then zero bytes to a multiple of 8
 * </pre>
 *
 * @param content {@link Base} or {@link Added}
 */
record Frame(long generation, long sequence, Content content) {
    static final int MARK = 0x0D0A5457;
    static final int HEADER_BYTES = 32;
    static final int ALIGNMENT = 8;

    private static final int CHECKED_FROM = 12;
    private static final int KIND_BASE = 1;
    private static final int KIND_ADDED = 2;

    /** The longest batch, each character three bytes, and what stands around the events. */
    private static final int MAX_CONTENT_BYTES = 3 * Writer.MAX_BATCH_CHARACTERS + (8 << 20);

    sealed interface Content {}

    /** The first frame of a generation: the heads that the synced database file holds. */
    record Base(String journalId, List<Mark> marks) implements Content {}

    /** Where a center stood. */
    record Mark(String center, Head head) {}

    /** A batch that was appended after the base. */
    record Added(Batch batch) implements Content {}

    static int paddedBytes(int contentBytes) {
        return (HEADER_BYTES + contentBytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    ByteBuffer encode() {
        return switch (content) {
            case Base base -> {
                byte[] bytes = encode(base);
                yield finish(begin(KIND_BASE, bytes.length).put(bytes), bytes.length);
            }
            case Added added -> encode(added.batch());
        };
    }

    private ByteBuffer begin(int kind, int contentBytes) {
        ByteBuffer frame = ByteBuffer.allocate(paddedBytes(contentBytes));
        frame.putInt(MARK).putInt(contentBytes).putInt(0).putInt(kind);
        return frame.putLong(generation).putLong(sequence);
    }

    private static ByteBuffer finish(ByteBuffer frame, int contentBytes) {
        return frame.putInt(8, checksum(frame, 0, contentBytes)).rewind();
    }

    private ByteBuffer encode(Batch batch) {
        byte[] center = batch.center().getBytes(StandardCharsets.US_ASCII);
        int bytes = 2 + center.length + 8 + 8 + 4 + 2 * Head.HASH_BYTES + batch.lines().length;
        ByteBuffer frame = begin(KIND_ADDED, bytes);
        frame.putShort((short) center.length).put(center);
        frame.putLong(batch.epoch()).putLong(batch.first()).putInt(batch.count());
        frame.put(batch.previous()).put(batch.hash()).put(batch.lines());
        return finish(frame, bytes);
    }

    private static byte[] encode(Base base) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(base.journalId());
            out.writeInt(base.marks().size());
            for (Mark mark : base.marks()) {
                out.writeUTF(mark.center());
                out.writeLong(mark.head().position());
                out.write(mark.head().hashBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The padded length of the frame that seems to begin here, whether sound or not; 0 if none
     * does.
     */
    static int seemingBytes(ByteBuffer file, int at) {
        if (at + HEADER_BYTES > file.limit() || file.getInt(at) != MARK) return 0;
        int length = file.getInt(at + 4);
        if (length < 0 || length > MAX_CONTENT_BYTES) return 0;
        return at + paddedBytes(length) > file.limit() ? 0 : paddedBytes(length);
    }

    /** The sound frame that begins here, if one does. */
    static @Nullable Frame decode(ByteBuffer file, int at) {
        if (seemingBytes(file, at) == 0) return null;
        int length = file.getInt(at + 4);
        if (file.getInt(at + 8) != checksum(file, at, length)) return null;
        byte[] bytes = new byte[length];
        file.get(at + HEADER_BYTES, bytes);
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Content content = file.getInt(at + 12) == KIND_BASE ? readBase(in) : readAdded(in);
            return new Frame(file.getLong(at + 16), file.getLong(at + 24), content);
        } catch (IOException | IllegalArgumentException _) {
            return null;
        }
    }

    private static Base readBase(DataInputStream in) throws IOException {
        String id = in.readUTF();
        int count = in.readInt();
        var marks = new ArrayList<Mark>();
        for (int i = 0; i < count; i++) {
            String center = Entry.checkCenter(in.readUTF());
            long position = in.readLong();
            marks.add(new Mark(center, Head.of(position, hash(in))));
        }
        return new Base(id, marks);
    }

    private static Added readAdded(DataInputStream in) throws IOException {
        String center = Entry.checkCenter(in.readUTF());
        long epoch = in.readLong();
        long first = in.readLong();
        int count = in.readInt();
        byte[] previous = hash(in);
        byte[] hash = hash(in);
        return new Added(new Batch(center, epoch, first, count, previous, hash, in.readAllBytes()));
    }

    private static byte[] hash(InputStream in) throws IOException {
        byte[] hash = in.readNBytes(Head.HASH_BYTES);
        if (hash.length < Head.HASH_BYTES) throw new IOException("the frame is too short");
        return hash;
    }

    private static int checksum(ByteBuffer file, int at, int length) {
        var crc = new CRC32C();
        crc.update(file.slice(at + CHECKED_FROM, HEADER_BYTES - CHECKED_FROM + length));
        return (int) crc.getValue();
    }
}
