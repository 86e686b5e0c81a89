package org.tocsin.dispatch;

import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PVector;
import org.tocsin.center.Center;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.Call;
import org.tocsin.incident.Incident;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.road.Closure;
import org.tocsin.unit.Unit;
import org.tocsin.unit.UnitEvent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A board while one entry is folded into it: a copy that may change until it is built. */
final class BoardDraft {
    private final String actor;
    private final Instant at;
    private final long position;
    private Center center;
    private Optional<Board.Driving> driving;
    private PMap<String, Incident> open;
    private PMap<String, Filed> closed;
    private PVector<String> closedOrder;
    private PMap<Long, String> calls;
    private PMap<String, UnitOnBoard> units;
    private PMap<String, Board.RoadClosure> closures;
    private PMap<String, Board.HazardOnBoard> hazards;
    private PMap<String, Board.DrawingOnBoard> drawings;
    private PMap<Long, Board.AlarmOnBoard> alarms;
    private PMap<String, PSet<String>> raised;
    private int year;
    private long nextIncident;
    private long nextCall;
    private long nextAssignment;
    private long nextClosure;
    private long nextHazard;
    private long nextDrawing;
    private long nextAlarm;
    private long closuresVersion;

    BoardDraft(Board from, String actor, Instant at) {
        this.actor = actor;
        this.at = at;
        position = from.position() + 1;
        center = from.center();
        driving = from.driving();
        open = from.open();
        closed = from.closed();
        closedOrder = from.closedOrder();
        calls = from.calls();
        units = from.units();
        closures = from.closures();
        hazards = from.hazards();
        drawings = from.drawings();
        alarms = from.alarms();
        raised = from.raised();
        Board.Counters counters = from.counters();
        year = counters.year();
        nextIncident = counters.incident();
        nextCall = counters.call();
        nextAssignment = counters.assignment();
        nextClosure = counters.closure();
        nextHazard = counters.hazard();
        nextDrawing = counters.drawing();
        nextAlarm = counters.alarm();
        closuresVersion = from.closuresVersion();
    }

    Board build() {
        return new Board(
                center,
                driving,
                position,
                at,
                open,
                closed,
                closedOrder,
                calls,
                units,
                closures,
                hazards,
                drawings,
                alarms,
                raised,
                new Board.Counters(
                        year,
                        nextIncident,
                        nextCall,
                        nextAssignment,
                        nextClosure,
                        nextHazard,
                        nextDrawing,
                        nextAlarm),
                closuresVersion);
    }

    // --- incidents ---

    void apply(IncidentEvent event) {
        switch (event) {
            case IncidentEvent.IncidentOpened e -> {
                open = open.plus(e.incident(), Incident.open(e, position));
                year = IncidentNumber.year(e.incident());
                nextIncident = IncidentNumber.sequence(e.incident()) + 1;
            }
            case IncidentEvent.CallTaken e -> {
                fold(e);
                calls = calls.plus(e.call(), e.incident());
                nextCall = e.call() + 1;
            }
            case IncidentEvent.CallMoved e -> moveCall(e);
            case IncidentEvent.AssignmentTransferred e -> transfer(e);
            case IncidentEvent.UnitAssigned e -> {
                fold(e);
                nextAssignment = e.assignment() + 1;
                rework(e.unit(), new Work(e.incident(), e.assignment()));
            }
            case IncidentEvent.AssignmentMoved e -> {
                fold(e);
                rework(e.unit(), new Work(e.incident(), e.assignment()));
            }
            case IncidentEvent.AssignmentStepUndone e -> {
                fold(e);
                rework(e.unit(), new Work(e.incident(), e.assignment()));
            }
            case IncidentEvent.TimeCorrected e -> {
                fold(e);
                rework(e.unit(), new Work(e.incident(), e.assignment()));
            }
            case IncidentEvent.IncidentClosed e -> {
                fold(e);
                close(e.incident());
            }
            case IncidentEvent.IncidentReopened e -> {
                fold(e);
                reopen(e.incident());
            }
            case IncidentEvent.IncidentsLinked e -> {
                fold(e);
                fold(
                        e.with(),
                        new IncidentEvent.IncidentsLinked(
                                /* incident= */ e.with(), /* with= */ e.incident()));
            }
            case IncidentEvent.IncidentsUnlinked e -> {
                fold(e);
                fold(
                        e.with(),
                        new IncidentEvent.IncidentsUnlinked(
                                /* incident= */ e.with(), /* with= */ e.incident()));
            }
            case IncidentEvent.ScheduleReached e -> fold(e);
            case IncidentEvent.TypeChanged e -> fold(e);
            case IncidentEvent.PriorityChanged e -> fold(e);
            case IncidentEvent.LocationCorrected e -> fold(e);
            case IncidentEvent.AlarmLevelSet e -> fold(e);
            case IncidentEvent.QuestionAnswered e -> fold(e);
            case IncidentEvent.NoteAdded e -> fold(e);
            case IncidentEvent.Notified e -> fold(e);
            case IncidentEvent.HandedOver e -> fold(e);
            case IncidentEvent.SealedRead e -> fold(e);
            case IncidentEvent.PhotoAdded e -> fold(e);
            case IncidentEvent.PhotoRead e -> fold(e);
            // It may have left the board long ago: the keys outlast the closed incidents at hand.
            case IncidentEvent.IncidentForgotten e -> {
                if (isKnown(e.incident())) fold(e);
            }
        }
    }

