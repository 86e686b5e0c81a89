package org.tocsin.console;

import org.jspecify.annotations.Nullable;
import org.tocsin.access.Reading;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Codec;
import org.tocsin.dispatch.Commit;
import org.tocsin.dispatch.DispatchEvent;
import org.tocsin.dispatch.Event;
import org.tocsin.dispatch.Fleet;
import org.tocsin.dispatch.Recording;
import org.tocsin.incident.Incident;
import org.tocsin.incident.Refused;
import org.tocsin.journal.Entry;
import org.tocsin.road.RoadNetwork;
import org.tocsin.simulate.Hindsight;
import org.tocsin.unit.UnitEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The record played back: the board as it was at any moment, what followed, and what another policy
 * would have sent. Read-only, but for the entry that says who opened what is sealed.
 */
final class Playback {
    /** Entries of one answer of what followed. */
    static final int MAX_ENTRIES = 5_000;

    /** Decisions compared in one answer. */
    static final int MAX_DECISIONS = 2_000;

    /** Entries looked through for them: about a month of a large city. */
    static final int MAX_COMPARED = 100_000;

    private static final long LAST_POSITION = 1L << 40;
    private static final int LOG_BEFORE = 150;

    /** A piece of a unit's way is recorded so long after it was driven, at most. */
    private static final Duration TRACKS_LATE = Duration.ofMinutes(2);

    private static final String CAVEAT =
            "Each decision is put again by itself, on the board as it was; what units that stayed"
                    + " would have done later is not played on. Seconds are expected drives by"
                    + " road, not those that were driven.";

    private Playback() {}

    /**
     * @param position of the last entry
     * @param policies what can be compared with
     */
    record Recorded(Instant from, Instant until, long position, List<String> policies) {}

    /**
     * The board as it was.
     *
     * @param position of the last entry on it
     * @param center as it was configured then
     */
    record Moment(
            Instant at, long position, Answers.CenterAnswer center, Rows.BoardMessage board) {}

    /**
     * What followed.
     *
     * @param steps what changed, each at its time
     * @param tracks where units were, in the order of time
     * @param position where to ask on
     * @param through until when this is all
     * @param whole whether that is as far as was asked
     * @param configured whether the center is another from {@code position} on: ask for the board
     */
    record Steps(
            List<Rows.BoardMessage> steps,
            List<TrackPoint> tracks,
            long position,
            Instant through,
            boolean whole,
            boolean configured) {}

    /**
     * A unit was there.
     *
     * @param index of the unit
     */
    record TrackPoint(int index, Instant at, double latitude, double longitude) {}

    record Opened(String incident, Instant at, long position) {}

    /** A unit and how long it was expected to take. */
    record SentUnit(String unit, @Nullable Long seconds) {}

    /**
     * A decision beside what the policy would have decided.
     *
     * @param sentFirst seconds until the first that was sent was expected
     * @param wouldFirst the same of those whom the policy would have sent
     * @param recorded whether the desk had asked for advice, so that the question is on record
     */
    record Difference(
            Instant at,
            String by,
            String incident,
            String type,
            int priority,
            String place,
            List<SentUnit> sent,
            List<SentUnit> would,
            @Nullable Long sentFirst,
            @Nullable Long wouldFirst,
            @Nullable Long sentLast,
            @Nullable Long wouldLast,
            boolean recorded) {}

    /**
     * @param through until when decisions were compared
     * @param decisions how many
     * @param same those in which the policy would have sent the same units
     * @param compared those of the others with times either way: the sums are over them
     * @param firstSeconds by how much the first unit would have been there sooner, in all
     * @param lastSeconds by how much the last unit would have been there sooner, in all
     * @param differences the decisions in which the policy would have sent others
     */
    record Differences(
            String policy,
            String words,
            Instant from,
            Instant through,
            boolean whole,
            int decisions,
            int same,
            int compared,
            long firstSeconds,
            long lastSeconds,
            List<Difference> differences,
            String caveat) {}

