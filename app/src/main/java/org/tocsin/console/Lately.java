package org.tocsin.console;

import org.tocsin.dispatch.Codec;
import org.tocsin.dispatch.Commit;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Event;
import org.tocsin.journal.Entry;
import org.tocsin.journal.Journal;

import java.time.Instant;
import java.util.List;

/** What a room remembers of its latest entries, at whichever desk they were made. */
abstract class Lately implements Desk.Listener {
    /** Entries read at the start of a room: what was before is not remembered. */
    static final int AT_START = 10_000;

    private final String stored;

    /**
     * @param type of the events that are remembered
     */
    Lately(Class<?> type) {
        stored = "{\"type\":\"%s\"".formatted(type.getSimpleName());
    }

    /** Tells all of them what the journal's latest entries say. */
    static void read(Journal journal, String center, List<Lately> all) {
        long from = Math.max(1, journal.head(center).position() - AT_START + 1);
        for (Entry entry : journal.read(center, from, AT_START)) {
            for (Lately each : all) {
                if (!entry.event().startsWith(each.stored)) continue;
                each.remember(Codec.STORED.readEvent(entry.event()), entry.at());
            }
        }
    }

    @Override
    public final void committed(Commit commit) {
        for (int i = 0; i < commit.events().size(); i++) {
            remember(commit.events().get(i), commit.entries().get(i).at());
        }
    }

    abstract void remember(Event event, Instant at);
}
