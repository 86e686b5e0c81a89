package org.tocsin.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.tocsin.center.Capability;
import org.tocsin.center.Center;
import org.tocsin.center.DeskSeat;
import org.tocsin.center.Destination;
import org.tocsin.center.Disposition;
import org.tocsin.center.RelatedWindow;
import org.tocsin.center.Shift;
import org.tocsin.center.Targets;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Incident;
import org.tocsin.journal.Journal;
import org.tocsin.journal.MemoryJournal;
import org.tocsin.journal.MemoryVault;
import org.tocsin.journal.Vault;
import org.tocsin.place.Area;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.plan.AlarmLevel;
import org.tocsin.plan.Choice;
import org.tocsin.plan.Hours;
import org.tocsin.plan.IncidentType;
import org.tocsin.plan.Option;
import org.tocsin.plan.PlanRule;
import org.tocsin.plan.Question;
import org.tocsin.plan.Requirement;
import org.tocsin.plan.TriageTree;
import org.tocsin.unit.Agency;
import org.tocsin.unit.Duty;
import org.tocsin.unit.Station;
import org.tocsin.unit.Unit;
import org.tocsin.unit.UnitStatus;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A small dispatch room on a journal in memory, whose clock the test moves. */
final class Room {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final Location MARKET = new Location(new Point(45.001, -20.001), "Market Square");
    static final Location MILL = new Location(new Point(45.01, -20.01), "Mill Lane 4");

    final Vault vault;
    Instant now = NOON;
    Desk desk;
    private int requests;

    Room() {
        this(new MemoryJournal(), 1);
    }

    Room(Journal journal, long seed) {
        vault = new MemoryVault(new Random(seed));
        desk = Desk.open(center(), journal, vault, () -> now);
    }

    Room(Journal journal, Vault vault) {
        this.vault = vault;
        desk = Desk.open(center(), journal, vault, () -> now);
    }

    static Center center() {
        return new Center(
                "town",
                "Town",
                ZoneId.of("UTC"),
                Optional.of(
                        new Area(
                                List.of(
                                        new Point(44, -21),
                                        new Point(44, -19),
                                        new Point(46, -19),
                                        new Point(46, -21)))),
                List.of(new Agency("FIRE", "Fire"), new Agency("EMS", "Ambulance")),
                List.of(new Capability("ENGINE", "Engine"), new Capability("ALS", "Paramedics")),
                List.of(
                        new Station("S1", "North", "FIRE", new Point(45, -20)),
                        new Station("S2", "South", "EMS", new Point(44.99, -20))),
                List.of(
                        new Shift(
                                "day",
                                "Day",
                                List.of(
                                        new Hours(
                                                List.of(DayOfWeek.values()),
                                                LocalTime.of(8, 0),
                                                LocalTime.of(20, 0))))),
                List.of(
                        unit("E1", "FIRE", "S1", "ENGINE", Optional.empty(), List.of()),
                        unit("E2", "FIRE", "S1", "ENGINE", Optional.empty(), List.of()),
                        unit("L1", "FIRE", "S1", "LADDER", Optional.of("C1"), List.of()),
                        unit("B1", "FIRE", "S1", "BOAT", Optional.of("C1"), List.of()),
                        unit("M1", "EMS", "S2", "ALS", Optional.empty(), List.of()),
                        unit("M2", "EMS", "S2", "ALS", Optional.empty(), List.of("day"))),
                List.of(),
                List.of(
                        new IncidentType("FIRE", "Fire", 1, "FIRE", Optional.empty()),
                        new IncidentType("FALL", "Fall", 3, "EMS", Optional.of("fall")),
                        new IncidentType("LIFT", "Lift assist", 5, "EMS", Optional.empty())),
                List.of(
                        new PlanRule(
                                "any",
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(
                                        new AlarmLevel(
                                                false,
                                                List.of(
                                                        new Requirement(
                                                                "engine",
                                                                List.of(
                                                                        new Option(
                                                                                Map.of(
                                                                                        "ENGINE",
                                                                                        1))))),
                                                List.of(),
                                                List.of())))),
                List.of(fallQuestions()),
                List.of(),
                targets(),
                List.of(
                        new DeskSeat("1", "Desk 1", List.of("FIRE")),
                        new DeskSeat("2", "Desk 2", List.of("EMS"))),
                List.of(),
                List.of(new Destination("H", "Hospital", new Point(45.02, -20), List.of())),
                List.of(),
                List.of(new Disposition("DONE", "Done")),
                new RelatedWindow(Duration.ofMinutes(10), 300),
                List.of());
    }

