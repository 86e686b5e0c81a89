package org.tocsin.console;

import org.jspecify.annotations.Nullable;
import org.tocsin.access.Reading;
import org.tocsin.center.Scenario;
import org.tocsin.center.Scenario.Where;
import org.tocsin.center.Targets;
import org.tocsin.dispatch.Basis;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Codec;
import org.tocsin.dispatch.DispatchEvent;
import org.tocsin.dispatch.Event;
import org.tocsin.drill.Cue;
import org.tocsin.drill.Cue.Act;
import org.tocsin.drill.Drill;
import org.tocsin.drill.DrillClock;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Incident;
import org.tocsin.incident.Stage;
import org.tocsin.journal.Entry;
import org.tocsin.place.Area;
import org.tocsin.place.Location;
import org.tocsin.place.PlaceSearch;
import org.tocsin.place.Point;
import org.tocsin.plan.IncidentType;
import org.tocsin.recommend.Pick;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The trainer's desk: a drill is looked at, held, hastened, added to and reviewed here. */
final class DrillDesk {
    /** Entries read at a time. */
    private static final int PAGE = 1_000;

    /** A review shows so many incidents and decisions at most, the first, and lines, the latest. */
    static final int MAX_REVIEWED = 5_000;

    private DrillDesk() {}

    /** What a trainer may do. */
    sealed interface Control {
        record Pause() implements Control {}

        record Resume() implements Control {}

        record Run(double speed) implements Control {}

        record Jump(int seconds) implements Control {}

        /**
         * @param seen when that comes, as whoever asks saw it: two who ask for the same get it once
         */
        record JumpToNext(Optional<Instant> seen) implements Control {}

        record Call(String type, Location location, String text) implements Control {}

        record Fails(String unit, String reason) implements Control {}

        record Returns(String unit) implements Control {}

        record Says(String unit, String text) implements Control {}

        record Closes(Location location, String reason) implements Control {}

        record Opens(Location location) implements Control {}
    }

    /** What a supervisor of a real center may ask of drills beside it. */
    sealed interface Beside {
        record Start(String scenario) implements Beside {}

        record Stop() implements Beside {}
    }

