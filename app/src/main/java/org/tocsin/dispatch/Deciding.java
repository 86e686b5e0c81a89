package org.tocsin.dispatch;

import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Incident;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.incident.Refused;
import org.tocsin.place.Area;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.unit.Duty;
import org.tocsin.unit.UnitEvent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One request while it is decided: the board as it would be, and the facts so far. What the verbs
 * have in common stands here.
 */
final class Deciding {
    final String actor;
    final Instant now;
    private Board board;
    private final List<Event> events = new ArrayList<>();

    Deciding(Board board, String actor, Instant now) {
        this.board = board;
        this.actor = actor;
        this.now = now;
    }

    Board board() {
        return board;
    }

    List<Event> events() {
        return events;
    }

    void that(IncidentEvent event) {
        that(new Event.OfIncident(event));
    }

    void that(UnitEvent event) {
        that(new Event.OfUnit(event));
    }

    void that(DispatchEvent event) {
        that(new Event.OfRoom(event));
    }

    private void that(Event event) {
        board = board.apply(event, actor, now);
        events.add(event);
    }

    // --- guards that several verbs share ---

    Incident openIncident(String id) {
        Incident incident = board.incident(id);
        incident.requireOpen();
        return incident;
    }

    void requireType(String code) {
        if (board.center().findType(code).isEmpty()) {
            throw new Refused("There is no incident type %s.".formatted(code));
        }
    }

    void requireDesk(String id) {
        if (board.center().findDesk(id).isEmpty()) {
            throw new Refused("There is no desk %s.".formatted(id));
        }
    }

    /** A swapped pair of coordinates is named, not mended: the dispatcher decides. */
    void requireInServiceArea(Location location) {
        Optional<Area> area = board.center().serviceArea();
        Point point = location.point();
        if (area.isEmpty() || area.get().contains(point)) return;
        boolean swappedFits =
                Math.abs(point.longitude()) <= 90
                        && area.get()
                                .contains(
                                        new Point(
                                                /* latitude= */ point.longitude(),
                                                /* longitude= */ point.latitude()));
        throw new Refused(
                swappedFits
                        ? "%s is outside the service area, %s, %s is inside: latitude and longitude"
                                        .formatted(point, point.longitude(), point.latitude())
                                + " may be swapped."
                        : "%s is outside the service area.".formatted(point));
    }

    /** A unit that could start work now, crew and all. */
    void requireFree(String callSign) {
        UnitOnBoard unit = board.unit(callSign);
        requireOnDuty(unit);
        Optional<Assignment> active = board.activeOf(unit);
        if (active.isPresent()) {
            throw new Refused(
                    "%s is %s at %s; queue, pre-empt, divert or exchange it."
                            .formatted(
                                    callSign,
                                    active.get().state().words(),
                                    active.get().incident()));
        }
        requireCrewFree(callSign);
    }

    void requireCrewFree(String callSign) {
        Optional<UnitOnBoard> busy = board.crewBusyWith(callSign);
        if (busy.isPresent()) {
            throw new Refused(
                    "The crew of %s is at work with %s."
                            .formatted(callSign, busy.get().callSign()));
        }
    }

    void requireOnDuty(UnitOnBoard unit) {
        switch (unit.duty()) {
            case ON_DUTY -> {}
            case OFF_DUTY -> throw new Refused("%s is off duty.".formatted(unit.callSign()));
            case OUT_OF_SERVICE ->
                    throw new Refused(
                            "%s is out of service%s."
                                    .formatted(
                                            unit.callSign(),
                                            unit.dutyReason().map(why -> ": " + why).orElse("")));
        }
    }

    // --- steps that several verbs share ---

    /** A new assignment of the unit. */
    void assign(String incident, String unit, AssignmentState state, Optional<String> slot) {
        if (openIncident(incident).assignments().size() >= Incident.MAX_ASSIGNMENTS) {
            throw new Refused(
                    "Incident %s has had %d assignments, the most one may have; split it."
                            .formatted(incident, Incident.MAX_ASSIGNMENTS));
        }
        long id = board.counters().assignment();
        that(new IncidentEvent.UnitAssigned(id, incident, unit, state, slot, now));
    }

    /**
     * Sends the most urgent of what is stacked on a unit that has become free, and on the others of
     * its crew.
     */
    void sendNext(String callSign) {
        sendNextOf(callSign);
        for (UnitOnBoard mate : board.crewMates(callSign).toList()) sendNextOf(mate.callSign());
    }

    private void sendNextOf(String callSign) {
        Optional<UnitOnBoard> found = board.findUnit(callSign);
        if (found.isEmpty() || found.get().duty() != Duty.ON_DUTY) return;
        UnitOnBoard unit = found.get();
        if (unit.active().isPresent() || board.crewBusyWith(callSign).isPresent()) return;
        Optional<Assignment> next = mostUrgent(unit);
        if (next.isEmpty()) return;
        Incident incident = board.incident(next.get().incident());
        that(
                incident.move(
                        callSign,
                        AssignmentState.DISPATCHED,
                        now,
                        Optional.empty(),
                        Optional.empty()));
    }

    private Optional<Assignment> mostUrgent(UnitOnBoard unit) {
        Optional<Assignment> best = Optional.empty();
        int bestPriority = Integer.MAX_VALUE;
        for (Work work : unit.queue()) {
            Incident incident = board.incident(work.incident());
            // A booked incident holds its units only from its time on.
            if (incident.isScheduled() || incident.priority() >= bestPriority) continue;
            best = incident.findAssignment(work.assignment());
            bestPriority = incident.priority();
        }
        return best;
    }
}
