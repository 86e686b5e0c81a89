package org.tocsin.dispatch;

import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Incident;
import org.tocsin.incident.Refused;
import org.tocsin.recommend.Pick;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;

/** Sending units and following their work. */
final class AssignmentVerbs {
    /** More units than one word of command sends. */
    static final int MAX_UNITS = 100;

    /** A device's clock may run ahead of the center's by so much. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final Deciding deciding;

    AssignmentVerbs(Deciding deciding) {
        this.deciding = deciding;
    }

    void dispatch(Request.Dispatch request) {
        Incident incident = deciding.openIncident(request.incident());
        if (request.units().isEmpty() || request.units().size() > MAX_UNITS) {
            throw new Refused(
                    "%d units were named, expected 1 to %d."
                            .formatted(request.units().size(), MAX_UNITS));
        }
        if (new HashSet<>(request.units()).size() < request.units().size()) {
            throw new Refused("A unit is named twice.");
        }
        deciding.that(
                new DispatchEvent.DecisionMade(incident.id(), request.units(), request.basis()));
        for (String unit : request.units()) {
            send(incident.id(), unit, slotOf(unit, request.basis()));
        }
    }

    private static Optional<String> slotOf(String unit, Optional<Basis> basis) {
        if (basis.isEmpty()) return Optional.empty();
        return basis.get().recommendation().picks().stream()
                .filter(pick -> pick.unit().equals(unit))
                .map(Pick::capability)
                .findFirst();
    }

    /** To a booked incident whose time has not come a unit is only promised. */
    private void send(String id, String unit, Optional<String> slot) {
        Incident incident = deciding.openIncident(id);
        Optional<Assignment> known = incident.assignmentOf(unit).filter(Assignment::isLive);
        if (known.isPresent() && known.get().state() != AssignmentState.QUEUED) {
            throw new Refused(
                    "%s is already %s at %s.".formatted(unit, known.get().state().words(), id));
        }
        if (incident.isScheduled()) {
            deciding.board().unit(unit);
            if (known.isPresent())
                throw new Refused("%s is already queued at %s.".formatted(unit, id));
            deciding.assign(id, unit, AssignmentState.QUEUED, slot);
            return;
        }
        deciding.requireFree(unit);
        if (known.isPresent()) move(id, unit, AssignmentState.DISPATCHED, "");
        else deciding.assign(id, unit, AssignmentState.DISPATCHED, slot);
    }

    void queue(Request.Queue request) {
        Incident incident = deciding.openIncident(request.incident());
        UnitOnBoard unit = deciding.board().unit(request.unit());
        deciding.requireOnDuty(unit);
        if (incident.assignmentOf(unit.callSign()).filter(Assignment::isLive).isPresent()) {
            throw new Refused("%s already works on %s.".formatted(unit.callSign(), incident.id()));
        }
        if (unit.queue().size() >= MAX_QUEUE) {
            throw new Refused(
                    "%s has %d incidents stacked, the most one may have."
                            .formatted(unit.callSign(), MAX_QUEUE));
        }
        deciding.assign(incident.id(), unit.callSign(), AssignmentState.QUEUED, Optional.empty());
        // On a free unit nothing is stacked: it goes.
        deciding.sendNext(unit.callSign());
    }

    /** Work stacked on one unit at a time. */
    static final int MAX_QUEUE = 50;

    void preempt(Request.Preempt request) {
        Incident incident = deciding.openIncident(request.incident());
        Assignment active = activeElsewhere(request.unit(), incident);
        Incident other = deciding.board().incident(active.incident());
        if (other.priority() <= incident.priority()) {
            throw new Refused(
                    "%s works on %s, priority %d, which is no less urgent than %s, priority %d;"
                                    .formatted(
                                            request.unit(),
                                            other.id(),
                                            other.priority(),
                                            incident.id(),
                                            incident.priority())
                            + " divert it with a reason.");
        }
        takeOver(incident, other, request.unit(), "for " + incident.id());
    }

    void divert(Request.Divert request) {
        Incident incident = deciding.openIncident(request.incident());
        Assignment active = activeElsewhere(request.unit(), incident);
        Incident other = deciding.board().incident(active.incident());
        takeOver(incident, other, request.unit(), request.reason());
    }

