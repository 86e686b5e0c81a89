package org.tocsin.dispatch;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.tocsin.incident.Incident;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How a board is stored in a snapshot: one line of JSON for the board without its closed incidents,
 * then a line for each of those in the order in which they were closed. So each can stay as it is
 * until somebody looks at it.
 */
final class BoardForm {
    /** Stored with snapshots: change it when the form changes. */
    static final String VERSION = "board-3";

    private BoardForm() {}

    static byte[] write(Board board) {
        var out = new ByteArrayOutputStream(1 << 20);
        out.writeBytes(
                Codec.STORED.mapper().writeValueAsBytes(board.withClosed(HashTreePMap.empty())));
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
        Board board = Codec.STORED.mapper().readValue(form, 0, end, Board.class);
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
