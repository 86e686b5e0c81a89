package org.tocsin.console;

import org.jspecify.annotations.Nullable;
import org.tocsin.center.Center;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Codec;
import org.tocsin.dispatch.DispatchEvent;
import org.tocsin.dispatch.Event;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.Incident;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.incident.Stage;
import org.tocsin.journal.Entry;
import org.tocsin.place.Point;
import org.tocsin.plan.IncidentType;
import org.tocsin.plan.Need;
import org.tocsin.recommend.Pick;
import org.tocsin.recommend.Preemption;
import org.tocsin.recommend.Ranked;
import org.tocsin.recommend.Recommend;
import org.tocsin.recommend.Recommendation;
import org.tocsin.recommend.Shortfall;
import org.tocsin.road.Profile;
import org.tocsin.road.TimeRange;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Answers of one room that need more than the board's rows. Any thread. */
final class Look {
    /** Log lines of one incident in its detail: the latest. */
    static final int MAX_LOG = 300;

    /** Hits of one search. */
    static final int MAX_HITS = 200;

    private final Room room;
    private final Optional<Board> past;

    Look(Room room) {
        this.room = room;
        past = Optional.empty();
    }

    /** Looks at a board of the past. */
    Look(Room room, Board past) {
        this.room = room;
        this.past = Optional.of(past);
    }

    private Board board() {
        return past.orElseGet(room.desk()::board);
    }

    /** The center as it is on that board. */
    private Center center() {
        return past.map(Board::center).orElseGet(room::center);
    }

    private RowMaker maker() {
        return past.isEmpty() ? room.maker() : room.makerOf(past.get());
    }

    private Need need(Board board, String incident, Instant now) {
        return past.isEmpty()
                ? room.advice().need(board, incident, now)
                : room.adviceOf(past.get()).need(board, incident, now);
    }

    private record Fact(Entry entry, Event event) {}

    /** The latest entries about an incident, oldest first. */
    private List<Fact> facts(Incident incident, int most) {
        List<Long> positions = incident.entries();
        var facts = new ArrayList<Fact>();
        for (long position :
                positions.subList(Math.max(0, positions.size() - most), positions.size())) {
            for (Entry entry : room.journal().read(room.center().id(), position, 1)) {
                facts.add(new Fact(entry, Codec.STORED.readEvent(entry.event())));
            }
        }
        return facts;
    }

    /**
     * @throws Problem if the board has none
     */
    Incident incident(Board board, String id) {
        return board.findIncident(id)
                .orElseThrow(() -> Problem.notFound("There is no incident " + Shown.of(id) + "."));
    }

    Answers.IncidentDetail detail(String id, Instant now) {
        Board board = board();
        Incident incident = incident(board, id);
        Rows.IncidentRow row = maker().incident(incident, now);
        List<Fact> facts = facts(incident, MAX_LOG);
        var recorded = new HashMap<Long, Instant>();
        facts.forEach(fact -> recorded.put(fact.entry().position(), fact.entry().at()));
        return new Answers.IncidentDetail(
                row.id(),
                row.type(),
                row.typeName(),
                row.priority(),
                row.place(),
                row.point(),
                row.state(),
                row.openedAt(),
                row.dueAt(),
                row.overdue(),
                row.units(),
                row.queued(),
                incident.calls().stream()
                        .map(each -> new Answers.CallAnswer(each.id(), each.at(), each.source()))
                        .toList(),
                row.desk(),
                row.alarmLevel(),
                row.scheduledFor(),
                row.closedAt(),
                row.disposition(),
                row.links(),
                incident.assignments().stream().map(each -> assignment(each, recorded)).toList(),
                hazards(board, incident.location().point()),
                premises(incident.location().point()),
                facts.stream()
                        .filter(fact -> Sentences.isNews(fact.event()))
                        .map(fact -> Sentences.line(fact.entry(), fact.event()))
                        .toList(),
                notifications(board, incident, now),
                center().findType(incident.type()).flatMap(IncidentType::triage).orElse(null),
                incident.answers().stream()
                        .map(
                                each ->
                                        new Answers.GivenAnswer(
                                                each.tree(),
                                                each.version(),
                                                each.question(),
                                                each.answer(),
                                                each.at()))
                        .toList(),
                row.uncertaintyMeters(),
                row.given(),
                photos(incident),
                incident.forgotten());
    }

