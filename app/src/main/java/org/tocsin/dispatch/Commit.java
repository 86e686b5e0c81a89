package org.tocsin.dispatch;

import org.tocsin.journal.Entry;

import java.util.List;

/**
 * A batch that is on disk.
 *
 * @param entries the batch, in order
 * @param events what each of them says
 */
public record Commit(Board before, Board after, List<Entry> entries, List<Event> events) {
    public Commit {
        entries = List.copyOf(entries);
        events = List.copyOf(events);
    }
}
