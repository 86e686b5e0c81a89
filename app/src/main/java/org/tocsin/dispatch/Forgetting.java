package org.tocsin.dispatch;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tocsin.incident.Incident;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.journal.Entry;
import org.tocsin.journal.Journal;
import org.tocsin.journal.Photos;
import org.tocsin.journal.Vault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Forgets what was said and photographed of incidents when they have been closed for long enough:
 * the record says so first, then the keys and the photos go. What was begun and not ended, because
 * the power failed between, is ended by the next round. Incidents are found in the journal, not on
 * the board, which holds the latest closed ones only.
 *
 * <p>{@link #round} is for one thread at a time.
 */
public final class Forgetting implements AutoCloseable {
    /** Incidents forgotten in one round; the others wait for the next. */
    static final int MAX_A_ROUND = 5_000;

    /** A server that starts has other things to read first. */
    private static final Duration BEFORE_FIRST = Duration.ofMinutes(1);

    private static final Duration BETWEEN_ROUNDS = Duration.ofHours(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final String ACTOR = "retention";
    private static final List<String> TOLD_BY =
            List.of(
                    IncidentEvent.IncidentClosed.class.getSimpleName(),
                    IncidentEvent.IncidentReopened.class.getSimpleName(),
                    IncidentEvent.IncidentForgotten.class.getSimpleName());
    private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);

    private final Desk desk;
    private final Journal journal;
    private final Vault vault;
    private final Photos photos;
    private final Optional<Duration> after;
    private final InstantSource clock;
    private final Map<String, IncidentEvent.IncidentClosed> closed = new HashMap<>();

    /** In the record as forgotten, but perhaps not yet dropped. */
    private final Set<String> toDrop = new HashSet<>();

    private long scannedTo;
    private @Nullable Thread thread;

    /**
     * @param vault of this center alone: two centers may have incidents of the same number
     * @param after how long after its closing an incident is forgotten; empty: never
     */
    public Forgetting(
            Desk desk,
            Journal journal,
            Vault vault,
            Photos photos,
            Optional<Duration> after,
            InstantSource clock) {
        this.desk = desk;
        this.journal = journal;
        this.vault = vault;
        this.photos = photos;
        this.after = after;
        this.clock = clock;
    }

    /** Drops photos whose request never reached the record. Only before the desk takes requests. */
    public void dropStrays() {
        for (Photos.Kept kept : photos.of(desk.center())) {
            boolean stray =
                    desk.board()
                            .findIncident(kept.incident())
                            .filter(incident -> !holds(incident, kept))
                            .isPresent();
            if (stray) photos.drop(kept);
        }
    }

    private static boolean holds(Incident incident, Photos.Kept kept) {
        return incident.photos().stream().anyMatch(each -> each.sha256().equals(kept.sha256()));
    }

    /** Goes round in a minute and every hour, on a thread of its own, until it is closed. */
    public synchronized void start() {
        if (thread != null) throw new IllegalStateException("already started");
        thread = Thread.ofPlatform().daemon().name("forget-" + desk.center()).start(this::run);
    }

    private void run() {
        Duration wait = BEFORE_FIRST;
        while (true) {
            try {
                Thread.sleep(wait);
                round();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("Could not forget what is due in {}; trying later", desk.center(), e);
            }
            wait = BETWEEN_ROUNDS;
        }
    }

    /** Forgets what is due now. */
    public void round() {
        scan();
        if (after.isPresent()) {
            Instant before = clock.instant().minus(after.get());
            List<String> due =
                    closed.keySet().stream()
                            .filter(incident -> isDue(incident, before, 0))
                            .limit(MAX_A_ROUND)
                            .toList();
            if (!due.stream().allMatch(this::record)) {
                LOG.warn("The desk of {} did not take what is to be forgotten", desk.center());
            }
            scan();
        }
        for (String incident : List.copyOf(toDrop)) {
            if (!vault.isForgotten(incident)) vault.forget(incident);
            photos.forget(desk.center(), incident);
            toDrop.remove(incident);
        }
    }

    /** What was merged lives as long as what it was merged into. */
    private boolean isDue(String incident, Instant before, int depth) {
        IncidentEvent.IncidentClosed closing = closed.get(incident);
        boolean forgotten = closing == null && depth > 0 && !isOpen(incident);
        if (forgotten || depth > Incident.MAX_LINKS) return true;
        if (closing == null || !closing.at().isBefore(before)) return false;
        return closing.mergedInto().isEmpty()
                || isDue(closing.mergedInto().get(), before, depth + 1);
    }

    private boolean isOpen(String incident) {
        return desk.board().findIncident(incident).filter(Incident::isOpen).isPresent();
    }

    private boolean record(String incident) {
        var envelope = new Envelope("forget-" + incident, ACTOR, new Request.Forget(incident));
        try {
            return switch (desk.submit(envelope).get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                case Outcome.Done _, Outcome.Rejected _ -> true;
                case Outcome.Unavailable _, Outcome.Failed _ -> false;
            };
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Takes in what the record says since the last time. */
    private void scan() {
        while (true) {
            List<Entry> page = journal.read(desk.center(), scannedTo + 1, Journal.MAX_PAGE);
            for (Entry entry : page) {
                scannedTo = entry.position();
                if (TOLD_BY.stream().anyMatch(type -> isOf(type, entry.event()))) take(entry);
            }
            if (page.size() < Journal.MAX_PAGE) return;
        }
    }

    private static boolean isOf(String type, String event) {
        return event.startsWith("{\"type\":\"" + type + "\"");
    }

    private void take(Entry entry) {
        if (!(Codec.STORED.readEvent(entry.event()) instanceof Event.OfIncident(var event))) return;
        if (event instanceof IncidentEvent.IncidentClosed closing) {
            closed.put(closing.incident(), closing);
        } else {
            closed.remove(event.incident());
            if (event instanceof IncidentEvent.IncidentForgotten) toDrop.add(event.incident());
        }
    }

    @Override
    public synchronized void close() {
        if (thread == null) return;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
