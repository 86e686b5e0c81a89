package org.tocsin.dispatch;

import org.tocsin.incident.Assignment;
import org.tocsin.incident.Incident;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.incident.Refused;
import org.tocsin.unit.Duty;
import org.tocsin.unit.UnitEvent;

import java.util.List;
import java.util.Optional;

/**
 * Takes back what an earlier request did, last fact first, by facts that say so. Where something
 * was built on it since, the whole undo is refused and nothing is changed.
 */
final class UndoVerb {
    private final Deciding deciding;

    UndoVerb(Deciding deciding) {
        this.deciding = deciding;
    }

    /** One fact of the request to take back. */
    record Done(long position, Event event) {}

    void undo(String request, List<Done> done) {
        deciding.that(
                new DispatchEvent.RequestUndone(
                        request, done.getFirst().position(), done.getLast().position()));
        boolean opened = done.stream().anyMatch(each -> opens(each.event()));
        for (Done each : done.reversed()) {
            switch (each.event()) {
                case Event.OfIncident(IncidentEvent e) -> undo(e, each.position(), opened);
                case Event.OfUnit(UnitEvent e) -> undo(e);
                case Event.OfRoom(DispatchEvent e) -> undo(e);
            }
        }
    }

    private static boolean opens(Event event) {
        return event instanceof Event.OfIncident(IncidentEvent.IncidentOpened _);
    }

    // --- incidents ---

    private void undo(IncidentEvent event, long position, boolean opened) {
        switch (event) {
            case IncidentEvent.IncidentOpened e -> unopen(e.incident());
            case IncidentEvent.CallTaken e -> {
                // The call stays in the record with the incident it opened; on its own it is moved.
                if (!opened) throw kept("A call", "join it to the incident it belongs to");
            }
            case IncidentEvent.CallMoved e -> unmove(e);
            case IncidentEvent.TypeChanged e -> {
                require(e.incident(), incident(e).type(), e.to());
                deciding.that(new IncidentEvent.TypeChanged(e.incident(), e.was(), e.to()));
            }
            case IncidentEvent.PriorityChanged e -> {
                require(e.incident(), incident(e).priority(), e.to());
                deciding.that(new IncidentEvent.PriorityChanged(e.incident(), e.was(), e.to()));
            }
            case IncidentEvent.LocationCorrected e -> {
                require(e.incident(), incident(e).location(), e.to());
                deciding.that(new IncidentEvent.LocationCorrected(e.incident(), e.was(), e.to()));
            }
            case IncidentEvent.AlarmLevelSet e -> {
                require(e.incident(), incident(e).alarmLevel(), e.to());
                deciding.that(new IncidentEvent.AlarmLevelSet(e.incident(), e.was(), e.to()));
            }
            case IncidentEvent.HandedOver e -> {
                require(e.incident(), incident(e).desk(), e.toDesk());
                deciding.that(new IncidentEvent.HandedOver(e.incident(), e.fromDesk(), e.toDesk()));
            }
            case IncidentEvent.QuestionAnswered _ -> throw kept("An answer", "answer again");
            case IncidentEvent.NoteAdded _ -> throw kept("A note", "add another that corrects it");
            case IncidentEvent.Notified _ -> throw kept("A notification", "add a note");
            case IncidentEvent.SealedRead _, IncidentEvent.PhotoRead _ ->
                    throw kept("A reading", "nothing unreads it");
            case IncidentEvent.PhotoAdded _ -> throw kept("A photo", "add a note about it");
            case IncidentEvent.IncidentForgotten _ ->
                    throw kept("The forgetting", "nothing brings it back");
            case IncidentEvent.ScheduleReached _ -> throw kept("The time", "close the incident");
            case IncidentEvent.IncidentsLinked e -> {
                require(e.incident(), incident(e).links().contains(e.with()), true);
                deciding.that(new IncidentEvent.IncidentsUnlinked(e.incident(), e.with()));
            }
            case IncidentEvent.IncidentsUnlinked e -> {
                require(e.incident(), incident(e).links().contains(e.with()), false);
                deciding.that(new IncidentEvent.IncidentsLinked(e.incident(), e.with()));
            }
            case IncidentEvent.IncidentClosed e -> {
                require(
                        e.incident(),
                        incident(e).closing().map(Incident.Closing::at),
                        Optional.of(e.at()));
                deciding.that(new IncidentEvent.IncidentReopened(e.incident(), "undone"));
            }
            case IncidentEvent.IncidentReopened e -> throw kept("A reopening", "close it again");
            case IncidentEvent.UnitAssigned e ->
                    unstep(e.incident(), e.assignment(), e.state(), position);
            case IncidentEvent.AssignmentMoved e ->
                    unstep(e.incident(), e.assignment(), e.to(), position);
            case IncidentEvent.AssignmentStepUndone _ ->
                    throw kept("An undo", "do again what it took back");
            case IncidentEvent.AssignmentTransferred e -> untransfer(e);
            case IncidentEvent.TimeCorrected e -> uncorrect(e);
        }
    }

