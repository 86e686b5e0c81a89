package org.tocsin.dispatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tocsin.center.Center;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.journal.Checkpoints;
import org.tocsin.journal.Entry;
import org.tocsin.journal.Journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A center's record, opened at any moment: the board as it was, and what followed. It only reads
 * the journal. Every {@value #EVERY} entries a checkpoint is kept beside it, from which a jump is a
 * short replay; {@link #keepUp} makes them. Any thread.
 */
public final class Recording {
    /** Entries between two checkpoints: a jump replays half as many on average. */
    public static final int EVERY = 5_000;

    /** Entries that {@link #after} gives at once. */
    public static final int MAX_STRETCH = 20_000;

    /** Entries that a jump replays at most; beyond, checkpoints have to be made first. */
    public static final int MAX_BEHIND = 20 * EVERY;

    /** Boards kept at hand, for questions that follow each other. */
    private static final int MAX_RECENT = 8;

    private static final int PAGE = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);

    private final int every;
    private final String center;
    private final Board empty;
    private final Journal journal;
    private final Optional<Checkpoints> checkpoints;
    private final Object making = new Object();
    private final Map<Long, Board> recent =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Board> eldest) {
                    return size() > MAX_RECENT;
                }
            };
    private volatile long readTo;
    private boolean checked;

    /**
     * From when to when there is a record.
     *
     * @param last the position of its last entry
     */
    public record Span(Instant from, Instant until, long last) {}

    /**
     * What followed on a board.
     *
     * @param commits each what one request made, in order
     * @param after the board after them
     * @param whole whether that is all until the moment asked for; if not, ask again from {@code
     *     after}
     */
    public record Stretch(List<Commit> commits, Board after, boolean whole) {}

    /**
     * @param config the center as it is now: what was in force before the first entry
     */
    public Recording(Center config, Journal journal) {
        this(config, journal, EVERY);
    }

    /**
     * @param every entries between two checkpoints
     */
    Recording(Center config, Journal journal, int every) {
        this.every = every;
        center = config.id();
        empty = Board.empty(config.withSignIns(List.of()));
        this.journal = journal;
        checkpoints = journal.checkpoints(center, BoardForm.VERSION);
    }

    /** Empty as long as nothing is recorded. */
    public Optional<Span> span() {
        long last = journal.head(center).position();
        if (last == 0) return Optional.empty();
        Instant from = journal.read(center, 1, 1).getFirst().at();
        Instant until = journal.read(center, last, 1).getFirst().at();
        return Optional.of(new Span(from, until, last));
    }

    /** Entries that no checkpoint reaches yet, while there should be one. */
    public long behind() {
        long last = journal.head(center).position();
        if (checkpoints.isEmpty()) return 0;
        return Math.max(0, last - Math.max(readTo, lastMark().position()));
    }

    // --- boards of the past ---

    /** The board after the last entry before anything later than that moment was recorded. */
    public Board at(Instant moment) {
        Board from = nearest(mark -> !mark.at().isAfter(moment));
        return replay(from, entry -> !entry.at().isAfter(moment));
    }

    /**
     * The board after that entry.
     *
     * @throws IllegalArgumentException if the journal has none there
     */
    public Board at(long position) {
        synchronized (recent) {
            Board known = recent.get(position);
            if (known != null) return known;
        }
        Board from = nearest(mark -> mark.position() <= position);
        Board board = replay(from, entry -> entry.position() <= position);
        if (board.position() != position) {
            throw new IllegalArgumentException(
                    "the journal of %s ends at %d, expected an entry %d"
                            .formatted(center, board.position(), position));
        }
        return board;
    }

    private interface Until {
        boolean includes(Entry entry);
    }

    private interface Wanted {
        boolean is(Checkpoints.Mark mark);
    }

    private Board replay(Board from, Until until) {
        Board board = from;
        long next = from.position() + 1;
        while (true) {
            List<Entry> entries = journal.read(center, next, PAGE);
            for (Entry entry : entries) {
                if (!until.includes(entry)) return remembered(board);
                Event event = Codec.STORED.readForBoard(entry.event());
                board = board.apply(event, entry.actor(), entry.at());
            }
            if (entries.size() < PAGE) return remembered(board);
            next = entries.getLast().position() + 1;
        }
    }

    private Board remembered(Board board) {
        synchronized (recent) {
            recent.put(board.position(), board);
        }
        return board;
    }

    /** The board of the last mark before the first that is not wanted. */
    private Board nearest(Wanted wanted) {
        if (checkpoints.isEmpty()) return empty;
        check();
        Optional<Checkpoints.Mark> found = Optional.empty();
        for (Checkpoints.Mark mark : checkpoints.get().marks()) {
            if (!wanted.is(mark)) break;
            found = Optional.of(mark);
        }
        return found.isEmpty() ? empty : load(found.get(), new HashMap<>());
    }

    private Board load(Checkpoints.Mark mark, Map<String, Long> parts) {
        Checkpoints kept = checkpoints.orElseThrow();
        try {
            return BoardForm.read(kept.read(mark.frame()), kept::read, parts);
        } catch (RuntimeException e) {
            LOG.warn("The checkpoints of {} are of no use and are made anew", center, e);
            kept.clear();
            parts.clear();
            readTo = 0;
            return empty;
        }
    }

    // --- what followed ---

    /**
     * What the journal has after a board.
     *
     * @param until nothing later
     * @param most entries, 1 to {@value #MAX_STRETCH}
     */
    public Stretch after(Board board, Instant until, int most) {
        if (most < 1 || most > MAX_STRETCH) {
            throw new IllegalArgumentException(
                    "%d entries, expected 1 to %d".formatted(most, MAX_STRETCH));
        }
        var commits = new ArrayList<Commit>();
        var request = new ArrayList<Entry>();
        Board now = board;
        int left = most;
        while (left > 0) {
            int page = Math.min(left, PAGE);
            List<Entry> entries = journal.read(center, board.position() + 1 + most - left, page);
            for (Entry entry : entries) {
                if (entry.at().isAfter(until)) return ended(commits, request, now, true);
                if (!request.isEmpty() && !isSame(request.getLast(), entry)) {
                    now = add(commits, request, now);
                }
                request.add(entry);
            }
            left -= entries.size();
            if (entries.size() < page) return ended(commits, request, now, true);
        }
        return ended(commits, request, now, false);
    }

    private static boolean isSame(Entry before, Entry entry) {
        return before.requestId().equals(entry.requestId()) && before.at().equals(entry.at());
    }

    private Stretch ended(List<Commit> commits, List<Entry> request, Board now, boolean whole) {
        Board after = request.isEmpty() ? now : add(commits, request, now);
        return new Stretch(commits, remembered(after), whole);
    }

    private static Board add(List<Commit> commits, List<Entry> request, Board before) {
        var events = new ArrayList<Event>();
        Board after = before;
        for (Entry entry : request) {
            Event event = Codec.STORED.readEvent(entry.event());
            events.add(event);
            after = after.apply(event, entry.actor(), entry.at());
        }
        commits.add(new Commit(before, after, request, events));
        request.clear();
        return after;
    }

    /**
     * When an incident was opened, also one that no board holds any more.
     *
     * @return the entry that opened it
     */
    public Optional<Entry> opened(String incident) {
        Board from = empty;
        if (checkpoints.isPresent()) {
            check();
            List<Checkpoints.Mark> marks = checkpoints.get().marks();
            int low = 0;
            int high = marks.size();
            // Numbers only grow: the last board that had not given this one yet.
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (hasGiven(load(marks.get(middle), new HashMap<>()), incident)) high = middle;
                else low = middle + 1;
            }
            if (low > 0) from = load(marks.get(low - 1), new HashMap<>());
        }
        return find(incident, from.position() + 1);
    }

    private static boolean hasGiven(Board board, String incident) {
        int year = IncidentNumber.year(incident);
        if (board.counters().year() != year) return board.counters().year() > year;
        return board.counters().incident() > IncidentNumber.sequence(incident);
    }

    private Optional<Entry> find(String incident, long from) {
        long next = from;
        while (next < from + MAX_BEHIND) {
            List<Entry> entries = journal.read(center, next, PAGE);
            for (Entry entry : entries) {
                boolean opens = entry.event().startsWith("{\"type\":\"IncidentOpened\"");
                if (opens
                        && Codec.STORED.readEvent(entry.event())
                                instanceof Event.OfIncident(IncidentEvent.IncidentOpened e)
                        && e.incident().equals(incident)) {
                    return Optional.of(entry);
                }
            }
            if (entries.size() < PAGE) break;
            next = entries.getLast().position() + 1;
        }
        return Optional.empty();
    }

    // --- checkpoints ---

    private Checkpoints.Mark lastMark() {
        List<Checkpoints.Mark> marks =
                checkpoints.map(Checkpoints::marks).orElseGet(() -> List.of());
        return marks.isEmpty() ? new Checkpoints.Mark(0, Instant.MIN, 0, 0) : marks.getLast();
    }

    /** Checkpoints of another journal, after a backup was put in its place, are thrown away. */
    private void check() {
        synchronized (making) {
            if (checked) return;
            checked = true;
            Checkpoints.Mark last = lastMark();
            if (last.position() == 0) return;
            List<Entry> entry = journal.read(center, last.position(), 1);
            if (entry.isEmpty() || proof(entry.getFirst()) != last.proof()) {
                LOG.warn(
                        "The checkpoints of {} are of another journal; they are made anew", center);
                checkpoints.orElseThrow().clear();
            }
        }
    }

    private static long proof(Entry entry) {
        var crc = new CRC32C();
        crc.update(entry.requestId().getBytes(StandardCharsets.UTF_8));
        crc.update(entry.event().getBytes(StandardCharsets.UTF_8));
        return crc.getValue() << 32 | Integer.toUnsignedLong(entry.at().hashCode());
    }

    /**
     * Makes the checkpoints that are missing; returns when they are made. A year's journal takes
     * tens of seconds the first time, afterwards only what is new. Where the journal keeps none, it
     * does nothing.
     */
    public void keepUp() {
        if (checkpoints.isEmpty()) return;
        check();
        synchronized (making) {
            var maker = new Maker(checkpoints.get());
            while (maker.advance()) readTo = maker.board.position();
        }
    }

    /** Folds the journal from the last checkpoint on. */
    private final class Maker {
        private final Checkpoints kept;
        private IdentityHashMap<Filed, Long> partOf = new IdentityHashMap<>();
        private Board board;

        Maker(Checkpoints kept) {
            this.kept = kept;
            Checkpoints.Mark last = lastMark();
            var parts = new HashMap<String, Long>();
            board = last.position() == 0 ? empty : load(last, parts);
            parts.forEach((id, part) -> partOf.put(board.closed().get(id), part));
        }

        /** Goes on to the next checkpoint; false if the journal ends before it. */
        boolean advance() {
            long goal = board.position() + every;
            if (journal.head(center).position() < goal) return false;
            Entry last = null;
            while (board.position() < goal) {
                int page = (int) Math.min(PAGE, goal - board.position());
                List<Entry> entries = journal.read(center, board.position() + 1, page);
                for (Entry entry : entries) {
                    Event event = Codec.STORED.readForBoard(entry.event());
                    board = board.apply(event, entry.actor(), entry.at());
                    last = entry;
                }
            }
            if (last == null) throw new IllegalStateException("no entry up to " + goal);
            save(last);
            return true;
        }

        private void save(Entry last) {
            var held = new IdentityHashMap<Filed, Long>();
            Map<String, Long> parts = new HashMap<>();
            board.closed()
                    .forEach(
                            (id, filed) -> {
                                Long known = partOf.get(filed);
                                long part = known != null ? known : kept.keep(filed.store());
                                if (known == null) filed.leaveTo(() -> kept.read(part));
                                held.put(filed, part);
                                parts.put(id, part);
                            });
            partOf = held;
            byte[] form = BoardForm.write(board, parts);
            kept.add(board.position(), last.at(), proof(last), form);
        }
    }
}