    private boolean isKnown(String id) {
        return open.containsKey(id) || closed.containsKey(id);
    }

    private void fold(IncidentEvent event) {
        fold(event.incident(), event);
    }

    private void fold(String id, IncidentEvent event) {
        put(incident(id).apply(event, actor, at, position));
    }

    private Incident incident(String id) {
        Incident incident = open.get(id);
        if (incident != null) return incident;
        Filed filed = closed.get(id);
        if (filed == null) throw new IllegalArgumentException("no incident " + id);
        return filed.incident();
    }

    private void put(Incident incident) {
        if (open.containsKey(incident.id())) open = open.plus(incident.id(), incident);
        else closed = closed.plus(incident.id(), Filed.of(incident));
    }

    private void moveCall(IncidentEvent.CallMoved event) {
        Incident from = incident(event.from());
        Call call = from.findCall(event.call()).orElseThrow();
        put(from.without(List.of(call), List.of(), position));
        put(incident(event.incident()).with(List.of(call), List.of(), position));
        calls = calls.plus(event.call(), event.incident());
    }

    private void transfer(IncidentEvent.AssignmentTransferred event) {
        Incident from = incident(event.from());
        Assignment assignment = from.findAssignment(event.assignment()).orElseThrow();
        put(from.without(List.of(), List.of(assignment), position));
        put(incident(event.incident()).with(List.of(), List.of(assignment), position));
        UnitOnBoard unit = units.get(event.unit());
        if (unit == null) return;
        Work was = new Work(event.from(), event.assignment());
        Work now = new Work(event.incident(), event.assignment());
        Instant heard = unit.heardAt();
        units =
                units.plus(
                        event.unit(),
                        unit.withWork(was, Optional.empty(), heard, position)
                                .withWork(now, Optional.of(assignment), heard, position));
    }

    private void close(String id) {
        Incident incident = incident(id);
        open = open.minus(id);
        closed = closed.plus(id, Filed.of(incident));
        closedOrder = closedOrder.plus(id);
        raised = raised.minus(id);
        for (Board.AlarmOnBoard each : alarms.values()) {
            if (each.alarm().incident().equals(id)) alarms = alarms.minus(each.alarm().id());
        }
        if (closedOrder.size() > Board.MAX_CLOSED) forget(closedOrder.get(0));
    }

    private void reopen(String id) {
        Incident incident = incident(id);
        closed = closed.minus(id);
        closedOrder = closedOrder.minus(id);
        open = open.plus(id, incident);
    }

    private void forget(String id) {
        for (Call call : incident(id).calls()) calls = calls.minus(call.id());
        closed = closed.minus(id);
        closedOrder = closedOrder.minus(0);
    }

    // --- units ---

    void apply(UnitEvent event) {
        UnitOnBoard unit = units.get(event.unit());
        if (unit == null) return; // The unit has left the configuration; its record stays.
        units = units.plus(event.unit(), unit.apply(event, at, position));
    }

    private void rework(String callSign, Work work) {
        UnitOnBoard unit = units.get(callSign);
        if (unit == null) return; // The unit has left the configuration; its record stays.
        Optional<Assignment> now = incident(work.incident()).findAssignment(work.assignment());
        Instant heard = now.map(Assignment::since).orElse(at);
        units = units.plus(callSign, unit.withWork(work, now, heard, position));
    }