    private static Refused kept(String what, String instead) {
        return new Refused("%s is not taken back; %s.".formatted(what, instead));
    }

    private Incident incident(IncidentEvent event) {
        return deciding.board().incident(event.incident());
    }

    private static void require(String incident, Object found, Object expected) {
        if (!found.equals(expected)) {
            throw new Refused(
                    "%s has been changed since (%s, then %s); that cannot be undone any more."
                            .formatted(incident, expected, found));
        }
    }

    private void unopen(String id) {
        Incident incident = deciding.openIncident(id);
        deciding.that(incident.close("ENTERED_IN_ERROR", deciding.now));
    }

    private void unmove(IncidentEvent.CallMoved event) {
        require(
                "Call " + event.call(),
                Optional.ofNullable(deciding.board().calls().get(event.call())),
                Optional.of(event.incident()));
        deciding.openIncident(event.from());
        deciding.that(new IncidentEvent.CallMoved(event.call(), event.from(), event.incident()));
    }

    private void unstep(
            String id, long assignment, org.tocsin.incident.AssignmentState step, long position) {
        Incident incident = deciding.openIncident(id);
        var undone = incident.undoStep(assignment, step, position);
        Optional<Assignment> busy =
                deciding.board().findUnit(undone.unit()).flatMap(deciding.board()::activeOf);
        deciding.that(undone);
        Optional<Assignment> now = deciding.board().incident(id).findAssignment(assignment);
        if (now.isPresent() && now.get().isLive()) requireRoomFor(now.get(), busy);
    }

    /** A unit may have gone on to other work since; then its old work cannot come back. */
    private void requireRoomFor(Assignment restored, Optional<Assignment> busy) {
        deciding.requireOnDuty(deciding.board().unit(restored.unit()));
        if (!restored.isActive()) return;
        deciding.requireCrewFree(restored.unit());
        if (busy.isPresent() && busy.get().id() != restored.id()) {
            throw new Refused(
                    "%s is %s at %s now; that cannot be undone any more."
                            .formatted(
                                    restored.unit(),
                                    busy.get().state().words(),
                                    busy.get().incident()));
        }
    }

    private void untransfer(IncidentEvent.AssignmentTransferred event) {
        Incident incident = deciding.openIncident(event.incident());
        deciding.openIncident(event.from());
        if (incident.findAssignment(event.assignment()).isEmpty()) {
            throw new Refused(
                    "%s is not at %s any more.".formatted(event.unit(), event.incident()));
        }
        deciding.that(
                new IncidentEvent.AssignmentTransferred(
                        event.assignment(), event.from(), event.unit(), event.incident()));
    }

    private void uncorrect(IncidentEvent.TimeCorrected event) {
        deciding.that(
                deciding.board()
                        .incident(event.incident())
                        .correctTime(event.unit(), event.state(), event.was(), deciding.now));
    }