    private static List<Answers.PhotoAnswer> photos(Incident incident) {
        return incident.photos().stream()
                .map(
                        each ->
                                new Answers.PhotoAnswer(
                                        each.number(), each.at(), each.by(), each.bytes()))
                .toList();
    }

    /** What a crew sees on its phone. */
    Answers.FieldAnswer field(String callSign, Instant now) {
        Board board = room.desk().board();
        int index =
                room.fleet()
                        .indexOf(callSign)
                        .orElseThrow(
                                () ->
                                        Problem.notFound(
                                                "There is no unit %s."
                                                        .formatted(Shown.of(callSign))));
        var unit = board.findUnit(callSign).orElseThrow();
        List<Answers.FieldWork> work =
                Stream.concat(unit.active().stream(), unit.queue().stream())
                        .flatMap(each -> board.findIncident(each.incident()).stream())
                        .map(incident -> work(board, incident, callSign))
                        .toList();
        return new Answers.FieldAnswer(
                now,
                callSign,
                board.statusOf(unit),
                unit.duty(),
                room.fleet().position(index, board).point(),
                room.center().units().get(index).canTransport(),
                work);
    }

    private Answers.FieldWork work(Board board, Incident incident, String callSign) {
        Assignment own = incident.assignmentOf(callSign).orElseThrow();
        Point place = incident.location().point();
        return new Answers.FieldWork(
                own.id(),
                own.state(),
                own.since(),
                own.destination().orElse(null),
                incident.id(),
                room.center()
                        .findType(incident.type())
                        .map(IncidentType::name)
                        .orElse(incident.type()),
                incident.priority(),
                incident.alarmLevel(),
                incident.location().name(),
                place,
                incident.calls().size(),
                incident.active().stream()
                        .map(Assignment::unit)
                        .filter(each -> !each.equals(callSign))
                        .toList(),
                hazards(board, place),
                premises(place),
                photos(incident));
    }

    private static Answers.AssignmentAnswer assignment(
            Assignment each, Map<Long, Instant> recorded) {
        return new Answers.AssignmentAnswer(
                each.id(),
                each.unit(),
                each.state(),
                each.slot().orElse(null),
                each.destination().orElse(null),
                each.stages().stream().map(stage -> step(stage, recorded)).toList());
    }

    private static Answers.Step step(Stage stage, Map<Long, Instant> recorded) {
        Instant at = stage.at();
        return new Answers.Step(stage.state(), at, recorded.getOrDefault(stage.position(), at));
    }

    private static List<Answers.HazardNear> hazards(Board board, Point place) {
        return board.hazards().values().stream()
                .map(Board.HazardOnBoard::hazard)
                .filter(each -> each.location().point().metersTo(place) <= each.radiusMeters())
                .map(each -> new Answers.HazardNear(each.id(), each.text(), each.location().name()))
                .toList();
    }

    private List<Answers.PremisesNear> premises(Point place) {
        return room.premises().stream()
                .filter(each -> each.point().metersTo(place) <= each.radiusMeters())
                .map(
                        each ->
                                new Answers.PremisesNear(
                                        each.id(),
                                        each.name(),
                                        each.plans(),
                                        each.keys(),
                                        each.hazards(),
                                        each.notes()))
                .toList();
    }

    /** What the plan says is to be told, and what was told beside. */
    private List<Answers.Notification> notifications(Board board, Incident incident, Instant now) {
        Map<String, Optional<Instant>> all = new LinkedHashMap<>();
        if (center().findType(incident.type()).isPresent()) {
            Need need = need(board, incident.id(), now);
            need.notifications().forEach(whom -> all.put(whom, Optional.empty()));
        }
        incident.notified().forEach(told -> all.put(told.whom(), Optional.of(told.at())));
        return all.entrySet().stream()
                .map(
                        entry ->
                                new Answers.Notification(
                                        entry.getKey(), entry.getValue().orElse(null)))
                .toList();
    }

