package org.tocsin.console;

import org.tocsin.center.MoveUpLimits;
import org.tocsin.dispatch.Event;
import org.tocsin.unit.UnitEvent;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which units were sent to wait elsewhere lately, at any desk: crews are not moved without end. */
final class Moves extends Lately {
    private final Map<String, Deque<Move>> byUnit = new HashMap<>();

    /** The stations by id. */
    record Move(Instant at, String from, String to) {}

    Moves() {
        super(UnitEvent.Relocated.class);
    }

    @Override
    synchronized void remember(Event event, Instant at) {
        if (!(event instanceof Event.OfUnit(UnitEvent.Relocated e))) return;
        Deque<Move> moves = byUnit.computeIfAbsent(e.unit(), _ -> new ArrayDeque<>());
        moves.addLast(new Move(at, e.was(), e.station()));
        if (moves.size() > MoveUpLimits.MOST) moves.removeFirst();
    }

    /** The latest last. */
    synchronized List<Move> of(String unit) {
        Deque<Move> moves = byUnit.get(unit);
        return moves == null ? List.of() : List.copyOf(moves);
    }
}