    // --- the room ---

    private void close(Closure closure) {
        closures = closures.plus(closure.id(), new Board.RoadClosure(closure, actor, position));
        closuresVersion = position;
        nextClosure = Math.max(nextClosure, numberOf(closure.id()) + 1);
    }

    /** The reason of the change stands with the first: who looks at it wants both. */
    private void amend(DispatchEvent.ClosureAmended change) {
        Board.RoadClosure known = closures.get(change.closure());
        if (known == null) return;
        Closure before = known.closure();
        var amended =
                new Closure(
                        before.id(),
                        change.ground(),
                        before.from(),
                        change.until(),
                        reason(before.reason(), change.reason()),
                        before.terms());
        closures = closures.plus(before.id(), new Board.RoadClosure(amended, actor, known.entry()));
        closuresVersion = position;
    }

    private static String reason(String before, String change) {
        String both = change.isBlank() ? before : before + "; changed: " + change;
        return both.length() <= Closure.MAX_TEXT ? both : change;
    }

    void apply(DispatchEvent event) {
        switch (event) {
            case DispatchEvent.CenterConfigured e -> configure(e.center());
            case DispatchEvent.DrivingConfigured e ->
                    driving = Optional.of(new Board.Driving(e.driving(), position));
            case DispatchEvent.DecisionMade e -> log(e.incident());
            case DispatchEvent.RoadClosed e -> close(e.closure());
            case DispatchEvent.RoadLimited e -> close(e.closure().on(e.terms()));
            case DispatchEvent.ClosureAmended e -> amend(e);
            case DispatchEvent.RoadReopened e -> {
                closures = closures.minus(e.closure());
                closuresVersion = position;
            }
            case DispatchEvent.HazardNoted e -> {
                var hazard = new Board.HazardOnBoard(e.hazard(), actor, position);
                hazards = hazards.plus(e.hazard().id(), hazard);
                nextHazard = Math.max(nextHazard, numberOf(e.hazard().id()) + 1);
            }
            case DispatchEvent.HazardLifted e -> hazards = hazards.minus(e.hazard());
            case DispatchEvent.DrawingAdded e -> {
                var drawing = new Board.DrawingOnBoard(e.drawing(), actor, position);
                drawings = drawings.plus(e.drawing().id(), drawing);
                nextDrawing = Math.max(nextDrawing, numberOf(e.drawing().id()) + 1);
            }
            case DispatchEvent.DrawingErased e -> drawings = drawings.minus(e.drawing());
            case DispatchEvent.AlarmRaised e -> raise(e.alarm());
            case DispatchEvent.AlarmAcknowledged e -> alarms = alarms.minus(e.alarm());
            case DispatchEvent.MoveUpDismissed _, DispatchEvent.RequestUndone _ -> {}
        }
    }

    private void log(String id) {
        put(incident(id).with(List.of(), List.of(), position));
    }

    private void raise(Alarm alarm) {
        alarms = alarms.plus(alarm.id(), new Board.AlarmOnBoard(alarm, position));
        PSet<String> keys = raised.getOrDefault(alarm.incident(), HashTreePSet.empty());
        raised = raised.plus(alarm.incident(), keys.plus(alarm.key()));
        nextAlarm = alarm.id() + 1;
    }

    /** Units that left the configuration stay while they have work, so that it can be ended. */
    private void configure(Center next) {
        PMap<String, UnitOnBoard> kept = HashTreePMap.empty();
        for (Unit unit : next.units()) {
            UnitOnBoard known = units.get(unit.callSign());
            kept =
                    kept.plus(
                            unit.callSign(),
                            known != null
                                    ? known
                                    : UnitOnBoard.start(
                                            unit.callSign(), unit.station(), at, position));
        }
        for (UnitOnBoard unit : units.values()) {
            if (unit.hasWork())
                kept = kept.plus(unit.callSign(), kept.getOrDefault(unit.callSign(), unit));
        }
        units = kept;
        center = next;
    }

    /** The number in an id such as {@code C12}. */
    private static long numberOf(String id) {
        return Long.parseLong(id, 1, id.length(), 10);
    }
}