    /** What is sealed; the caller has had the reading journalled. */
    SealedWords.Shown sealed(String id) {
        Incident incident = incident(board(), id);
        var actors = new HashMap<String, String>();
        for (Fact fact : facts(incident, MAX_LOG)) {
            if (fact.event() instanceof Event.OfIncident(IncidentEvent.NoteAdded note)) {
                actors.put(note.sealed(), fact.entry().actor());
            }
        }
        return room.sealed().open(incident, actors);
    }

    // --- recommendations ---

    static Answers.RecommendationAnswer recommendation(
            org.tocsin.dispatch.Basis basis,
            Optional<String> token,
            Map<String, TimeRange> ranges) {
        Recommendation made = basis.recommendation();
        return new Answers.RecommendationAnswer(
                token.orElse(null),
                need(basis.inputs().need()),
                made.picks().stream()
                        .map(pick -> proposed(pick, range(ranges, pick.unit())))
                        .toList(),
                made.ranked().stream()
                        .map(each -> ranked(each, range(ranges, each.unit())))
                        .toList(),
                made.shortfalls().stream().map(Shortfall::sentence).toList(),
                made.preemptions().stream().map(Look::takeable).toList(),
                made.source().label(),
                basis.inputs().boardPosition());
    }

    private static Answers.@Nullable Range range(Map<String, TimeRange> ranges, String unit) {
        TimeRange range = ranges.get(unit);
        return range == null || range.certain() ? null : range(range);
    }

    static Answers.Range range(TimeRange range) {
        return new Answers.Range(range.least().toSeconds(), range.most().toSeconds(), range.text());
    }

    private static Answers.NeedAnswer need(Need need) {
        return new Answers.NeedAnswer(
                need.rule(),
                need.alarmLevel(),
                need.requirements().stream()
                        .map(each -> new Answers.Asked(each.name(), each.toString()))
                        .toList(),
                need.notifications());
    }

    private static Answers.Proposed proposed(Pick pick, Answers.@Nullable Range range) {
        return new Answers.Proposed(
                pick.unit(),
                pick.capability(),
                pick.arrival().map(Duration::toSeconds).orElse(null),
                range,
                pick.reason().sentence(),
                pick.leaves()
                        .filter(left -> !left.nothingLost())
                        .map(left -> left.sentence())
                        .orElse(null));
    }

    private static Answers.RankedUnit ranked(Ranked each, Answers.@Nullable Range range) {
        return new Answers.RankedUnit(
                each.unit(),
                each.arrival().map(Duration::toSeconds).orElse(null),
                range,
                each.reason().sentence(),
                each.proposed());
    }

    private static Answers.Takeable takeable(Preemption each) {
        return new Answers.Takeable(
                each.unit(), each.travel().toSeconds(), each.sentence(), each.incident());
    }

    Answers.Explained explain(String id) {
        Incident incident = incident(room.desk().board(), id);
        var decisions = new ArrayList<Answers.Decision>();
        for (Fact fact : facts(incident, Incident.MAX_ENTRIES)) {
            if (fact.event() instanceof Event.OfRoom(DispatchEvent.DecisionMade decision)) {
                decisions.add(decision(fact.entry(), decision));
            }
        }
        return new Answers.Explained(id, decisions);
    }

    private Answers.Decision decision(Entry entry, DispatchEvent.DecisionMade decision) {
        var basis = decision.basis();
        return new Answers.Decision(
                entry.position(),
                entry.at(),
                entry.actor(),
                decision.units(),
                basis.map(each -> recommendation(each, Optional.empty(), Map.of())).orElse(null),
                basis.<Object>map(each -> Codec.STORED.mapper().valueToTree(each.inputs()))
                        .orElse(null),
                basis.map(each -> Recommend.rank(each.inputs()).equals(each.recommendation()))
                        .orElse(null),
                basis.flatMap(each -> each.inputs().driving()).orElse(null),
                basis.flatMap(each -> each.inputs().driving()).map(this::isInForce).orElse(null));
    }

    private boolean isInForce(long driving) {
        Optional<Board.Driving> now = room.desk().board().driving();
        return now.filter(each -> each.entry() == driving).isPresent();
    }