    static List<Endpoint> endpoints(RoomApi room, FreshIds ids) {
        String incident = Endpoint.IN_CENTER + "/replay/incidents/{incident}";
        return List.of(
                get(
                        Endpoint.IN_CENTER + "/replay",
                        "From when to when there is a record",
                        Recorded.class,
                        Playback::recorded),
                get(
                        Endpoint.IN_CENTER + "/replay/board",
                        "The board as it was at a moment or after an entry of the record",
                        Moment.class,
                        asker -> moment(room, asker),
                        new Endpoint.Parameter("at", "a moment; or position", false),
                        new Endpoint.Parameter("position", "an entry; or at", false)),
                get(
                        Endpoint.IN_CENTER + "/replay/steps",
                        "What followed on a board, step by step",
                        Steps.class,
                        Playback::steps,
                        new Endpoint.Parameter("after", "the board's position", true),
                        new Endpoint.Parameter("until", "a moment; the end if left out", false),
                        new Endpoint.Parameter(
                                "limit", "entries, 1 to 5000, 2000 if left out", false)),
                get(
                        incident,
                        "One incident as it was, without what is sealed",
                        Answers.IncidentDetail.class,
                        Playback::detail,
                        new Endpoint.Parameter("position", "of the board", true)),
                get(
                        incident + "/sealed",
                        "Caller, words and notes up to then; who read them and why is journalled",
                        SealedWords.Shown.class,
                        asker -> sealed(ids, asker),
                        new Endpoint.Parameter("position", "of the board", true),
                        new Endpoint.Parameter(
                                "reason", "why it is read, 1 to 500 characters", true)),
                get(
                        incident + "/opened",
                        "When an incident was opened",
                        Opened.class,
                        Playback::opened),
                get(
                        Endpoint.IN_CENTER + "/replay/differences",
                        "Whom another policy would have sent, decision by decision",
                        Differences.class,
                        Playback::differences,
                        new Endpoint.Parameter("from", "a moment", true),
                        new Endpoint.Parameter("until", "a moment", true),
                        new Endpoint.Parameter(
                                "policy",
                                "one of %s; fastest if left out"
                                        .formatted(String.join(", ", Hindsight.POLICIES)),
                                false)));
    }

    private static Endpoint get(
            String path,
            String summary,
            Class<?> answer,
            Endpoint.Work work,
            Endpoint.Parameter... query) {
        return Endpoint.get(path, summary, Reading.REPLAY, answer, work, query)
                .withProblems(List.of(400, 401, 403, 404, 409, 503));
    }

    /** The record, when it can be opened anywhere at once. */
    private static Recording recording(Asker asker) {
        Room room = asker.room();
        Recording recording = room.recording();
        long behind = recording.behind();
        if (behind >= Recording.EVERY) room.keepUp();
        if (behind > Recording.MAX_BEHIND) {
            long last = room.desk().board().position();
            throw Problem.unavailable(
                    "The record is being read for its first replay: %d %% of %d entries are done; ask again in a moment."
                            .formatted(100 * (last - behind) / Math.max(1, last), last));
        }
        return recording;
    }

    private static Recording.Span span(Recording recording) {
        return recording.span().orElseThrow(() -> Problem.notFound("Nothing is recorded yet."));
    }

    private static Object recorded(Asker asker) {
        Recording.Span span = span(recording(asker));
        return new Recorded(span.from(), span.until(), span.last(), Hindsight.POLICIES);
    }

    // --- the board ---

    private static Object moment(RoomApi room, Asker asker) {
        Optional<Instant> at = asker.time("at");
        long position = asker.whole("position", 1, LAST_POSITION, 0);
        asker.finish();
        if (at.isPresent() == (position > 0)) {
            throw Problem.badInput("at", "both or neither", "either at or position");
        }
        Recording recording = recording(asker);
        Board board = at.isPresent() ? recording.at(at.get()) : board(recording, position);
        Instant now = at.orElseGet(board::at);
        LiveBoard rows = rows(asker.room(), board, now);
        rows.advance(board, logBefore(asker.room(), board), now);
        return new Moment(
                now,
                board.position(),
                room.center(asker.room(), board.center(), asker.who()),
                rows.full(now));
    }

    private static Board board(Recording recording, long position) {
        try {
            return recording.at(position);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("The record has no entry %d.".formatted(position));
        }
    }

    /** Rows as on the screens of then: no reports of positions and no estimates are on record. */
    private static LiveBoard rows(Room room, Board board, Instant now) {
        var fleet = new Fleet(board.center());
        return new LiveBoard(board, room.makerOf(board), fleet, now);
    }

    private static List<Rows.LogLine> logBefore(Room room, Board board) {
        if (board.position() == 0) return List.of();
        long from = Math.max(1, board.position() - LOG_BEFORE + 1);
        int count = (int) (board.position() - from + 1);
        var lines = new ArrayList<Rows.LogLine>();
        for (Entry entry : room.journal().read(room.center().id(), from, count)) {
            Event event = Codec.STORED.readEvent(entry.event());
            if (Sentences.isNews(event)) lines.add(Sentences.line(entry, event));
        }
        return lines;
    }

    // --- what followed ---