    static List<Endpoint> endpoints(InstantSource clock) {
        return List.of(
                Endpoint.get(
                        Endpoint.IN_CENTER + "/drills",
                        "Scenarios that can be played beside this center, and the drill that runs",
                        Reading.DRILL,
                        Answers.DrillsAnswer.class,
                        asker -> beside(asker, drills(asker))),
                Endpoint.post(
                        Endpoint.IN_CENTER + "/drills",
                        "Starts or stops a drill: a process of its own, with a record of its own",
                        Optional.of(Reading.DRILL),
                        Forms.DRILLS,
                        Answers.DrillsAnswer.class,
                        List.of(409),
                        asker -> ask(asker, clock)),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/drill",
                        "The drill: its clock, what came and what will",
                        Reading.DRILL,
                        Answers.DrillAnswer.class,
                        asker -> answer(asker.room(), drill(asker))),
                Endpoint.post(
                        Endpoint.IN_CENTER + "/drill",
                        "Holds, hastens or adds to the drill",
                        Optional.of(Reading.DRILL),
                        Forms.DRILL,
                        Answers.DrillAnswer.class,
                        List.of(409),
                        DrillDesk::control),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/drill/review",
                        "How the drill went: times against targets, choices against advice",
                        Reading.DRILL,
                        Answers.DrillReview.class,
                        DrillDesk::review));
    }

    private static Drills drills(Asker asker) {
        return asker.room()
                .drills()
                .orElseThrow(
                        () ->
                                Problem.notFound(
                                        "Drills are not started from this console; use ./tocsin"
                                                + " drill."));
    }

    private static Object ask(Asker asker, InstantSource clock) {
        Drills drills = drills(asker);
        switch ((Beside) asker.body(Forms.DRILLS)) {
            case Beside.Start(var scenario) ->
                    drills.start(scenario, asker.room().places(), clock.instant());
            case Beside.Stop _ -> drills.stop();
        }
        return beside(asker, drills);
    }

    private static Answers.DrillsAnswer beside(Asker asker, Drills drills) {
        return new Answers.DrillsAnswer(
                drills.offered(asker.room().places()).stream().map(DrillDesk::offered).toList(),
                drills.running()
                        .map(
                                each ->
                                        new Answers.DrillBeside(
                                                each.scenario(), each.since(), each.port()))
                        .orElse(null));
    }

    private static Answers.ScenarioOffered offered(Drills.Offered each) {
        return new Answers.ScenarioOffered(
                each.name(),
                each.scenario().map(s -> s.name()).orElse(each.name()),
                each.scenario().map(s -> s.about()).orElse(""),
                each.scenario().map(s -> s.length().toSeconds()).orElse(0L),
                each.trouble().orElse(null));
    }

    private static Drill drill(Asker asker) {
        return asker.room()
                .exercise()
                .orElseThrow(() -> Problem.notFound("No drill is played in this center."));
    }

    private static Object control(Asker asker) {
        Drill drill = drill(asker);
        switch ((Control) asker.body(Forms.DRILL)) {
            case Control.Pause _ -> drill.pause();
            case Control.Resume _ -> drill.resume();
            case Control.Run(var speed) -> drill.run(speed);
            case Control.Jump(var seconds) -> drill.jump(Duration.ofSeconds(seconds));
            case Control.JumpToNext(var seen) ->
                    seen.ifPresentOrElse(drill::jumpToCue, drill::jumpToNext);
            case Control.Call(var type, var location, var text) -> {
                if (asker.room().center().findType(type).isEmpty()) {
                    throw Problem.badInput("type", Shown.of(type), "a type of the center");
                }
                inject(
                        drill,
                        new Act.Call(type, where(asker, location), said(text), Optional.empty()));
            }
            case Control.Fails(var unit, var reason) ->
                    inject(drill, new Act.Fails(unit(asker, unit), reason));
            case Control.Returns(var unit) -> inject(drill, new Act.Returns(unit(asker, unit)));
            case Control.Says(var unit, var text) ->
                    inject(drill, new Act.Says(unit(asker, unit), said(text)));
            case Control.Closes(var location, var reason) ->
                    inject(drill, new Act.Closes(where(asker, location), reason));
            case Control.Opens(var location) ->
                    inject(drill, new Act.Opens(where(asker, location)));
        }
        asker.room().live().beat();
        return answer(asker.room(), drill);
    }

    private static String unit(Asker asker, String callSign) {
        if (asker.room().center().findUnit(callSign).isEmpty()) {
            throw Problem.badInput("unit", Shown.of(callSign), "a unit of the center");
        }
        return callSign;
    }

    /** As in a scenario: somebody says something, and not for ever. */
    private static String said(String text) {
        if (!text.isBlank() && text.length() <= Scenario.MAX_TEXT) return text;
        throw Problem.badInput(
                "text",
                text.isBlank() ? "only blanks" : text.length() + " characters",
                "text of 1 to %d characters".formatted(Scenario.MAX_TEXT));
    }

    private static Where where(Asker asker, Location location) {
        Optional<Area> map = asker.room().places().map(PlaceSearch::serviceArea);
        if (map.isPresent() && !map.get().contains(location.point())) {
            throw Problem.badInput("location", location.point().toString(), "a point on the map");
        }
        return new Where(Optional.empty(), Optional.of(location.point()));
    }

    private static void inject(Drill drill, Act act) {
        if (drill.inject(act)) return;
        throw Problem.refused(
                "%d things wait to happen already; let the clock run."
                        .formatted(Drill.MAX_INJECTED));
    }

    private static Answers.DrillAnswer answer(Room room, Drill drill) {
        Drill.State state = drill.state();
        return new Answers.DrillAnswer(
                state.scenario().name(),
                state.scenario().about(),
                Long.toString(state.seed()),
                state.start(),
                state.now(),
                Duration.between(state.start(), state.now()).toSeconds(),
                state.scenario().length().toSeconds(),
                state.speed(),
                DrillClock.SLOWEST,
                DrillClock.FASTEST,
                state.paused(),
                state.over(),
                state.left(),
                state.next().stream().map(cue -> cue(room, cue, Optional.empty())).toList(),
                state.done().stream().map(done -> played(room, done)).toList());
    }

    private static Answers.CueAnswer played(Room room, Drill.Done done) {
        return cue(room, done.cue(), done.trouble());
    }

    /** With places and types as people call them: a trainer reads no coordinates. */
    private static Answers.CueAnswer cue(Room room, Cue cue, Optional<String> trouble) {
        Optional<String> there = cue.act().place().map(where -> place(room, where));
        String place = there.orElse("");
        return switch (cue.act()) {
            case Act.Call(var type, _, var text, _) ->
                    new Said("call", null, type, text)
                            .answer(
                                    cue,
                                    there,
                                    "call: %s, %s: %s".formatted(typeName(room, type), place, text),
                                    trouble);
            case Act.Fails(var unit, var reason) ->
                    new Said("fails", unit, null, reason)
                            .answer(cue, there, unit + " fails: " + reason, trouble);
            case Act.Returns(var unit) ->
                    new Said("returns", unit, null, null)
                            .answer(cue, there, unit + " can work again", trouble);
            case Act.Says(var unit, var text) ->
                    new Said("says", unit, null, text)
                            .answer(cue, there, unit + " says: " + text, trouble);
            case Act.Closes(_, var reason) ->
                    new Said("closes", null, null, reason)
                            .answer(cue, there, place + " is closed: " + reason, trouble);
            case Act.Opens _ ->
                    new Said("opens", null, null, null)
                            .answer(cue, there, place + " is open again", trouble);
        };
    }

    /** The parts of a cue that not every kind has. */
    private record Said(
            String kind, @Nullable String unit, @Nullable String type, @Nullable String text) {
        Answers.CueAnswer answer(
                Cue cue, Optional<String> place, String what, Optional<String> trouble) {
            return new Answers.CueAnswer(
                    cue.at(),
                    kind,
                    unit,
                    type,
                    place.orElse(null),
                    text,
                    what,
                    cue.injected(),
                    trouble.orElse(null));
        }
    }

    private static String place(Room room, Where where) {
        return where.name()
                .orElseGet(
                        () -> {
                            Point point = where.point().orElseThrow();
                            return room.places()
                                    .map(places -> places.here(point).name())
                                    .orElseGet(point::toString);
                        });
    }

    private static String typeName(Room room, String code) {
        return room.center().findType(code).map(IncidentType::name).orElse(code);
    }

    // --- the review ---

    private static Object review(Asker asker) {
        Drill drill = drill(asker);
        Room room = asker.room();
        Board board = room.desk().board();
        Instant now = drill.clock().instant();
        List<Answers.ReviewedIncident> incidents =
                Stream.concat(board.open().values().stream(), board.closedIncidents())
                        .sorted(Comparator.comparing(Incident::openedAt))
                        .limit(MAX_REVIEWED)
                        .map(each -> reviewed(each, room.center().targets(), now))
                        .toList();
        var record = new Reviewed(room);
        return new Answers.DrillReview(
                answer(room, drill),
                drill.done().stream().map(done -> played(room, done)).toList(),
                incidents,
                record.choices,
                List.copyOf(record.log));
    }

    private static Answers.ReviewedIncident reviewed(
            Incident incident, Targets targets, Instant now) {
        Targets.ByPriority target = targets.of(incident.priority());
        @Nullable Long dispatched = firstSeconds(incident, AssignmentState.DISPATCHED);
        @Nullable Long arrived = firstSeconds(incident, AssignmentState.ON_SCENE);
        Instant until = incident.closing().map(each -> each.at()).orElse(now);
        Duration lasted = Duration.between(incident.openedAt(), until);
        boolean merged = incident.closing().flatMap(each -> each.mergedInto()).isPresent();
        return new Answers.ReviewedIncident(
                incident.id(),
                incident.type(),
                incident.priority(),
                incident.location().name(),
                incident.openedAt(),
                incident.calls().size(),
                incident.closing().flatMap(each -> each.mergedInto()).orElse(null),
                dispatched,
                target.waiting().toSeconds(),
                !merged && isLate(dispatched, target.waiting(), lasted),
                arrived,
                target.arrival().toSeconds(),
                !merged && isLate(arrived, target.arrival(), lasted));
    }

    /** What has not come yet is late when its time is over. */
    private static boolean isLate(@Nullable Long afterSeconds, Duration target, Duration lasted) {
        return (afterSeconds == null ? lasted.toSeconds() : afterSeconds) > target.toSeconds();
    }

    /** Seconds from the first word of it until a unit first was in that state. */
    private static @Nullable Long firstSeconds(Incident incident, AssignmentState state) {
        Optional<Instant> first = Optional.empty();
        for (Assignment assignment : incident.assignments()) {
            for (Stage stage : assignment.stages()) {
                boolean earlier = first.isEmpty() || stage.at().isBefore(first.get());
                if (stage.state() == state && earlier) first = Optional.of(stage.at());
            }
        }
        return first.map(at -> Duration.between(incident.openedAt(), at).toSeconds()).orElse(null);
    }

    /** The drill's record, read once: its decisions, and what happened in sentences. */
    private static final class Reviewed {
        final List<Answers.ReviewedChoice> choices = new ArrayList<>();
        final Deque<Rows.LogLine> log = new ArrayDeque<>();

        Reviewed(Room room) {
            long from = 1;
            while (true) {
                List<Entry> entries = room.journal().read(room.center().id(), from, PAGE);
                if (entries.isEmpty()) return;
                entries.forEach(this::take);
                from = entries.getLast().position() + 1;
            }
        }

        private void take(Entry entry) {
            Event event = Codec.STORED.readEvent(entry.event());
            if (event
                            instanceof
                            Event.OfRoom(
                                    DispatchEvent.DecisionMade(var incident, var units, var basis))
                    && choices.size() < MAX_REVIEWED) {
                choices.add(choice(entry, incident, units, basis));
            }
            if (!Sentences.isNews(event)) return;
            log.add(Sentences.line(entry, event));
            if (log.size() > MAX_REVIEWED) log.remove();
        }
    }

    private static Answers.ReviewedChoice choice(
            Entry entry, String incident, List<String> units, Optional<Basis> basis) {
        List<Pick> picks =
                basis.stream()
                        .flatMap(each -> each.recommendation().outcomes().stream())
                        .flatMap(each -> each.picks().stream())
                        .filter(pick -> !pick.alreadyAssigned())
                        .toList();
        List<String> advised = picks.stream().map(Pick::unit).distinct().toList();
        return new Answers.ReviewedChoice(
                entry.at(),
                entry.actor(),
                incident,
                units,
                basis.isPresent() ? advised : null,
                basis.isPresent() && advised.containsAll(units) && units.containsAll(advised),
                picks.stream().map(pick -> pick.unit() + ": " + pick.sentence()).toList());
    }
}
