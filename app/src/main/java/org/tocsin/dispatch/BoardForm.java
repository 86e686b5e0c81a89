package org.tocsin.dispatch;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.tocsin.incident.Incident;
import org.tocsin.road.Closure;

import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;

/**
 * How a board is stored in a snapshot: one line of JSON for the board without its closed incidents,
 * then a line for each of those in the order in which they were closed. So each can stay as it is
 * until somebody looks at it.
 */
final class BoardForm {
    /** Stored with snapshots: change it when the form changes. */
    static final String VERSION = "board-6";

    /** With the terms of closures, which stand beside them in events. */
    private static final JsonMapper WHOLE =
            Codec.STORED.mapper().rebuild().addMixIn(Closure.class, Object.class).build();

    private BoardForm() {}

    static byte[] write(Board board) {
        var out = new ByteArrayOutputStream(1 << 20);
        out.writeBytes(WHOLE.writeValueAsBytes(board.withClosed(HashTreePMap.empty())));
        out.write('\n');
        for (String id : board.closedOrder()) {
            Filed filed = Objects.requireNonNull(board.closed().get(id));
            out.writeBytes(filed.store());
            out.write('\n');
        }
        return out.toByteArray();
    }

    /**
     * @throws RuntimeException if it is not of this form
     */
    static Board read(byte[] form) {
        int end = lineEnd(form, 0);
        Board board = WHOLE.readValue(form, 0, end, Board.class);
        Map<String, Filed> closed = HashMap.newHashMap(board.closedOrder().size());
        for (String id : board.closedOrder()) {
            int start = end + 1;
            end = lineEnd(form, start);
            closed.put(id, Filed.stored(Arrays.copyOfRange(form, start, end)));
        }
        if (end + 1 != form.length || closed.size() != board.closedOrder().size()) {
            throw new IllegalArgumentException(
                    "the snapshot does not end after its %d closed incidents"
                            .formatted(board.closedOrder().size()));
        }
        PMap<String, Filed> all = HashTreePMap.from(closed);
        return board.withClosed(all);
    }

    /**
     * A board with its closed incidents kept as parts.
     *
     * @param parts by incident where its part is
     */
    static byte[] write(Board board, Map<String, Long> parts) {
        var out = new ByteArrayOutputStream(1 << 20);
        out.writeBytes(WHOLE.writeValueAsBytes(board.withClosed(HashTreePMap.empty())));
        out.write('\n');
        ByteBuffer at = ByteBuffer.allocate(board.closedOrder().size() * Long.BYTES);
        for (String id : board.closedOrder()) at.putLong(Objects.requireNonNull(parts.get(id)));
        out.writeBytes(at.array());
        return out.toByteArray();
    }

    /**
     * @param read finds a part again
     * @param parts takes where each closed incident's part is
     */
    static Board read(byte[] form, LongFunction<byte[]> read, Map<String, Long> parts) {
        int end = lineEnd(form, 0);
        Board board = WHOLE.readValue(form, 0, end, Board.class);
        ByteBuffer at = ByteBuffer.wrap(form, end + 1, form.length - end - 1);
        if (at.remaining() != board.closedOrder().size() * Long.BYTES) {
            throw new IllegalArgumentException("a checkpoint does not end with its incidents");
        }
        Map<String, Filed> closed = HashMap.newHashMap(board.closedOrder().size());
        for (String id : board.closedOrder()) {
            long part = at.getLong();
            parts.put(id, part);
            closed.put(id, Filed.elsewhere(() -> read.apply(part)));
        }
        return board.withClosed(HashTreePMap.from(closed));
    }

    static byte[] writeIncident(Incident incident) {
        return Codec.STORED.mapper().writeValueAsBytes(incident);
    }

    static Incident readIncident(byte[] stored) {
        return Codec.STORED.mapper().readValue(stored, Incident.class);
    }

    private static int lineEnd(byte[] form, int from) {
        for (int i = from; i < form.length; i++) if (form[i] == '\n') return i;
        throw new IllegalArgumentException("the snapshot ends within a line, at byte " + from);
    }
}