    /**
     * The driving profiles in force, or those that an entry of the record holds.
     *
     * @throws Problem if the record has none there
     */
    Answers.DrivingAnswer driving(Optional<Long> asked) {
        Optional<Board.Driving> now = room.desk().board().driving();
        long position =
                asked.or(() -> now.map(Board.Driving::entry))
                        .orElseThrow(
                                () -> Problem.notFound("The record holds no driving profiles."));
        for (Entry entry : room.journal().read(room.center().id(), position, 1)) {
            if (Codec.STORED.readEvent(entry.event())
                    instanceof
                    Event.OfRoom(DispatchEvent.DrivingConfigured(DrivingProfiles driving))) {
                return answer(entry, driving);
            }
        }
        throw Problem.notFound("Entry %d holds no driving profiles.".formatted(position));
    }

    private Answers.DrivingAnswer answer(Entry entry, DrivingProfiles driving) {
        List<Answers.DrivingProfile> profiles =
                driving.all().stream()
                        .map(
                                each ->
                                        new Answers.DrivingProfile(
                                                each.name(),
                                                driving.ofUnit().entrySet().stream()
                                                        .filter(of -> named(of, each))
                                                        .map(Map.Entry::getKey)
                                                        .sorted()
                                                        .toList(),
                                                Codec.STORED.mapper().valueToTree(each)))
                        .toList();
        return new Answers.DrivingAnswer(
                entry.position(), entry.at(), isInForce(entry.position()), profiles);
    }

    private static boolean named(Map.Entry<String, String> ofUnit, Profile profile) {
        return ofUnit.getValue().equals(profile.name());
    }

    // --- search and log ---

    /** Which incidents a search is for. */
    enum Which {
        OPEN,
        CLOSED,
        ALL
    }

    /**
     * @param words of a number, a place or a type; never of a person: what callers said is sealed
     */
    record Wanted(
            Which which,
            Optional<String> words,
            Optional<String> type,
            Optional<String> unit,
            Optional<Instant> from,
            Optional<Instant> to,
            int limit) {}

    /** The latest first. */
    List<Rows.IncidentRow> search(Wanted wanted, Instant now) {
        Board board = room.desk().board();
        Stream<Incident> all =
                switch (wanted.which()) {
                    case OPEN -> board.open().values().stream();
                    case CLOSED -> board.closedIncidents();
                    case ALL ->
                            Stream.concat(board.open().values().stream(), board.closedIncidents());
                };
        return all.filter(matches(wanted))
                .sorted(java.util.Comparator.comparing(Incident::openedAt).reversed())
                .limit(wanted.limit())
                .map(each -> room.maker().incident(each, now))
                .toList();
    }

    private Predicate<Incident> matches(Wanted wanted) {
        Optional<String> words = wanted.words().map(Look::folded);
        return incident ->
                words.filter(each -> !says(incident, each)).isEmpty()
                        && wanted.type().filter(each -> !each.equals(incident.type())).isEmpty()
                        && wanted.unit()
                                .filter(each -> incident.assignmentOf(each).isEmpty())
                                .isEmpty()
                        && wanted.from().filter(incident.openedAt()::isBefore).isEmpty()
                        && wanted.to()
                                .filter(each -> !incident.openedAt().isBefore(each))
                                .isEmpty();
    }

    private boolean says(Incident incident, String words) {
        String typeName =
                room.center().findType(incident.type()).map(IncidentType::name).orElse("");
        return Stream.of(incident.id(), incident.location().name(), incident.type(), typeName)
                .anyMatch(each -> folded(each).contains(words));
    }

    private static String folded(String text) {
        return java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    Answers.Log log(long from, int limit) {
        var lines = new ArrayList<Rows.LogLine>();
        long last = from - 1;
        for (Entry entry : room.journal().read(room.center().id(), from, limit)) {
            last = entry.position();
            Event event = Codec.STORED.readEvent(entry.event());
            if (Sentences.isNews(event)) lines.add(Sentences.line(entry, event));
        }
        return new Answers.Log(lines, last);
    }

    Answers.Log logOf(String id, int limit) {
        Incident incident = incident(room.desk().board(), id);
        List<Rows.LogLine> lines =
                facts(incident, limit).stream()
                        .filter(fact -> Sentences.isNews(fact.event()))
                        .map(fact -> Sentences.line(fact.entry(), fact.event()))
                        .toList();
        return new Answers.Log(lines, lines.isEmpty() ? 0 : lines.getLast().position());
    }
}
