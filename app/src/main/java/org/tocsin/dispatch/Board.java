package org.tocsin.dispatch;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import org.tocsin.center.Center;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Incident;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.incident.Refused;
import org.tocsin.road.Closure;
import org.tocsin.unit.Unit;
import org.tocsin.unit.UnitEvent;
import org.tocsin.unit.UnitStatus;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The current state of a center, folded from its journal: {@link #apply} makes the next board and
 * believes the record. Immutable, so that anybody may look at it for as long as they like while the
 * {@link Desk} goes on.
 *
 * @param center the configuration in force
 * @param driving how units drive; empty where the record does not say, as before version 0.2
 * @param position of the last entry folded in, 0 before the first
 * @param at the time of that entry
 * @param open incidents being worked or waiting, by id
 * @param closed the latest {@value #MAX_CLOSED} that ended, by id
 * @param closedOrder their ids, in the order they were closed
 * @param calls the incident of each call of those incidents
 * @param raised keys of the timers that ran out, by open incident
 * @param closuresVersion position of the latest entry that closed or opened a road
 */
public record Board(
        Center center,
        Optional<Driving> driving,
        long position,
        Instant at,
        PMap<String, Incident> open,
        PMap<String, Filed> closed,
        PVector<String> closedOrder,
        PMap<Long, String> calls,
        PMap<String, UnitOnBoard> units,
        PMap<String, RoadClosure> closures,
        PMap<String, HazardOnBoard> hazards,
        PMap<String, DrawingOnBoard> drawings,
        PMap<Long, AlarmOnBoard> alarms,
        PMap<String, PSet<String>> raised,
        Counters counters,
        long closuresVersion) {

    /** Closed incidents at hand; older ones are read from the journal. */
    public static final int MAX_CLOSED = 10_000;

    /** Incidents open at once; a regional disaster stays far below. */
    public static final int MAX_OPEN = 20_000;

    public static final int MAX_CLOSURES = 5_000;
    public static final int MAX_HAZARDS = 5_000;

    /** Drawings on the map; each goes to every screen. */
    public static final int MAX_DRAWINGS = 1_000;

    /** How units drive, and the entry that says so. */
    public record Driving(DrivingProfiles profiles, long entry) {}

    /** A closed road, who closed it and the entry that says so. */
    public record RoadClosure(Closure closure, String by, long entry) {}

    /** A hazard, who noted it and the entry that says so. */
    public record HazardOnBoard(Hazard hazard, String by, long entry) {}

    /** A drawing, who drew it and the entry that says so. */
    public record DrawingOnBoard(Drawing drawing, String by, long entry) {}

    /** An alarm nobody has acknowledged, and the entry that raised it. */
    public record AlarmOnBoard(Alarm alarm, long entry) {}

    /**
     * The next numbers to give.
     *
     * @param year the year of {@code incident}, in which numbering began at 1
     */
    public record Counters(
            int year,
            long incident,
            long call,
            long assignment,
            long closure,
            long hazard,
            long drawing,
            long alarm) {
        static final Counters START = new Counters(0, 1, 1, 1, 1, 1, 1, 1);
    }

    /** The board before the first entry. */
    public static Board empty(Center center) {
        return new Board(
                center,
                Optional.empty(),
                0,
                Instant.EPOCH,
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                TreePVector.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                Counters.START,
                0);
    }

    /** This board with these closed incidents, for its stored form only. */
    Board withClosed(PMap<String, Filed> others) {
        return new Board(
                center,
                driving,
                position,
                at,
                open,
                others,
                closedOrder,
                calls,
                units,
                closures,
                hazards,
                drawings,
                alarms,
                raised,
                counters,
                closuresVersion);
    }

    // --- questions ---

    public Optional<Incident> findIncident(String id) {
        Incident incident = open.get(id);
        if (incident != null) return Optional.of(incident);
        return Optional.ofNullable(closed.get(id)).map(Filed::incident);
    }

    /**
     * The closed incidents at hand, in no order. The first time after a start it reads them all.
     */
    public Stream<Incident> closedIncidents() {
        return closed.values().stream().map(Filed::incident);
    }

    /**
     * @throws Refused if there is none, or it has been closed for so long that only the journal
     *     knows it
     */
    public Incident incident(String id) {
        return findIncident(id)
                .orElseThrow(() -> new Refused("There is no incident %s.".formatted(id)));
    }

    /**
     * @throws Refused if there is none
     */
    public UnitOnBoard unit(String callSign) {
        UnitOnBoard unit = units.get(callSign);
        if (unit == null) throw new Refused("There is no unit %s.".formatted(callSign));
        return unit;
    }

    public Optional<UnitOnBoard> findUnit(String callSign) {
        return Optional.ofNullable(units.get(callSign));
    }

    /** The assignment that work points at. */
    public Assignment assignment(Work work) {
        return incident(work.incident()).findAssignment(work.assignment()).orElseThrow();
    }

    /** The assignment a unit works on. */
    public Optional<Assignment> activeOf(UnitOnBoard unit) {
        return unit.active().map(this::assignment);
    }

    /** What the unit board shows. */
    public UnitStatus statusOf(UnitOnBoard unit) {
        return statusOf(unit, activeOf(unit));
    }

    static UnitStatus statusOf(UnitOnBoard unit, Optional<Assignment> active) {
        if (active.isPresent()) return statusOf(active.get().state());
        return switch (unit.duty()) {
            case ON_DUTY -> UnitStatus.AVAILABLE;
            case OFF_DUTY -> UnitStatus.OFF_DUTY;
            case OUT_OF_SERVICE -> UnitStatus.OUT_OF_SERVICE;
        };
    }

    static UnitStatus statusOf(AssignmentState state) {
        return switch (state) {
            case DISPATCHED -> UnitStatus.DISPATCHED;
            case ACKNOWLEDGED -> UnitStatus.ACKNOWLEDGED;
            case EN_ROUTE -> UnitStatus.EN_ROUTE;
            case ON_SCENE -> UnitStatus.ON_SCENE;
            case TRANSPORTING -> UnitStatus.TRANSPORTING;
            case AT_DESTINATION -> UnitStatus.AT_DESTINATION;
            case QUEUED, CLEARED, CANCELLED, PREEMPTED, EXCHANGED -> UnitStatus.AVAILABLE;
        };
    }

    /** Since when the unit has had that status. */
    public Instant statusSince(UnitOnBoard unit) {
        return activeOf(unit).map(Assignment::since).orElseGet(unit::freeSince);
    }

    /**
     * What keeps a unit from going off duty: its active work, or work stacked on it that waits. A
     * booked incident whose time has not come does not.
     */
    Optional<Work> pressingWork(UnitOnBoard unit) {
        if (unit.active().isPresent()) return unit.active();
        return unit.queue().stream()
                .filter(work -> !incident(work.incident()).isScheduled())
                .findFirst();
    }

    /** The other unit of its crew that is at work, for cross-staffed units. */
    public Optional<UnitOnBoard> crewBusyWith(String callSign) {
        Optional<String> crew = center.findUnit(callSign).flatMap(Unit::crew);
        if (crew.isEmpty()) return Optional.empty();
        return crewMates(callSign).filter(mate -> mate.active().isPresent()).findFirst();
    }

    /** The other units of its crew. */
    Stream<UnitOnBoard> crewMates(String callSign) {
        Optional<String> crew = center.findUnit(callSign).flatMap(Unit::crew);
        if (crew.isEmpty()) return Stream.empty();
        return center.units().stream()
                .filter(other -> other.crew().equals(crew) && !other.callSign().equals(callSign))
                .flatMap(other -> Optional.ofNullable(units.get(other.callSign())).stream());
    }

    /** The closures in force or to come, for travel times. */
    public List<Closure> closureList() {
        if (closures.isEmpty()) return List.of();
        return closures.values().stream()
                .sorted(java.util.Comparator.comparingLong(RoadClosure::entry))
                .map(RoadClosure::closure)
                .toList();
    }

    // --- folding ---

    /**
     * This board after one more entry. Pure.
     *
     * @param actor who did it
     * @param entryAt when the journal recorded it
     */
    public Board apply(Event event, String actor, Instant entryAt) {
        var next = new BoardDraft(this, actor, entryAt);
        switch (event) {
            case Event.OfIncident(IncidentEvent e) -> next.apply(e);
            case Event.OfUnit(UnitEvent e) -> next.apply(e);
            case Event.OfRoom(DispatchEvent e) -> next.apply(e);
        }
        return next.build();
    }
}