    // --- units ---

    private void undo(UnitEvent event) {
        UnitOnBoard unit = deciding.board().unit(event.unit());
        switch (event) {
            case UnitEvent.DutyChanged e -> {
                require(e.unit(), unit.duty(), e.to());
                if (e.was() != Duty.ON_DUTY && deciding.board().pressingWork(unit).isPresent()) {
                    throw new Refused("%s has work now.".formatted(e.unit()));
                }
                deciding.that(
                        new UnitEvent.DutyChanged(e.unit(), e.was(), e.to(), Optional.empty()));
            }
            case UnitEvent.RestrictionSet e -> {
                require(e.unit(), unit.restrictions().contains(e.restriction()), true);
                deciding.that(new UnitEvent.RestrictionLifted(e.unit(), e.restriction()));
            }
            case UnitEvent.RestrictionLifted e -> {
                require(e.unit(), unit.restrictions().contains(e.restriction()), false);
                deciding.that(new UnitEvent.RestrictionSet(e.unit(), e.restriction()));
            }
            case UnitEvent.Relocated e -> {
                require(e.unit(), unit.station(), e.station());
                deciding.that(new UnitEvent.Relocated(e.unit(), e.was(), e.station()));
            }
            case UnitEvent.CheckedIn _ -> throw kept("A check-in", "check in again");
            case UnitEvent.TrackRecorded _ -> throw kept("A track", "nothing undrives it");
        }
    }

    // --- the room ---

    private void undoClosing(String closure) {
        if (!deciding.board().closures().containsKey(closure)) {
            throw new Refused("%s is open again.".formatted(closure));
        }
        deciding.that(new DispatchEvent.RoadReopened(closure));
    }

    private void undo(DispatchEvent event) {
        switch (event) {
            case DispatchEvent.DecisionMade _ -> {} // That it was decided stays true.
            case DispatchEvent.RoadClosed e -> undoClosing(e.closure().id());
            case DispatchEvent.RoadLimited e -> undoClosing(e.closure().id());
            case DispatchEvent.ClosureAmended e -> {
                var known = deciding.board().closures().get(e.closure());
                if (known == null || !known.closure().ground().equals(e.ground())) {
                    throw kept("The change of " + e.closure(), "change it again");
                }
                deciding.that(
                        new DispatchEvent.ClosureAmended(
                                e.closure(),
                                e.was(),
                                e.ground(),
                                e.wasUntil(),
                                e.until(),
                                "undone"));
            }
            case DispatchEvent.RoadReopened e ->
                    throw kept("The reopening of " + e.closure(), "close the road again");
            case DispatchEvent.HazardNoted e -> {
                if (!deciding.board().hazards().containsKey(e.hazard().id())) {
                    throw new Refused("%s was lifted.".formatted(e.hazard().id()));
                }
                deciding.that(new DispatchEvent.HazardLifted(e.hazard().id()));
            }
            case DispatchEvent.HazardLifted _ -> throw kept("It", "note the hazard again");
            case DispatchEvent.DrawingAdded e -> {
                if (!deciding.board().drawings().containsKey(e.drawing().id())) {
                    throw new Refused("%s was erased.".formatted(e.drawing().id()));
                }
                deciding.that(new DispatchEvent.DrawingErased(e.drawing().id()));
            }
            case DispatchEvent.DrawingErased _ -> throw kept("It", "draw it again");
            case DispatchEvent.CenterConfigured _, DispatchEvent.DrivingConfigured _ ->
                    throw kept("It", "load the configuration again");
            case DispatchEvent.AlarmRaised _ -> throw kept("An alarm", "acknowledge it");
            case DispatchEvent.AlarmAcknowledged _ -> throw kept("It", "add a note");
            case DispatchEvent.MoveUpDismissed _ -> throw kept("It", "move the unit");
            case DispatchEvent.RequestUndone _ ->
                    throw kept("An undo", "do again what it took back");
        }
    }
}
