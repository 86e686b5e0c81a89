package org.tocsin.console;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Commit;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Envelope;
import org.tocsin.dispatch.Fleet;
import org.tocsin.dispatch.Request;
import org.tocsin.unit.Position;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/**
 * What the screens of one center see, as it happens: board changes at most every 20 ms, positions
 * ten times a second, a beat every two seconds, on as many streams as are open. Each message is
 * written once and its bytes shared. Has a thread of its own, so that the desk's never waits.
 */
final class Live implements Desk.Listener, AutoCloseable {
    /** Streams of one center. */
    static final int MAX_STREAMS = 500;

    /** Commits that wait to be shown; beyond, log lines are left out (the board is not). */
    static final int MAX_COMMITS = 10_000;

    static final Duration BOARD_EVERY = Duration.ofMillis(20);
    static final Duration UNITS_EVERY = Duration.ofMillis(100);
    static final Duration BEAT_EVERY = Duration.ofSeconds(2);
    private static final Duration FULL_IS_FRESH = Duration.ofSeconds(1);
    private static final Duration ETAS_EVERY = Duration.ofSeconds(3);
    private static final Duration TRACKS_EVERY = Duration.ofSeconds(30);

    /** Whose entries the tracks are. */
    private static final String TRACKS = "tracks";

    private static final Logger LOG = LoggerFactory.getLogger(Live.class);

    private final Desk desk;
    private final Fleet fleet;
    private final InstantSource clock;
    private final DoubleSupplier pace;
    private final LiveBoard board;
    private final Etas etas;
    private final AtomicBoolean estimating = new AtomicBoolean();
    private final Position[] shown;
    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Commit> commits = new ArrayBlockingQueue<>(MAX_COMMITS);
    private final Thread thread;
    private volatile boolean boardMoved;
    private volatile boolean closing;
    private volatile boolean deskMoved;
    private byte[] fullMessage = {};
    private long fullPosition = -1;
    private Instant fullAt = Instant.EPOCH;

    /** What the `desk` event says. */
    record DeskState(Instant at, @org.jspecify.annotations.Nullable String stopped) {}

    /**
     * @param pace how many times as fast as real time the center's clock goes; 0: it is held
     */
    record Beat(Instant at, double pace) {}

