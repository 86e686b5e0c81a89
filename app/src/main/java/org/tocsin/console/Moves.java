package org.tocsin.console;

import org.tocsin.dispatch.Codec;
import org.tocsin.dispatch.Commit;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Event;
import org.tocsin.journal.Entry;
import org.tocsin.journal.Journal;
import org.tocsin.unit.UnitEvent;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which units were sent to wait elsewhere lately, at any desk: crews are not moved without end. */
final class Moves implements Desk.Listener {
    /** Moves of a unit that are remembered. */
    static final int MAX = 200;

    /** Entries read for it at the start: what was before is not counted. */
    private static final int AT_START = 10_000;

    private static final String TYPE = "{\"type\":\"Relocated\"";

    private final Map<String, Deque<Move>> byUnit = new HashMap<>();

    /** The stations by id. */
    record Move(Instant at, String from, String to) {}

    Moves(Journal journal, String center) {
        long from = Math.max(1, journal.head(center).position() - AT_START + 1);
        for (Entry entry : journal.read(center, from, AT_START)) {
            if (!entry.event().startsWith(TYPE)) continue;
            remember(Codec.STORED.readEvent(entry.event()), entry.at());
        }
    }

    @Override
    public void committed(Commit commit) {
        for (int i = 0; i < commit.events().size(); i++) {
            remember(commit.events().get(i), commit.entries().get(i).at());
        }
    }

    private synchronized void remember(Event event, Instant at) {
        if (!(event instanceof Event.OfUnit(UnitEvent.Relocated e))) return;
        Deque<Move> moves = byUnit.computeIfAbsent(e.unit(), _ -> new ArrayDeque<>());
        moves.addLast(new Move(at, e.was(), e.station()));
        if (moves.size() > MAX) moves.removeFirst();
    }

    /** The latest last. */
    synchronized List<Move> of(String unit) {
        Deque<Move> moves = byUnit.get(unit);
        return moves == null ? List.of() : List.copyOf(moves);
    }
}
