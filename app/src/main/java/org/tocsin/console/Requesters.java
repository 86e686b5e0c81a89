package org.tocsin.console;

import org.tocsin.dispatch.Commit;
import org.tocsin.dispatch.Desk;
import org.tocsin.journal.Entry;
import org.tocsin.journal.Journal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who made which of the latest requests: some may undo only what they did themselves. */
final class Requesters implements Desk.Listener {
    /** Requests remembered. */
    static final int MAX = 50_000;

    /** Entries read for it at the start. */
    private static final int AT_START = 10_000;

    private final Map<String, String> actors =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > MAX;
                }
            };

    Requesters(Journal journal, String center) {
        long from = Math.max(1, journal.head(center).position() - AT_START + 1);
        journal.read(center, from, AT_START).forEach(this::remember);
    }

    @Override
    public void committed(Commit commit) {
        commit.entries().forEach(this::remember);
    }

    private synchronized void remember(Entry entry) {
        actors.put(entry.requestId(), entry.actor());
    }

    synchronized Optional<String> of(String request) {
        return Optional.ofNullable(actors.get(request));
    }
}