    /**
     * @param pace how many times as fast as real time the clock goes
     */
    Live(
            Desk desk,
            Fleet fleet,
            RowMaker maker,
            Etas etas,
            InstantSource clock,
            DoubleSupplier pace) {
        this.pace = pace;
        this.desk = desk;
        this.fleet = fleet;
        this.etas = etas;
        this.clock = clock;
        shown = new Position[fleet.callSigns().size()];
        desk.listen(this);
        board = new LiveBoard(desk.board(), maker, fleet, clock.instant());
        thread = Thread.ofPlatform().daemon().name("live-" + desk.center()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    // --- told by the desk, on its thread ---

    @Override
    public void committed(Commit commit) {
        if (!commits.offer(commit)) LOG.warn("The log of {} leaves out entries", desk.center());
        boardMoved = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void stopped(String why) {
        deskMoved = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void resumed(Board replayed) {
        deskMoved = true;
        boardMoved = true;
        LockSupport.unpark(thread);
    }

    // --- asked by requests ---

    /** The whole board. */
    synchronized Rows.BoardMessage full() {
        refresh();
        return board.full(clock.instant());
    }

    /**
     * Opens a stream: the first message is the board, or what the screen missed.
     *
     * @param lastPosition of the last message that the screen had, if it comes back
     * @throws Problem if there are too many
     */
    synchronized void open(LiveStream stream, OptionalLong lastPosition) {
        if (streams.size() >= MAX_STREAMS) {
            throw Problem.unavailable(
                    "%d screens are connected, the most there may be.".formatted(MAX_STREAMS));
        }
        refresh();
        stream.offer(beatEvent());
        stream.offer(first(lastPosition));
        desk.stopped().ifPresent(why -> stream.offer(deskEvent()));
        streams.add(stream);
    }

    void close(LiveStream stream) {
        streams.remove(stream);
    }

    int streamCount() {
        return streams.size();
    }

    private byte[] first(OptionalLong lastPosition) {
        Instant now = clock.instant();
        if (lastPosition.isPresent()) {
            return boardEvent(board.since(lastPosition.getAsLong(), now));
        }
        // Many screens open at once after a restart: they share one message, while it is fresh.
        boolean fresh =
                fullPosition == board.position() && now.isBefore(fullAt.plus(FULL_IS_FRESH));
        if (!fresh) {
            fullMessage = boardEvent(board.full(now));
            fullPosition = board.position();
            fullAt = now;
        }
        return fullMessage;
    }

    // --- the room's own thread ---

    private void run() {
        long nextUnits = System.nanoTime();
        long nextBeat = nextUnits;
        long nextTracks = nextUnits + TRACKS_EVERY.toNanos();
        long nextBoard = nextUnits;
        long nextEtas = nextUnits;
        while (!closing) {
            long now = System.nanoTime();
            try {
                if (boardMoved && now - nextBoard >= 0) {
                    boardMoved = false;
                    nextBoard = now + BOARD_EVERY.toNanos();
                    showBoard();
                }
                if (deskMoved) {
                    deskMoved = false;
                    broadcast(deskEvent());
                }
                if (now - nextUnits >= 0) {
                    nextUnits = now + UNITS_EVERY.toNanos();
                    showUnits();
                }
                if (now - nextBeat >= 0) {
                    nextBeat = now + BEAT_EVERY.toNanos();
                    beat();
                }
                if (now - nextEtas >= 0) {
                    nextEtas = now + ETAS_EVERY.toNanos();
                    if (estimating.compareAndSet(false, true)) {
                        Thread.ofVirtual().name("etas-" + desk.center()).start(this::estimate);
                    }
                }
                if (now - nextTracks >= 0) {
                    nextTracks = now + TRACKS_EVERY.toNanos();
                    recordTracks();
                }
            } catch (RuntimeException e) {
                // The screens must not go on with a board that may be wrong: they come back and
                // get it whole.
                LOG.error("The screens of {} are cut off", desk.center(), e);
                cutAll();
            }
            long until = boardMoved ? Math.min(nextBoard, nextUnits) : nextUnits;
            LockSupport.parkNanos(Math.max(1, until - System.nanoTime()));
        }
    }

    /** Says the time to every screen, and how fast it goes: at once when that has changed. */
    void beat() {
        broadcast(beatEvent());
    }

    private byte[] beatEvent() {
        var beat = new Beat(clock.instant(), pace.getAsDouble());
        return LiveStream.event("beat", "", Json.write(beat));
    }

    private synchronized void showBoard() {
        refresh();
    }

    /** Goes on to the desk's board and tells every stream what changed. Under the lock. */
    private void refresh() {
        Board latest = desk.board();
        if (latest.position() <= board.position()) return;
        var lines = new ArrayList<Rows.LogLine>();
        for (Commit commit = commits.peek(); commit != null; commit = commits.peek()) {
            if (commit.after().position() > latest.position()) break;
            commits.poll();
            addLines(commit, board.position(), lines);
        }
        long before = board.position();
        Instant now = clock.instant();
        board.advance(latest, lines, now);
        broadcast(boardEvent(board.since(before, now)));
    }

    private static void addLines(Commit commit, long shownUpTo, List<Rows.LogLine> lines) {
        for (int i = 0; i < commit.entries().size(); i++) {
            var entry = commit.entries().get(i);
            var event = commit.events().get(i);
            if (entry.position() <= shownUpTo || !Sentences.isNews(event)) continue;
            lines.add(Sentences.line(entry, event));
        }
    }

    private void showUnits() {
        byte[] json = movedUnits();
        if (json.length > 0) broadcast(LiveStream.event("units", "", json));
    }

    /** The positions that are new since the last time; nothing if none are. */
    @SuppressWarnings("ReferenceEquality") // Not the same object: reported anew, maybe no move.
    private byte[] movedUnits() {
        StringBuilder text = new StringBuilder(256);
        for (int i = 0; i < shown.length; i++) {
            Optional<Position> latest = fleet.latest(i);
            if (latest.isEmpty() || latest.get() == shown[i]) continue;
            shown[i] = latest.get();
            text.append(text.isEmpty() ? "" : ",");
            append(text, i, latest.get());
        }
        if (text.isEmpty()) return new byte[0];
        String json = "{\"at\":\"%s\",\"p\":[%s]}".formatted(clock.instant(), text);
        return json.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static void append(StringBuilder text, int index, Position position) {
        text.append(index).append(',');
        appendDegrees(text, position.point().latitude());
        text.append(',');
        appendDegrees(text, position.point().longitude());
        text.append(',').append(position.headingDegrees().orElse(-1));
    }

    /** Five decimals, about a metre, without the cost of a formatter. */
    static void appendDegrees(StringBuilder text, double degrees) {
        long scaled = Math.round(degrees * 1e5);
        if (scaled < 0) text.append('-');
        scaled = Math.abs(scaled);
        text.append(scaled / 100_000).append('.');
        String decimals = Long.toString(scaled % 100_000);
        text.append("0".repeat(5 - decimals.length())).append(decimals);
    }

    /** Asks the roads beside the room's thread, which must not wait for them. */
    private void estimate() {
        try {
            Set<String> news = etas.refresh(desk.board(), clock.instant());
            if (!news.isEmpty()) showEtas(news);
            etas.prepareAhead(desk.board(), clock.instant());
        } catch (RuntimeException e) {
            LOG.error("No arrival times for {}", desk.center(), e);
        } finally {
            estimating.set(false);
        }
    }

    private synchronized void showEtas(Set<String> news) {
        refresh();
        broadcast(boardEvent(board.remake(news, clock.instant())));
    }

    private void recordTracks() {
        Board now = desk.board();
        String at = Long.toString(clock.millis(), 36);
        for (Request.RecordTrack track : fleet.takeTracks(now)) {
            String id = "track-%s-%s".formatted(track.unit(), at);
            if (id.length() > Envelope.MAX_ID) id = id.substring(id.length() - Envelope.MAX_ID);
            // Best effort: a stopped desk loses a piece of a track and nothing else.
            var _ = desk.submit(new Envelope(id, TRACKS, track));
        }
    }

    private static byte[] boardEvent(Rows.BoardMessage message) {
        return LiveStream.event("board", Long.toString(message.position()), Json.write(message));
    }

    private byte[] deskEvent() {
        var state = new DeskState(clock.instant(), desk.stopped().orElse(null));
        return LiveStream.event("desk", "", Json.write(state));
    }

    /** Hands a message to every stream; who cannot take it is cut off. */
    void broadcast(byte[] event) {
        streams.removeIf(stream -> !stream.offer(event));
    }

    private void cutAll() {
        for (LiveStream stream : streams) stream.end();
        streams.clear();
    }

    @Override
    public void close() {
        closing = true;
        desk.unlisten(this);
        LockSupport.unpark(thread);
        cutAll();
    }
}
