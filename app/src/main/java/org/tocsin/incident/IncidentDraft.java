package org.tocsin.incident;

import org.pcollections.PVector;
import org.tocsin.place.Location;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** An incident while one fact is folded into it: a copy that may change until it is built. */
final class IncidentDraft {
    private final Incident from;
    String type;
    int priority;
    Location location;
    int alarmLevel;
    String desk;
    Instant openedAt;
    Optional<Instant> scheduledFor;
    PVector<Call> calls;
    PVector<Assignment> assignments;
    PVector<Incident.Note> notes;
    PVector<Incident.Photo> photos;
    PVector<Answered> answers;
    PVector<Incident.Told> notified;
    PVector<String> links;
    Optional<Incident.Closing> closing;
    boolean forgotten;
    private PVector<Long> entries;

    IncidentDraft(Incident from) {
        this.from = from;
        type = from.type();
        priority = from.priority();
        location = from.location();
        alarmLevel = from.alarmLevel();
        desk = from.desk();
        openedAt = from.openedAt();
        scheduledFor = from.scheduledFor();
        calls = from.calls();
        assignments = from.assignments();
        notes = from.notes();
        photos = from.photos();
        answers = from.answers();
        notified = from.notified();
        links = from.links();
        closing = from.closing();
        forgotten = from.forgotten();
        entries = from.entries();
    }

    /** Changes the assignment with that id; without a result it is taken out. */
    void change(long id, Function<Assignment, Optional<Assignment>> how) {
        for (int i = 0; i < assignments.size(); i++) {
            if (assignments.get(i).id() != id) continue;
            Optional<Assignment> changed = how.apply(assignments.get(i));
            assignments =
                    changed.isPresent() ? assignments.with(i, changed.get()) : assignments.minus(i);
            return;
        }
        throw new IllegalArgumentException("no assignment " + id + " at " + from.id());
    }

    void log(long position) {
        if (entries.size() >= Incident.MAX_ENTRIES) entries = entries.minus(0);
        entries = entries.plus(position);
    }

    Incident build() {
        return new Incident(
                from.id(),
                from.origin(),
                type,
                priority,
                location,
                alarmLevel,
                desk,
                openedAt,
                scheduledFor,
                calls,
                assignments,
                notes,
                photos,
                answers,
                notified,
                links,
                closing,
                forgotten,
                entries);
    }
}