    private static Unit unit(
            String callSign,
            String agency,
            String station,
            String capability,
            Optional<String> crew,
            List<String> shifts) {
        return new Unit(callSign, agency, station, Set.of(capability), 4, crew, true, shifts);
    }

    private static TriageTree fallQuestions() {
        var breathing =
                new Question(
                        "breathing",
                        "Is he breathing?",
                        List.of(
                                choice("yes", Optional.empty(), Optional.empty()),
                                choice("no", Optional.empty(), Optional.of(1))));
        return new TriageTree("fall", 1, "Fall", List.of(breathing));
    }

    private static Choice choice(String id, Optional<String> type, Optional<Integer> priority) {
        return new Choice(id, id, Optional.empty(), type, priority, List.of(), Optional.empty());
    }

    private static Targets targets() {
        var priorities = new ArrayList<Targets.ByPriority>();
        for (int i = 1; i <= 5; i++) {
            priorities.add(
                    new Targets.ByPriority(
                            i,
                            Duration.ofMinutes(i),
                            Duration.ofSeconds(60),
                            Duration.ofMinutes(8L * i),
                            i == 1 ? Optional.of(Duration.ofMinutes(20)) : Optional.empty()));
        }
        return new Targets(priorities, Map.of(UnitStatus.AT_DESTINATION, Duration.ofMinutes(30)));
    }

    // --- doing ---

    Outcome ask(Request request) {
        return ask("r" + ++requests, request);
    }

    Outcome ask(String id, Request request) {
        return desk.work(List.of(new Envelope(id, "anna", request))).getFirst();
    }

    Outcome.Done done(Request request) {
        Outcome outcome = ask(request);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    String refused(Request request) {
        Board before = desk.board();
        Outcome outcome = ask(request);
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(desk.board()).isSameAs(before);
        return ((Outcome.Rejected) outcome).sentence();
    }

    /** The id of the last request. */
    String lastRequest() {
        return "r" + requests;
    }

    String call(String type) {
        return call(type, MARKET);
    }

    String call(String type, Location at) {
        return done(callFor(type, at)).incident().orElseThrow();
    }

    static Request.TakeCall callFor(String type, Location at) {
        return new Request.TakeCall(
                Request.CallSource.PHONE,
                Optional.of("Maria"),
                Optional.of("555 0100"),
                Optional.of("there is smoke"),
                Optional.of(at),
                Optional.of(type),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    void dispatch(String incident, String... units) {
        done(new Request.Dispatch(incident, List.of(units), Optional.empty()));
    }

    void status(String unit, AssignmentState... states) {
        for (AssignmentState state : states) done(say(unit, state));
    }

    static Request.Status say(String unit, AssignmentState state) {
        return new Request.Status(
                unit, state, Optional.empty(), Optional.empty(), Optional.empty());
    }

    void offDuty(String unit) {
        done(new Request.SetDuty(unit, Duty.OFF_DUTY, Optional.empty()));
    }

    void undo() {
        done(new Request.Undo(lastRequest()));
    }

    void pass(Duration time) {
        now = now.plus(time);
        desk.tick();
    }

    // --- looking ---

    Incident incident(String id) {
        return desk.board().incident(id);
    }

    Assignment assignment(String incident, String unit) {
        return incident(incident).assignmentOf(unit).orElseThrow();
    }

    AssignmentState state(String incident, String unit) {
        return assignment(incident, unit).state();
    }

    UnitStatus status(String unit) {
        return desk.board().statusOf(desk.board().unit(unit));
    }

    List<Alarm.Kind> alarms() {
        return desk.board().alarms().values().stream()
                .map(each -> each.alarm().kind())
                .sorted()
                .toList();
    }
}
