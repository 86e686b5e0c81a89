package org.tocsin.simulate;

import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Those who answer calls, as many as the hour has. A call that finds all of them at work rings
 * until one is free, the first to ring first. Whose hours end finishes the call at hand. For one
 * thread.
 */
final class CallTakers {
    private final Optional<List<Integer>> byHour;
    private final ZoneId zone;
    private final Agenda agenda;
    private final ArrayDeque<Ringing> line = new ArrayDeque<>();
    private int busy;
    private boolean looksNextHour;

    /** Hears that a call was answered. */
    interface Answered {
        void after(long rangMillis);
    }

    private record Ringing(long since, long takesMillis, Answered then) {}

    /**
     * @param byHour of the day; empty: every call is answered at once
     */
    CallTakers(Optional<List<Integer>> byHour, ZoneId zone, Agenda agenda) {
        this.byHour = byHour;
        this.zone = zone;
        this.agenda = agenda;
    }

    /**
     * A call rings now.
     *
     * @param takesMillis how long it keeps who answers it
     */
    void ring(long takesMillis, Answered then) {
        if (byHour.isEmpty()) {
            then.after(0);
            return;
        }
        line.add(new Ringing(agenda.now(), takesMillis, then));
        answer(byHour.get());
    }

    private void answer(List<Integer> here) {
        var now = agenda.instant().atZone(zone);
        while (!line.isEmpty() && busy < here.get(now.getHour())) {
            Ringing next = line.remove();
            busy++;
            agenda.in(next.takesMillis(), () -> done(here));
            next.then().after(agenda.now() - next.since());
        }
        if (line.isEmpty() || looksNextHour) return;
        looksNextHour = true;
        Duration left = Duration.between(now, now.truncatedTo(ChronoUnit.HOURS).plusHours(1));
        agenda.in(left.toMillis(), () -> hourTurns(here));
    }

    private void done(List<Integer> here) {
        busy--;
        answer(here);
    }

    /** More may be there now. */
    private void hourTurns(List<Integer> here) {
        looksNextHour = false;
        answer(here);
    }
}