    private Assignment activeElsewhere(String callSign, Incident incident) {
        if (incident.isScheduled()) {
            throw new Refused(
                    "Incident %s is booked for later; nobody is taken for it now."
                            .formatted(incident.id()));
        }
        UnitOnBoard unit = deciding.board().unit(callSign);
        deciding.requireOnDuty(unit);
        Assignment active =
                deciding.board()
                        .activeOf(unit)
                        .orElseThrow(
                                () -> new Refused("%s is free; dispatch it.".formatted(callSign)));
        if (active.incident().equals(incident.id())) {
            throw new Refused("%s already works on %s.".formatted(callSign, incident.id()));
        }
        return active;
    }

    private void takeOver(Incident incident, Incident from, String unit, String reason) {
        Optional<Assignment> stacked = incident.assignmentOf(unit).filter(Assignment::isLive);
        deciding.that(
                from.move(
                        unit,
                        AssignmentState.PREEMPTED,
                        deciding.now,
                        Optional.empty(),
                        Optional.of(reason)));
        if (stacked.isPresent()) move(incident.id(), unit, AssignmentState.DISPATCHED, "");
        else deciding.assign(incident.id(), unit, AssignmentState.DISPATCHED, Optional.empty());
    }

    void exchange(Request.Exchange request) {
        Incident incident = deciding.openIncident(request.incident());
        if (request.in().equals(request.out())) {
            throw new Refused("%s cannot take over from itself.".formatted(request.in()));
        }
        Optional<String> slot = incident.assignmentOf(request.out()).flatMap(Assignment::slot);
        move(incident.id(), request.out(), AssignmentState.EXCHANGED, "by " + request.in());
        send(incident.id(), request.in(), slot);
        deciding.sendNext(request.out());
    }

    void cancel(Request.Cancel request) {
        move(request.incident(), request.unit(), AssignmentState.CANCELLED, request.reason());
        deciding.sendNext(request.unit());
    }

    void status(Request.Status request) {
        AssignmentState to = request.to();
        requireSayable(to);
        UnitOnBoard unit = deciding.board().unit(request.unit());
        String incident = request.incident().orElseGet(() -> incidentOf(unit));
        Instant at = request.at().map(this::checked).orElse(deciding.now);
        Incident of = deciding.openIncident(incident);
        requireAfterLast(of, request);
        if (request.destination().isPresent()) requireDestination(request.destination().get());
        deciding.that(of.move(unit.callSign(), to, at, request.destination(), Optional.empty()));
        if (to.isFinal()) deciding.sendNext(unit.callSign());
    }

    private static void requireSayable(AssignmentState to) {
        switch (to) {
            case ACKNOWLEDGED, EN_ROUTE, ON_SCENE, TRANSPORTING, AT_DESTINATION, CLEARED -> {}
            case QUEUED, DISPATCHED, CANCELLED, PREEMPTED, EXCHANGED ->
                    throw new Refused(
                            "A crew does not report %s; that is the dispatcher's to say."
                                    .formatted(to.words()));
        }
    }

    private String incidentOf(UnitOnBoard unit) {
        return unit.active()
                .map(Work::incident)
                .orElseThrow(() -> new Refused("%s has no work now.".formatted(unit.callSign())));
    }

    private Instant checked(Instant at) {
        if (at.isAfter(deciding.now.plus(CLOCK_SKEW))) {
            throw new Refused("%s lies in the future; it is %s here.".formatted(at, deciding.now));
        }
        return at.isAfter(deciding.now) ? deciding.now : at;
    }

    /** A time given by the crew is believed or refused, never bent. */
    private static void requireAfterLast(Incident incident, Request.Status request) {
        Optional<Assignment> assignment = incident.assignmentOf(request.unit());
        if (request.at().isEmpty() || assignment.isEmpty()) return;
        if (request.at().get().isBefore(assignment.get().since())) {
            throw new Refused(
                    "%s was %s only at %s; %s lies before that."
                            .formatted(
                                    request.unit(),
                                    assignment.get().state().words(),
                                    assignment.get().since(),
                                    request.at().get()));
        }
    }

    private void requireDestination(String destination) {
        if (deciding.board().center().findDestination(destination).isEmpty()) {
            throw new Refused("There is no destination %s.".formatted(destination));
        }
    }

    private void move(String incident, String unit, AssignmentState to, String reason) {
        deciding.that(
                deciding.openIncident(incident)
                        .move(
                                unit,
                                to,
                                deciding.now,
                                Optional.empty(),
                                Optional.of(reason).filter(why -> !why.isBlank())));
    }

    void correctTime(Request.CorrectTime request) {
        deciding.that(
                deciding.board()
                        .incident(request.incident())
                        .correctTime(request.unit(), request.state(), request.at(), deciding.now));
    }
}
