package org.tocsin.console;

import org.jspecify.annotations.Nullable;
import org.tocsin.access.Reading;
import org.tocsin.center.Scenario.Where;
import org.tocsin.center.Targets;
import org.tocsin.dispatch.Basis;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Codec;
import org.tocsin.dispatch.DispatchEvent;
import org.tocsin.dispatch.Event;
import org.tocsin.drill.Cue.Act;
import org.tocsin.drill.Drill;
import org.tocsin.drill.DrillClock;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Incident;
import org.tocsin.incident.Stage;
import org.tocsin.journal.Entry;
import org.tocsin.place.Location;
import org.tocsin.recommend.Pick;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The trainer's desk: a drill is looked at, held, hastened, added to and reviewed here. */
final class DrillDesk {
    /** Entries read at a time. */
    private static final int PAGE = 1_000;

    /** A review shows so many incidents and so many decisions at most: the first ones. */
    static final int MAX_REVIEWED = 5_000;

    private DrillDesk() {}

    /** What a trainer may do. */
    sealed interface Control {
        record Pause() implements Control {}

        record Resume() implements Control {}

        record Run(double speed) implements Control {}

        record Jump(int seconds) implements Control {}

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
                        asker -> beside(drills(asker))),
                Endpoint.post(
                        Endpoint.IN_CENTER + "/drills",
                        "Starts or stops a drill: a process of its own, with a record of its own",
                        Optional.of(Reading.DRILL),
                        Forms.DRILLS,
                        Answers.DrillsAnswer.class,
                        List.of(409),
                        asker -> beside(asker, clock)),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/drill",
                        "The drill: its clock, what came and what will",
                        Reading.DRILL,
                        Answers.DrillAnswer.class,
                        asker -> answer(drill(asker))),
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

    private static Object beside(Asker asker, InstantSource clock) {
        Drills drills = drills(asker);
        switch ((Beside) asker.body(Forms.DRILLS)) {
            case Beside.Start(var scenario) -> drills.start(scenario, clock.instant());
            case Beside.Stop _ -> drills.stop();
        }
        return beside(drills);
    }

    private static Answers.DrillsAnswer beside(Drills drills) {
        return new Answers.DrillsAnswer(
                drills.offered().stream().map(DrillDesk::offered).toList(),
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
            case Control.Call(var type, var location, var text) -> {
                if (asker.room().center().findType(type).isEmpty()) {
                    throw Problem.badInput("type", Shown.of(type), "a type of the center");
                }
                inject(drill, new Act.Call(type, where(location), text, Optional.empty()));
            }
            case Control.Fails(var unit, var reason) ->
                    inject(drill, new Act.Fails(unit(asker, unit), reason));
            case Control.Returns(var unit) -> inject(drill, new Act.Returns(unit(asker, unit)));
            case Control.Says(var unit, var text) ->
                    inject(drill, new Act.Says(unit(asker, unit), text));
            case Control.Closes(var location, var reason) ->
                    inject(drill, new Act.Closes(where(location), reason));
            case Control.Opens(var location) -> inject(drill, new Act.Opens(where(location)));
        }
        asker.room().live().beat();
        return answer(drill);
    }

    private static String unit(Asker asker, String callSign) {
        if (asker.room().center().findUnit(callSign).isEmpty()) {
            throw Problem.badInput("unit", Shown.of(callSign), "a unit of the center");
        }
        return callSign;
    }

    private static Where where(Location location) {
        return new Where(Optional.empty(), Optional.of(location.point()));
    }

    private static void inject(Drill drill, Act act) {
        if (drill.inject(act)) return;
        throw Problem.refused(
                "%d things wait to happen already; let the clock run."
                        .formatted(Drill.MAX_INJECTED));
    }

    private static Answers.DrillAnswer answer(Drill drill) {
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
                state.next().stream()
                        .map(cue -> new Answers.CueAnswer(cue.at(), cue.act().words(), false, null))
                        .toList(),
                state.done().stream().map(DrillDesk::played).toList());
    }

    private static Answers.CueAnswer played(Drill.Done done) {
        return new Answers.CueAnswer(
                done.cue().at(),
                done.cue().act().words(),
                done.cue().injected(),
                done.trouble().orElse(null));
    }

    // --- the review ---

    private static Object review(Asker asker) {
        Drill drill = drill(asker);
        Room room = asker.room();
        Board board = room.desk().board();
        List<Answers.ReviewedIncident> incidents =
                Stream.concat(board.open().values().stream(), board.closedIncidents())
                        .sorted(Comparator.comparing(Incident::openedAt))
                        .limit(MAX_REVIEWED)
                        .map(each -> reviewed(each, room.center().targets()))
                        .toList();
        return new Answers.DrillReview(
                answer(drill),
                drill.done().stream().map(DrillDesk::played).toList(),
                incidents,
                choices(room));
    }

    private static Answers.ReviewedIncident reviewed(Incident incident, Targets targets) {
        Targets.ByPriority target = targets.of(incident.priority());
        @Nullable Long dispatched = firstSeconds(incident, AssignmentState.DISPATCHED);
        @Nullable Long arrived = firstSeconds(incident, AssignmentState.ON_SCENE);
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
                arrived,
                target.arrival().toSeconds());
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

    private static List<Answers.ReviewedChoice> choices(Room room) {
        var choices = new ArrayList<Answers.ReviewedChoice>();
        long from = 1;
        while (choices.size() < MAX_REVIEWED) {
            List<Entry> entries = room.journal().read(room.center().id(), from, PAGE);
            if (entries.isEmpty()) break;
            for (Entry entry : entries) {
                if (Codec.STORED.readEvent(entry.event())
                        instanceof
                        Event.OfRoom(
                                DispatchEvent.DecisionMade(var incident, var units, var basis))) {
                    choices.add(choice(entry, incident, units, basis));
                }
            }
            from = entries.getLast().position() + 1;
        }
        return choices;
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