    private static Object steps(Asker asker) {
        long after = asker.whole("after", 0, LAST_POSITION, 0);
        Optional<Instant> until = asker.time("until");
        int limit = (int) asker.whole("limit", 1, MAX_ENTRIES, 2_000);
        asker.finish();
        Recording recording = recording(asker);
        Instant end = until.orElseGet(() -> span(recording).until());
        Board begin = board(recording, after);
        Recording.Stretch stretch = recording.after(begin, end, limit);
        LiveBoard rows = rows(asker.room(), begin, begin.at());
        var steps = new ArrayList<Rows.BoardMessage>();
        for (Commit commit : stretch.commits()) {
            Instant at = commit.entries().getFirst().at();
            if (commit.events().stream().anyMatch(Playback::configures)) {
                return new Steps(steps, List.of(), commit.after().position(), at, false, true);
            }
            long before = rows.position();
            rows.advance(commit.after(), lines(commit), at);
            Rows.BoardMessage step = rows.since(before, at);
            if (says(step)) steps.add(step);
        }
        Board last = stretch.after();
        Instant through = stretch.whole() ? end : last.at();
        return new Steps(
                steps,
                tracks(recording, stretch, begin.at(), through),
                last.position(),
                through,
                stretch.whole(),
                false);
    }

    private static boolean configures(Event event) {
        return event instanceof Event.OfRoom(DispatchEvent.CenterConfigured _)
                || event instanceof Event.OfRoom(DispatchEvent.DrivingConfigured _);
    }

    private static List<Rows.LogLine> lines(Commit commit) {
        var lines = new ArrayList<Rows.LogLine>();
        for (int i = 0; i < commit.entries().size(); i++) {
            Event event = commit.events().get(i);
            if (Sentences.isNews(event)) {
                lines.add(Sentences.line(commit.entries().get(i), event));
            }
        }
        return lines;
    }

    private static boolean says(Rows.BoardMessage step) {
        return !(step.log().isEmpty()
                && step.units().isEmpty()
                && step.incidents().isEmpty()
                && step.alarms().isEmpty()
                && step.removed().alarms().isEmpty());
    }

    /** Ways are recorded in pieces, after they were driven: some of them stand a little later. */
    private static List<TrackPoint> tracks(
            Recording recording, Recording.Stretch stretch, Instant from, Instant through) {
        var later =
                recording.after(
                        stretch.after(), through.plus(TRACKS_LATE), Recording.MAX_STRETCH / 10);
        var fleet = new Fleet(stretch.after().center());
        var points = new ArrayList<TrackPoint>();
        for (List<Commit> commits : List.of(stretch.commits(), later.commits())) {
            for (Commit commit : commits) {
                for (Event event : commit.events()) {
                    if (event instanceof Event.OfUnit(UnitEvent.TrackRecorded track)) {
                        add(points, fleet, track, from, through);
                    }
                }
            }
        }
        points.sort(Comparator.comparing(TrackPoint::at));
        return points;
    }

    private static void add(
            List<TrackPoint> points,
            Fleet fleet,
            UnitEvent.TrackRecorded track,
            Instant from,
            Instant through) {
        OptionalInt index = fleet.indexOf(track.unit());
        if (index.isEmpty()) return;
        for (UnitEvent.TrackPoint each : track.points()) {
            if (each.at().isBefore(from) || each.at().isAfter(through)) continue;
            points.add(
                    new TrackPoint(
                            index.getAsInt(),
                            each.at(),
                            each.point().latitude(),
                            each.point().longitude()));
        }
    }

    // --- one incident ---

    private static Object detail(Asker asker) {
        Board board = boardAsked(asker);
        return new Look(asker.room(), board).detail(asker.path("incident"), board.at());
    }

    private static Board boardAsked(Asker asker) {
        asker.needText("position", Asker.MAX_PARAMETER);
        long position = asker.whole("position", 1, LAST_POSITION, 1);
        asker.finish();
        return board(recording(asker), position);
    }

    private static Object sealed(FreshIds ids, Asker asker) {
        String reason = asker.needText("reason", Forms.MAX_WORDS);
        Board board = boardAsked(asker);
        String id = asker.path("incident");
        var look = new Look(asker.room(), board);
        look.incident(board, id);
        if (asker.room().desk().board().findIncident(id).isEmpty()) {
            throw Problem.refused(
                    "%s was closed longer ago than the latest %d incidents; what is sealed of it is no longer opened here."
                            .formatted(id, Board.MAX_CLOSED));
        }
        asker.room().recordReading(ids.next(), asker.who().name(), id, reason);
        return look.sealed(id);
    }

    private static Object opened(Asker asker) {
        String id = asker.path("incident");
        if (!id.matches("\\d{2}-\\d{1,12}")) {
            throw Problem.badInput("incident", Shown.of(id), "a number such as 26-4101");
        }
        Entry entry =
                recording(asker)
                        .opened(id)
                        .orElseThrow(
                                () -> Problem.notFound("The record has no incident " + id + "."));
        return new Opened(id, entry.at(), entry.position());
    }

    // --- another policy ---

