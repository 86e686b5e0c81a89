package org.tocsin.console;

import org.tocsin.dispatch.Codec;
import org.tocsin.dispatch.Commit;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.DispatchEvent;
import org.tocsin.dispatch.Event;
import org.tocsin.journal.Entry;
import org.tocsin.journal.Journal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which proposed moves nobody wanted lately, at any desk: they are not proposed again so soon. */
final class Dismissals implements Desk.Listener {
    /** For so long a dismissed move is not proposed. */
    static final Duration KEPT = Duration.ofMinutes(30);

    /** Dismissals remembered; a room has fewer in half an hour. */
    static final int MAX = 1_000;

    /** Entries read for it at the start. */
    private static final int AT_START = 10_000;

    private static final String TYPE = "{\"type\":\"MoveUpDismissed\"";

    private final Map<Move, Instant> dismissed =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Move, Instant> eldest) {
                    return size() > MAX;
                }
            };

    private record Move(String unit, String station) {}

    Dismissals(Journal journal, String center) {
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
