package org.tocsin.simulate;

import org.jspecify.annotations.Nullable;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Envelope;
import org.tocsin.dispatch.Outcome;
import org.tocsin.dispatch.Request;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What those who are played ask of the desk, and how it answers. For one thread. */
final class Requests {
    private static final String ACTOR = "lab";

    private final Desk desk;
    private final Agenda agenda;
    private final @Nullable List<Asked> asked;
    private long number;
    private int refused;

    /**
     * A request and when it was made, for a live desk to be asked the same.
     *
     * @param envelope empty: time passed
     */
    record Asked(Instant at, Optional<Envelope> envelope) {}

    /**
     * @param remembers whether what was asked is kept
     */
    Requests(Desk desk, Agenda agenda, boolean remembers) {
        this.desk = desk;
        this.agenda = agenda;
        asked = remembers ? new ArrayList<>() : null;
    }

    Outcome ask(Request request) {
        var envelope = new Envelope("lab-" + ++number, ACTOR, request);
        if (asked != null) asked.add(new Asked(agenda.instant(), Optional.of(envelope)));
        Outcome outcome = desk.work(List.of(envelope)).getFirst();
        return switch (outcome) {
            case Outcome.Done _ -> outcome;
            case Outcome.Rejected _ -> {
                refused++;
                yield outcome;
            }
            case Outcome.Unavailable(String why) -> throw new IllegalStateException(why);
            case Outcome.Failed(String why) -> throw new IllegalStateException(why);
        };
    }

    boolean done(Request request) {
        return ask(request) instanceof Outcome.Done;
    }

    /** Time passed: the desk looks at its timers. */
    void tick() {
        if (asked != null) asked.add(new Asked(agenda.instant(), Optional.empty()));
        desk.tick();
    }

    int refused() {
        return refused;
    }

    /** Everything, if it is kept. */
    List<Asked> asked() {
        return asked == null ? List.of() : List.copyOf(asked);
    }
}