    private static Object differences(Asker asker) {
        asker.needText("from", Asker.MAX_PARAMETER);
        asker.needText("until", Asker.MAX_PARAMETER);
        Instant from = asker.time("from").orElse(Instant.EPOCH);
        Instant until = asker.time("until").orElse(Instant.EPOCH);
        String policy = asker.text("policy", Forms.MAX_ID).orElse(Hindsight.POLICIES.getFirst());
        asker.finish();
        if (!Hindsight.POLICIES.contains(policy)) {
            throw Problem.badInput(
                    "policy", Shown.of(policy), "one of " + String.join(", ", Hindsight.POLICIES));
        }
        if (until.isBefore(from)) {
            throw Problem.badInput("until", until.toString(), "not before from");
        }
        return new Comparison(asker.room(), policy, recording(asker)).of(from, until);
    }

    /** One question for differences, while it is answered. */
    private static final class Comparison {
        private final Room room;
        private final String policy;
        private final Recording recording;
        private final List<Difference> differences = new ArrayList<>();
        private int decisions;
        private int compared;
        private long firstSeconds;
        private long lastSeconds;

        Comparison(Room room, String policy, Recording recording) {
            this.room = room;
            this.policy = policy;
            this.recording = recording;
        }

        Differences of(Instant from, Instant until) {
            Board board = recording.at(from);
            Hindsight hindsight = hindsight(board);
            String words = hindsight.words();
            Instant through = until;
            boolean whole = false;
            int left = MAX_COMPARED;
            while (!whole && left > 0 && decisions < MAX_DECISIONS) {
                var stretch = recording.after(board, until, Math.min(left, MAX_ENTRIES));
                for (Commit commit : stretch.commits()) {
                    if (commit.events().stream().anyMatch(Playback::configures)) {
                        hindsight = hindsight(commit.after());
                    }
                    compare(hindsight, commit);
                }
                left -= MAX_ENTRIES;
                board = stretch.after();
                whole = stretch.whole();
            }
            if (!whole) through = board.at();
            return new Differences(
                    policy,
                    words,
                    from,
                    through,
                    whole,
                    decisions,
                    decisions - differences.size(),
                    compared,
                    firstSeconds,
                    lastSeconds,
                    differences,
                    CAVEAT);
        }

        private Hindsight hindsight(Board begin) {
            RoadNetwork roads =
                    room.roadsOf(begin)
                            .orElseThrow(
                                    () -> Problem.refused("Without a map there are no drives."));
            return new Hindsight(begin, room.profilesOf(begin), roads, policy);
        }

        private void compare(Hindsight hindsight, Commit commit) {
            for (int i = 0; i < commit.events().size(); i++) {
                if (!(commit.events().get(i)
                        instanceof
                        Event.OfRoom(DispatchEvent.DecisionMade(var id, var units, var basis)))) {
                    continue;
                }
                Entry entry = commit.entries().get(i);
                Optional<Incident> incident = commit.before().findIncident(id);
                if (incident.isEmpty()) continue;
                try {
                    add(
                            entry,
                            incident.get(),
                            hindsight.of(commit.before(), id, units, basis, entry.at()));
                } catch (Refused e) {
                    // A type or a unit that the configuration no longer knows: nothing to compare.
                }
            }
        }

        private void add(Entry entry, Incident incident, Hindsight.Difference each) {
            decisions++;
            if (each.same()) return;
            Optional<Duration> sentFirst = Hindsight.Difference.first(each.sent());
            Optional<Duration> wouldFirst = Hindsight.Difference.first(each.would());
            Optional<Duration> sentLast = Hindsight.Difference.last(each.sent());
            Optional<Duration> wouldLast = Hindsight.Difference.last(each.would());
            if (sentFirst.isPresent() && wouldFirst.isPresent()) {
                compared++;
                firstSeconds += sentFirst.get().minus(wouldFirst.get()).toSeconds();
                lastSeconds += sentLast.orElseThrow().minus(wouldLast.orElseThrow()).toSeconds();
            }
            differences.add(
                    new Difference(
                            entry.at(),
                            entry.actor(),
                            incident.id(),
                            incident.type(),
                            incident.priority(),
                            incident.location().name(),
                            sent(each.sent()),
                            sent(each.would()),
                            seconds(sentFirst),
                            seconds(wouldFirst),
                            seconds(sentLast),
                            seconds(wouldLast),
                            each.recorded()));
        }

        private static List<SentUnit> sent(List<Hindsight.Sent> all) {
            return all.stream()
                    .map(each -> new SentUnit(each.unit(), seconds(each.expected())))
                    .toList();
        }

        private static @Nullable Long seconds(Optional<Duration> expected) {
            return expected.map(Duration::toSeconds).orElse(null);
        }
    }
}
