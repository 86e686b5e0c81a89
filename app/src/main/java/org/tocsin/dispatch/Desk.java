package org.tocsin.dispatch;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tocsin.center.Center;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.incident.Refused;
import org.tocsin.journal.Appended;
import org.tocsin.journal.Draft;
import org.tocsin.journal.Entry;
import org.tocsin.journal.Head;
import org.tocsin.journal.Journal;
import org.tocsin.journal.Sealed;
import org.tocsin.journal.Snapshot;
import org.tocsin.journal.Vault;
import org.tocsin.journal.VaultUnavailable;
import org.tocsin.journal.Writer;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The single writer of a center: every change goes through here. Requests wait in a queue; the
 * desk's own thread takes up to {@link Writer#MAX_BATCH} of them, decides one after the other on
 * the board as the earlier ones left it, has the facts journalled in one batch, and only when they
 * are on disk shows the new board and answers. So nobody ever sees what the disk does not have.
 *
 * <p>If the journal does not say that a batch is on disk, the desk answers {@link
 * Outcome.Unavailable}, forgets what it had decided, opens the journal anew and replays it; clients
 * send their requests again with the same ids and get the first answer where there was one. If a
 * newer writer has the center, the desk stops for good.
 *
 * <p>Any thread may {@link #submit} and read the {@link #board}. Without {@link #start} there is no
 * thread of its own: simulations and tests call {@link #work} and {@link #tick}.
 */
public final class Desk implements AutoCloseable {
    /** Requests waiting for the desk; more are refused at once. */
    public static final int MAX_WAITING = 10_000;

    /** Requests whose answers are remembered, so that one sent again is not done again. */
    public static final int MAX_REMEMBERED = 100_000;

    /** What one request may change at once. */
    static final int MAX_EVENTS = Writer.MAX_BATCH / 2;

    /** Entries between two snapshots. */
    static final int SNAPSHOT_EVERY = 50_000;

    /** How long recovery is tried, once a second, before the desk stops. */
    static final int MAX_RECOVERIES = 60;

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final long TICK_MILLIS = 1_000;
    private static final String CONFIGURATION = "configuration";

    private final String center;
    private final Journal journal;
    private final InstantSource clock;
    private final Decide decide;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Remembered> remembered =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
                    return size() > MAX_REMEMBERED;
                }
            };
    private final Vault vault;
    private Writer writer;
    private final AtomicBoolean saving = new AtomicBoolean();
    private long snapshotAt;
    private @Nullable Batch batch;
    private @Nullable Thread thread;
    private volatile Board board;
    private volatile boolean closing;
    private volatile @Nullable String stopped;

    /** Is told of what has been committed, on the desk's thread: it must be quick and not throw. */
    public interface Listener {
        void committed(Commit commit);

        /** The desk takes no requests, for that reason, until it says that it goes on. */
        default void stopped(String why) {}

        /** The desk takes requests again, after replaying its journal. */
        default void resumed(Board board) {}
    }

    private record Waiting(Envelope envelope, CompletableFuture<Outcome> answer) {}

    /** Wakes the desk's thread so that it sees that it is to close. */
    private static final Waiting WAKE =
            new Waiting(
                    new Envelope("wake", Decide.TIMER, new Request.CheckIn("")),
                    new CompletableFuture<>());

    /** What a request got for an answer. */
    private sealed interface Remembered {
        /**
         * In this run; an id is good for one request only.
         *
         * @param request its hash: the request itself may be large
         */
        record Answered(Outcome outcome, int request) implements Remembered {}

        /** Before this run: the entries it made. */
        record Recorded(long first, long last) implements Remembered {}
    }

    /**
     * A desk on the journal as it stands, with the configuration given from now on.
     *
     * @param driving how units drive: written into the record when it is another than there
     * @throws IllegalStateException if the driving profiles are too long for one entry
     * @throws org.tocsin.journal.JournalDamaged if the journal is not whole
     */
    public static Desk open(
            Center config,
            DrivingProfiles driving,
            Journal journal,
            Vault vault,
            InstantSource clock) {
        return open(config, Optional.of(driving), journal, vault, clock);
    }

    /** The same where nobody is to prove by which driving profiles its units were chosen. */
    public static Desk open(Center config, Journal journal, Vault vault, InstantSource clock) {
        return open(config, Optional.empty(), journal, vault, clock);
    }

    private static Desk open(
            Center config,
            Optional<DrivingProfiles> driving,
            Journal journal,
            Vault vault,
            InstantSource clock) {
        var desk = new Desk(config, journal, vault, clock);
        desk.configure(config, driving);
        return desk;
    }

    private Desk(Center config, Journal journal, Vault vault, InstantSource clock) {
        this.center = config.id();
        this.journal = journal;
        this.vault = vault;
        this.clock = clock;
        decide = new Decide(new Sealer(vault, Codec.STORED), this::doneBy);
        writer = journal.open(center);
        board = replay(Board.empty(withoutSignIns(config)));
    }

    /** The record holds how the center is made up, not who may sign in with what. */
    private static Center withoutSignIns(Center config) {
        return config.withSignIns(List.of());
    }

    /** The board as it is on disk. */
    public Board board() {
        return board;
    }

    public String center() {
        return center;
    }

    /** Why the desk takes no requests, if it does not. */
    public Optional<String> stopped() {
        return Optional.ofNullable(stopped);
    }

    /** Tells this listener of every commit from now on. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    public void unlisten(Listener listener) {
        listeners.remove(listener);
    }

    /** Begins to take requests on a thread of its own, and to let timers run. */
    public synchronized void start() {
        if (thread != null) throw new IllegalStateException("already started");
        thread = Thread.ofPlatform().name("desk-" + center).start(this::run);
    }

    /**
     * Asks for something. The answer comes when it is on disk, and after every listener was told.
     * Never blocks: when too many wait the answer is {@link Outcome.Unavailable} at once.
     */
    public CompletableFuture<Outcome> submit(Envelope envelope) {
        var waiting = new Waiting(envelope, new CompletableFuture<>());
        String why = closing ? "The center is closing down." : stopped;
        if (why != null) {
            waiting.answer().complete(new Outcome.Unavailable(why));
        } else if (!queue.offer(waiting)) {
            waiting.answer()
                    .complete(
                            new Outcome.Unavailable(
                                    "%d requests are waiting, the most there may be; try again."
                                            .formatted(MAX_WAITING)));
        }
        return waiting.answer();
    }

    // --- the desk's thread ---

    private void run() {
        long nextTick = System.nanoTime();
        while (!closing) {
            try {
                var requests = new ArrayList<Waiting>();
                long left = Math.max(0, nextTick - System.nanoTime());
                Waiting first = queue.poll(left, TimeUnit.NANOSECONDS);
                if (first != null) {
                    requests.add(first);
                    queue.drainTo(requests, Writer.MAX_BATCH - 1);
                    requests.remove(WAKE);
                    answer(requests);
                }
                if (System.nanoTime() - nextTick >= 0) {
                    nextTick = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
                    tick();
                }
            } catch (InterruptedException e) {
                break;
            } catch (RuntimeException e) {
                LOG.error("The desk of {} has failed", center, e);
                stop("The desk has failed: " + e);
            }
        }
        refuseWaiting("The center is closing down.");
    }

    private void answer(List<Waiting> requests) {
        List<Outcome> outcomes;
        try {
            outcomes = work(requests.stream().map(Waiting::envelope).toList());
        } catch (RuntimeException e) {
            for (Waiting each : requests) {
                each.answer().complete(new Outcome.Unavailable("The desk has failed."));
            }
            throw e;
        }
        for (int i = 0; i < requests.size(); i++) {
            requests.get(i).answer().complete(outcomes.get(i));
        }
    }

    private void refuseWaiting(String why) {
        for (Waiting each = queue.poll(); each != null; each = queue.poll()) {
            each.answer().complete(new Outcome.Unavailable(why));
        }
    }

    /**
     * Decides these requests and has them journalled, in batches; returns when they are on disk.
     * For simulations and tests; a started desk does it by itself.
     *
     * @return an outcome for each, in order
     */
    public synchronized List<Outcome> work(List<Envelope> envelopes) {
        var outcomes = new ArrayList<Outcome>();
        var next = new Batch(board, journal.keeps());
        batch = next;
        try {
            for (Envelope envelope : envelopes) {
                if (next.isFull()) {
                    outcomes.addAll(commit(next));
                    next = new Batch(board, journal.keeps());
                    batch = next;
                }
                decide(next, envelope);
            }
            outcomes.addAll(commit(next));
        } finally {
            batch = null;
        }
        return outcomes;
    }

    /** Lets the time that has passed take effect: timers, booked incidents, shifts. */
    public synchronized void tick() {
        if (stopped != null) return;
        Instant now = clock.instant();
        Deciding decided = Decide.byTime(board, now);
        List<Event> events = decided.events();
        for (int from = 0; from < events.size(); from += Writer.MAX_BATCH) {
            int to = Math.min(events.size(), from + Writer.MAX_BATCH);
            List<Event> part = events.subList(from, to);
            var next = new Batch(board, journal.keeps());
            Board after =
                    part.size() == events.size()
                            ? decided.board()
                            : next.after(part, Decide.TIMER, now);
            next.add(
                    "%s-%d".formatted(Decide.TIMER, board.position() + 1),
                    Decide.TIMER,
                    now,
                    part,
                    after);
            commit(next);
        }
    }

    private void configure(Center config, Optional<DrivingProfiles> driving) {
        Center recorded = withoutSignIns(config);
        var events = new ArrayList<Event>();
        if (board.position() == 0 || !board.center().equals(recorded)) {
            events.add(new Event.OfRoom(new DispatchEvent.CenterConfigured(recorded)));
        }
        Optional<DrivingProfiles> known = board.driving().map(Board.Driving::profiles);
        if (driving.isPresent() && !driving.equals(known)) {
            var event = new Event.OfRoom(new DispatchEvent.DrivingConfigured(driving.get()));
            checkLength(event);
            events.add(event);
        }
        if (events.isEmpty()) return;
        var next = new Batch(board, journal.keeps());
        Instant now = clock.instant();
        next.add(
                "configuration-" + (board.position() + 1),
                CONFIGURATION,
                now,
                events,
                next.after(events, CONFIGURATION, now));
        commit(next);
        if (stopped != null) throw new IllegalStateException(stopped);
    }

    /** Two hundred hours in an area of a thousand points each may be more than an entry holds. */
    private static void checkLength(Event driving) {
        int characters = Codec.STORED.writeEvent(driving).length();
        if (characters <= Draft.MAX_EVENT_CHARACTERS) return;
        throw new IllegalStateException(
                "the driving profiles take %,d characters in the record, expected at most %,d; give their hours fewer or simpler areas"
                        .formatted(characters, Draft.MAX_EVENT_CHARACTERS));
    }

    // --- deciding and committing ---

    /** What was decided and is not on disk yet. */
    private static final class Batch {
        private final Board before;
        private Board board;
        private final List<Draft> drafts = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();
        private final List<Outcome> outcomes = new ArrayList<>();
        private final Map<String, Remembered> fresh = new HashMap<>();
        private final boolean kept;
        private long characters;

        /**
         * @param kept whether the journal keeps what it is given; otherwise nobody reads it
         */
        Batch(Board before, boolean kept) {
            this.before = before;
            this.kept = kept;
            board = before;
        }

        boolean isFull() {
            return drafts.size() >= Writer.MAX_BATCH - MAX_EVENTS
                    || characters >= Writer.MAX_BATCH_CHARACTERS / 2;
        }

        private String written(Event event) {
            return kept ? Codec.STORED.writeEvent(event) : "{}";
        }

        /** The facts of a request of this batch. */
        List<UndoVerb.Done> facts(Outcome.Done done) {
            var facts = new ArrayList<UndoVerb.Done>();
            for (long at = done.first(); at <= done.last(); at++) {
                int index = Math.toIntExact(at - before.position() - 1);
                facts.add(new UndoVerb.Done(at, events.get(index)));
            }
            return facts;
        }

        /** The board with these facts, which no person brought about. */
        Board after(List<Event> part, String actor, Instant now) {
            Board folded = board;
            for (Event event : part) folded = folded.apply(event, actor, now);
            return folded;
        }

        /**
         * @param after the board with these facts
         */
        void add(String request, String actor, Instant now, List<Event> decided, Board after) {
            // Every fact but the first of a request was led to by the first.
            long first = board.position() + 1;
            int already = drafts.size();
            for (Event event : decided) {
                boolean leads = drafts.size() == already;
                drafts.add(
                        new Draft(
                                now,
                                actor,
                                request,
                                leads ? OptionalLong.empty() : OptionalLong.of(first),
                                written(event)));
                characters += drafts.getLast().event().length();
                events.add(event);
            }
            board = after;
        }
    }

    private void decide(Batch next, Envelope envelope) {
        Remembered known = next.fresh.get(envelope.id());
        if (known == null) known = remembered.get(envelope.id());
        if (known != null) {
            next.outcomes.add(answerAgain(known, envelope));
            return;
        }
        Outcome outcome = decideAnew(next, envelope);
        next.outcomes.add(outcome);
        // Where nothing is kept nobody asks again, and what was asked would outlive its use.
        if (!next.kept) return;
        boolean isAnswer =
                switch (outcome) {
                    case Outcome.Done _, Outcome.Rejected _ -> true;
                    // Sent again it may be done.
                    case Outcome.Unavailable _, Outcome.Failed _ -> false;
                };
        if (!isAnswer) return;
        next.fresh.put(
                envelope.id(), new Remembered.Answered(outcome, envelope.request().hashCode()));
    }

    private Outcome answerAgain(Remembered known, Envelope envelope) {
        return switch (known) {
            case Remembered.Recorded(long first, long last) ->
                    Outcome.Done.of(
                            first,
                            recorded(first, last).stream().map(UndoVerb.Done::event).toList());
            case Remembered.Answered(Outcome outcome, int request) ->
                    request == envelope.request().hashCode()
                            ? outcome
                            : new Outcome.Rejected(
                                    "The id %s was used for another request."
                                            .formatted(envelope.id()));
        };
    }

    private Outcome decideAnew(Batch next, Envelope envelope) {
        Instant now = clock.instant();
        try {
            Deciding decided = decide.on(next.board, envelope, now);
            List<Event> events = decided.events();
            if (events.size() > MAX_EVENTS) {
                return new Outcome.Rejected(
                        "That changes %d things at once, the most is %d; do it in parts."
                                .formatted(events.size(), MAX_EVENTS));
            }
            long first = next.board.position() + 1;
            next.add(envelope.id(), envelope.actor(), now, events, decided.board());
            return Outcome.Done.of(first, events);
        } catch (Refused e) {
            return new Outcome.Rejected(e.sentence());
        } catch (VaultUnavailable e) {
            LOG.error("Request {} of {} waits for the vault", envelope.id(), center, e);
            return new Outcome.Unavailable(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Nothing of it was added: the board is immutable and the drafts are written last.
            LOG.error("Request {} of {} failed", envelope.id(), center, e);
            return new Outcome.Failed("The request failed; the fault is in the server's log.");
        }
    }

    private List<Outcome> commit(Batch next) {
        if (stopped != null) return unavailable(next, stopped);
        if (next.drafts.isEmpty()) {
            remembered.putAll(next.fresh);
            return next.outcomes;
        }
        return switch (writer.append(next.drafts, writer.head())) {
            case Appended.Committed committed -> {
                publish(next, committed);
                yield next.outcomes;
            }
            case Appended.Fenced fenced -> {
                stop(
                        "Another server has taken over this center (epoch %d); this one has stopped."
                                .formatted(fenced.byEpoch()));
                yield unavailable(next, "Another server has taken over this center.");
            }
            case Appended.Unknown unknown -> {
                LOG.error("The journal of {} does not answer: {}", center, unknown.why());
                recover(unknown.why());
                yield unavailable(next, "The journal did not answer; send the request again.");
            }
        };
    }

    private static List<Outcome> unavailable(Batch next, String why) {
        return next.outcomes.stream()
                .map(
                        outcome ->
                                outcome instanceof Outcome.Done
                                        ? new Outcome.Unavailable(why)
                                        : outcome)
                .toList();
    }

    private void publish(Batch next, Appended.Committed committed) {
        board = next.board;
        remembered.putAll(next.fresh);
        var entries = new ArrayList<Entry>(next.drafts.size());
        long position = committed.first();
        for (Draft draft : next.drafts) {
            entries.add(
                    new Entry(
                            center,
                            position++,
                            draft.at(),
                            draft.actor(),
                            draft.requestId(),
                            draft.cause(),
                            draft.event()));
        }
        var commit = new Commit(next.before, next.board, entries, next.events);
        for (Listener listener : listeners) listener.committed(commit);
        if (!journal.keeps()) return;
        if (board.position() - snapshotAt >= SNAPSHOT_EVERY) saveSnapshot();
    }

    // --- stopping, recovering, replaying ---

    private void stop(String why) {
        stopped = why;
        LOG.error("The desk of {} takes no requests: {}", center, why);
        for (Listener listener : listeners) listener.stopped(why);
        refuseWaiting(why);
    }

    /** What the disk has is what counts: replay it, and go on from there. */
    private void recover(String why) {
        stop("The journal does not answer (%s); trying to go on.".formatted(why));
        for (int i = 0; i < MAX_RECOVERIES && !closing; i++) {
            try {
                writer = journal.open(center);
                board = replay(Board.empty(board.center()));
                stopped = null;
                for (Listener listener : listeners) listener.resumed(board);
                return;
            } catch (RuntimeException e) {
                LOG.error("Could not reopen the journal of {}", center, e);
                if (!pause()) return;
            }
        }
        stop("The journal could not be opened again; restart the server: " + why);
    }

    private static boolean pause() {
        try {
            Thread.sleep(TICK_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Board replay(Board empty) {
        Optional<Snapshot> snapshot =
                journal.snapshot(center)
                        .filter(kept -> kept.codeVersion().equals(BoardForm.VERSION));
        if (snapshot.isPresent()) {
            // What the requests before it were called does not depend on it: read at once.
            Head head = snapshot.get().head();
            CompletableFuture<Board> board =
                    CompletableFuture.supplyAsync(
                            () -> BoardForm.read(snapshot.get().state()),
                            Thread.ofPlatform().name("board-" + center).daemon()::start);
            try {
                return replay(head.position(), board);
            } catch (CompletionException e) {
                LOG.warn("The snapshot of {} is of no use; all is replayed instead", center, e);
            }
        }
        return replay(empty.position(), CompletableFuture.completedFuture(empty));
    }

    private Board replay(long from, CompletableFuture<Board> start) {
        snapshotAt = from;
        remembered.clear();
        var replay = new Replay(from, start);
        journal.replay(
                center, Math.max(1, from + 1 - Math.min(from, MAX_REMEMBERED)), replay::take);
        replay.flush();
        Board end = replay.board();
        if (end.position() != writer.head().position()) {
            throw new IllegalStateException(
                    "replayed to %d, but the journal of %s ends at %d"
                            .formatted(end.position(), center, writer.head().position()));
        }
        return end;
    }

    /** Folds the entries after a board, and remembers which request made which. */
    private final class Replay {
        private final long from;
        private final CompletableFuture<Board> start;
        private @Nullable Board board;
        private String requestId = "";
        private long first;
        private long last;

        Replay(long from, CompletableFuture<Board> start) {
            this.from = from;
            this.start = start;
        }

        /** The board as far as it is replayed. */
        Board board() {
            if (board == null) board = start.join();
            return board;
        }

        void take(Entry entry) {
            if (entry.position() > from) {
                Event event = Codec.STORED.readEvent(entry.event());
                board = board().apply(event, entry.actor(), entry.at());
                recall(event);
            }
            if (!entry.requestId().equals(requestId)) {
                flush();
                requestId = entry.requestId();
                first = entry.position();
            }
            last = entry.position();
        }

        void flush() {
            if (last > 0) remembered.put(requestId, new Remembered.Recorded(first, last));
        }
    }

    private void recall(Event event) {
        switch (event) {
            case Event.OfIncident(IncidentEvent.CallTaken e) ->
                    e.sealed().ifPresent(text -> vault.recall(e.incident(), new Sealed(text)));
            case Event.OfIncident(IncidentEvent.NoteAdded e) ->
                    vault.recall(e.incident(), new Sealed(e.sealed()));
            case Event.OfIncident _, Event.OfUnit _, Event.OfRoom _ -> {}
        }
    }

    /** A running desk does not wait for it: the board is immutable. */
    private void saveSnapshot() {
        snapshotAt = board.position();
        Board of = board;
        Head head = writer.head();
        if (thread == null || closing) {
            save(of, head);
        } else if (saving.compareAndSet(false, true)) {
            Thread.ofPlatform().name("snapshot-" + center).start(() -> saveAside(of, head));
        }
    }

    private void saveAside(Board of, Head head) {
        try {
            save(of, head);
        } finally {
            saving.set(false);
        }
    }

    private void save(Board of, Head head) {
        try {
            journal.save(new Snapshot(center, head, BoardForm.VERSION, BoardForm.write(of)));
        } catch (RuntimeException e) {
            LOG.warn("No snapshot of {} could be saved", center, e);
        }
    }

    /** What a remembered request made happen, from the batch under way or the journal. */
    private List<UndoVerb.Done> doneBy(String request) {
        Batch underWay = batch;
        Remembered known = underWay == null ? null : underWay.fresh.get(request);
        if (known == null) known = remembered.get(request);
        return switch (known) {
            case null -> List.of();
            case Remembered.Recorded(long first, long last) -> recorded(first, last);
            case Remembered.Answered(Outcome.Done done, _) ->
                    underWay != null && done.first() > underWay.before.position()
                            ? underWay.facts(done)
                            : recorded(done.first(), done.last());
            case Remembered.Answered _ -> List.of();
        };
    }

    private List<UndoVerb.Done> recorded(long first, long last) {
        return journal.read(center, first, Math.toIntExact(last - first + 1)).stream()
                .map(
                        entry ->
                                new UndoVerb.Done(
                                        entry.position(), Codec.STORED.readEvent(entry.event())))
                .toList();
    }

    /** Stops taking requests, answers those that wait, and saves a snapshot. */
    @Override
    public void close() {
        closing = true;
        Thread running = thread;
        if (running != null) {
            // Not interrupted: an interrupt in the middle of an append would close the files.
            queue.offer(WAKE);
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        synchronized (this) {
            if (stopped == null && journal.keeps() && board.position() > snapshotAt) saveSnapshot();
        }
    }
}
