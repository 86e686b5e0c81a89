package org.tocsin.console;

import org.tocsin.dispatch.DispatchEvent;
import org.tocsin.dispatch.Event;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which proposed moves nobody wanted lately, at any desk: they are not proposed again so soon. */
final class Dismissals extends Lately {
    /** For so long a dismissed move is not proposed. */
    static final Duration KEPT = Duration.ofMinutes(30);

    /** Dismissals remembered; a room has fewer in half an hour. */
    static final int MAX = 1_000;

    private final Map<Move, Instant> dismissed =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Move, Instant> eldest) {
                    return size() > MAX;
                }
            };

    private record Move(String unit, String station) {}

    Dismissals() {
        super(DispatchEvent.MoveUpDismissed.class);
    }

    @Override
    synchronized void remember(Event event, Instant at) {
        if (event instanceof Event.OfRoom(DispatchEvent.MoveUpDismissed e)) {
            dismissed.put(new Move(e.unit(), e.station()), at);
        }
    }

    /** Whether somebody said so within {@link #KEPT}. */
    synchronized boolean has(String unit, String station, Instant now) {
        Instant at = dismissed.get(new Move(unit, station));
        return at != null && now.isBefore(at.plus(KEPT));
    }
}
