package org.tocsin.dispatch;

import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.incident.Refused;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rules of the room: what a request makes happen on this board, or why not. Deciding changes
 * nothing; the facts it answers are journalled and folded by the {@link Desk}.
 */
final class Decide {
    /** The longest text that is sealed: a caller's words, a note. */
    static final int MAX_TEXT = 10_000;

    private final Sealer sealer;
    private final Function<String, List<UndoVerb.Done>> doneBy;

    /**
     * @param doneBy the facts of an earlier request, oldest first; empty if there was none, or too
     *     long ago
     */
    Decide(Sealer sealer, Function<String, List<UndoVerb.Done>> doneBy) {
        this.sealer = sealer;
        this.doneBy = doneBy;
    }

    /**
     * @return the facts, at least one, and the board with them
     * @throws Refused if the rules say no
     */
    Deciding on(Board board, Envelope envelope, Instant now) {
        var deciding = new Deciding(board, envelope.actor(), now);
        var calls = new CallVerbs(deciding, sealer);
        var incidents = new IncidentVerbs(deciding);
        var assignments = new AssignmentVerbs(deciding);
        var units = new UnitVerbs(deciding);
        switch (envelope.request()) {
            case Request.TakeCall r -> calls.takeCall(r);
            case Request.SelfInitiate r -> calls.selfInitiate(r);
            case Request.AddNote r -> calls.addNote(r.incident(), r.text());
            case Request.JoinCall r -> calls.joinCall(r);
            case Request.Split r -> calls.split(r);
            case Request.Merge r -> calls.merge(r);
            case Request.ChangeType r -> incidents.changeType(r);
            case Request.ChangePriority r -> incidents.changePriority(r);
            case Request.CorrectLocation r -> incidents.correctLocation(r);
            case Request.SetAlarmLevel r -> incidents.setAlarmLevel(r);
            case Request.Answer r -> incidents.answer(r);
            case Request.Link r -> incidents.link(r);
            case Request.Unlink r -> incidents.unlink(r);
            case Request.HandOver r -> incidents.handOver(r);
            case Request.Close r -> incidents.close(r);
            case Request.Reopen r -> incidents.reopen(r);
            case Request.Notify r -> incidents.notify(r);
            case Request.ReadSealed r -> incidents.readSealed(r);
            case Request.AddPhoto r -> calls.addPhoto(r);
            case Request.ReadPhoto r -> incidents.readPhoto(r);
            case Request.Forget r -> incidents.forget(r);
            case Request.CloseRoad r -> incidents.closeRoad(r);
            case Request.LimitRoad r -> incidents.limitRoad(r);
            case Request.AmendClosure r -> incidents.amendClosure(r);
            case Request.ReopenRoad r -> incidents.reopenRoad(r);
            case Request.NoteHazard r -> incidents.noteHazard(r);
            case Request.LiftHazard r -> incidents.liftHazard(r);
            case Request.Draw r -> incidents.draw(r);
            case Request.Erase r -> incidents.erase(r);
            case Request.AcknowledgeAlarm r -> incidents.acknowledgeAlarm(r);
            case Request.Dispatch r -> assignments.dispatch(r);
            case Request.Queue r -> assignments.queue(r);
            case Request.Preempt r -> assignments.preempt(r);
            case Request.Divert r -> assignments.divert(r);
            case Request.Exchange r -> assignments.exchange(r);
            case Request.Cancel r -> assignments.cancel(r);
            case Request.Status r -> assignments.status(r);
            case Request.CorrectTime r -> assignments.correctTime(r);
            case Request.SetDuty r -> units.setDuty(r);
            case Request.Restrict r -> units.restrict(r);
            case Request.Unrestrict r -> units.unrestrict(r);
            case Request.Relocate r -> units.relocate(r);
            case Request.DismissMoveUp r -> units.dismissMoveUp(r);
            case Request.CheckIn r -> units.checkIn(r);
            case Request.RecordTrack r -> units.recordTrack(r);
            case Request.Undo r -> undo(deciding, r);
        }
        return deciding;
    }

    private void undo(Deciding deciding, Request.Undo request) {
        List<UndoVerb.Done> done = doneBy.apply(request.request());
        if (done.isEmpty()) {
            throw new Refused(
                    "Nothing is known of a request %s; it may be too long ago."
                            .formatted(request.request()));
        }
        new UndoVerb(deciding).undo(request.request(), done);
    }

    /** What time alone makes happen: timers, booked incidents, shifts, ends of closures. */
    static Deciding byTime(Board board, Instant now) {
        var deciding = new Deciding(board, TIMER, now);
        reachSchedules(deciding);
        endClosures(deciding);
        new ShiftRules(deciding).apply();
        for (Timers.Timer timer : new Timers(deciding.board()).runOut(now)) raise(deciding, timer);
        return deciding;
    }

    /** Whose entries the passing of time makes. */
    static final String TIMER = "timer";

    private static void raise(Deciding deciding, Timers.Timer timer) {
        long id = deciding.board().counters().alarm();
        deciding.that(new DispatchEvent.AlarmRaised(timer.alarm(id)));
    }

    private static void reachSchedules(Deciding deciding) {
        for (var incident : deciding.board().open().values()) {
            Optional<Instant> start = incident.scheduledFor();
            if (start.isEmpty() || start.get().isAfter(deciding.now)) continue;
            deciding.that(new IncidentEvent.ScheduleReached(incident.id(), deciding.now));
            raise(
                    deciding,
                    new Timers.Timer(
                            Alarm.Kind.SCHEDULED_DUE,
                            incident.id(),
                            Optional.empty(),
                            start.get(),
                            start.get()));
            for (var assignment : incident.assignments()) {
                if (assignment.state() == AssignmentState.QUEUED) {
                    deciding.sendNext(assignment.unit());
                }
            }
        }
    }

    private static void endClosures(Deciding deciding) {
        for (var each : deciding.board().closures().values()) {
            Optional<Instant> until = each.closure().until();
            if (until.isPresent() && !until.get().isAfter(deciding.now)) {
                deciding.that(new DispatchEvent.RoadReopened(each.closure().id()));
            }
        }
        for (var each : deciding.board().hazards().values()) {
            Optional<Instant> until = each.hazard().until();
            if (until.isPresent() && !until.get().isAfter(deciding.now)) {
                deciding.that(new DispatchEvent.HazardLifted(each.hazard().id()));
            }
        }
    }
}
