package org.tocsin.incident;

import org.pcollections.PVector;
import org.pcollections.TreePVector;
import org.tocsin.place.Location;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One event being worked, as its record makes it. {@link #apply} believes the record; the methods
 * that return events guard it.
 *
 * @param id such as {@code 26-4101}: year and number in the center
 * @param priority 1 (most urgent) to 5
 * @param alarmLevel 1 to 9
 * @param desk the seat that looks after it
 * @param scheduledFor when work starts, while that time has not come
 * @param notes sealed free text
 * @param photos of the scene, in the order of their numbers
 * @param closing how it ended, while it is closed
 * @param forgotten whether what was sealed of it is gone
 * @param entries positions of the journal entries about it, oldest first, at most {@value
 *     #MAX_ENTRIES}
 */
public record Incident(
        String id,
        IncidentEvent.Origin origin,
        String type,
        int priority,
        Location location,
        int alarmLevel,
        String desk,
        Instant openedAt,
        Optional<Instant> scheduledFor,
        PVector<Call> calls,
        PVector<Assignment> assignments,
        PVector<Note> notes,
        PVector<Photo> photos,
        PVector<Answered> answers,
        PVector<Told> notified,
        PVector<String> links,
        Optional<Closing> closing,
        boolean forgotten,
        PVector<Long> entries) {

    /** More log lines than a week-long disaster makes; older ones stay in the journal only. */
    public static final int MAX_ENTRIES = 20_000;

    /** Calls for one incident: a burning tower brings hundreds. */
    public static final int MAX_CALLS = 2_000;

    /** Units on one incident, over its whole life. */
    public static final int MAX_ASSIGNMENTS = 1_000;

    public static final int MAX_NOTES = 2_000;

    /** Photos of one scene: enough to show it from all sides, and no archive. */
    public static final int MAX_PHOTOS = 40;

    public static final int MAX_LINKS = 100;
    public static final int MAX_ANSWERS = 1_000;
    public static final int MAX_ALARM_LEVEL = 9;

    /**
     * Free text, sealed.
     *
     * @param sealedFor the incident under whose key it was sealed
     */
    public record Note(Instant at, String sealed, String sealedFor) {}

    /**
     * A photo of the scene; itself it lies sealed beside the record.
     *
     * @param sha256 of what is sealed
     * @param by who sent it
     */
    public record Photo(int number, Instant at, String by, String sha256, int bytes) {}

    /** Who was told, and when. */
    public record Told(String whom, Instant at) {}

    /** How an incident ended. */
    public record Closing(String disposition, Optional<String> mergedInto, Instant at) {}

    /** A new incident. */
    public static Incident open(IncidentEvent.IncidentOpened event, long position) {
        return new Incident(
                event.incident(),
                event.origin(),
                event.incidentType(),
                event.priority(),
                event.location(),
                1,
                event.desk(),
                event.at(),
                event.scheduledFor(),
                TreePVector.empty(),
                TreePVector.empty(),
                TreePVector.empty(),
                TreePVector.empty(),
                TreePVector.empty(),
                TreePVector.empty(),
                TreePVector.empty(),
                Optional.empty(),
                false,
                TreePVector.singleton(position));
    }

    // --- questions ---

    public boolean isOpen() {
        return closing.isEmpty();
    }

    public boolean isScheduled() {
        return isOpen() && scheduledFor.isPresent();
    }

    public List<Assignment> active() {
        return assignments.stream().filter(Assignment::isActive).toList();
    }

    public List<Assignment> queued() {
        return assignments.stream().filter(each -> each.state() == AssignmentState.QUEUED).toList();
    }

    /** Whether somebody was ever sent and not taken away again before the work was done. */
    public boolean wasWorked() {
        for (int i = 0; i < assignments.size(); i++) {
            if (assignments.get(i).reached(AssignmentState.ON_SCENE)) return true;
        }
        return false;
    }

    /** The unit's live assignment here, or its latest. */
    public Optional<Assignment> assignmentOf(String unit) {
        Optional<Assignment> latest = Optional.empty();
        for (Assignment each : assignments) {
            if (!each.unit().equals(unit)) continue;
            if (each.isLive()) return Optional.of(each);
            latest = Optional.of(each);
        }
        return latest;
    }

    public Optional<Assignment> findAssignment(long id) {
        for (int i = 0; i < assignments.size(); i++) {
            if (assignments.get(i).id() == id) return Optional.of(assignments.get(i));
        }
        return Optional.empty();
    }

    public Optional<Photo> findPhoto(int number) {
        return photos.stream().filter(each -> each.number() == number).findFirst();
    }

    public Optional<Call> findCall(long id) {
        return calls.stream().filter(each -> each.id() == id).findFirst();
    }

    public State state() {
        if (!isOpen()) return State.CLOSED;
        if (isScheduled()) return State.SCHEDULED;
        State state = isQueued() ? State.QUEUED : wasWorked() ? State.WORKED : State.WAITING;
        for (int i = 0; i < assignments.size(); i++) {
            Assignment each = assignments.get(i);
            if (!each.isActive()) continue;
            State of =
                    switch (each.state()) {
                        case DISPATCHED, ACKNOWLEDGED -> State.DISPATCHED;
                        case EN_ROUTE -> State.EN_ROUTE;
                        case ON_SCENE, TRANSPORTING, AT_DESTINATION -> State.ON_SCENE;
                        case QUEUED, CLEARED, CANCELLED, PREEMPTED, EXCHANGED -> state;
                    };
            if (of.compareTo(state) > 0) state = of;
        }
        return state;
    }

    private boolean isQueued() {
        for (int i = 0; i < assignments.size(); i++) {
            if (assignments.get(i).state() == AssignmentState.QUEUED) return true;
        }
        return false;
    }

    /** What the queue shows: how far the foremost unit is. */
    public enum State {
        SCHEDULED,
        /** Nobody is on the way. */
        WAITING,
        /** Every unit that was sent has cleared; somebody must close it. */
        WORKED,
        /** Stacked on a busy unit. */
        QUEUED,
        DISPATCHED,
        EN_ROUTE,
        ON_SCENE,
        CLOSED
    }

    /**
     * Since when it has been waiting for somebody to be sent: the opening, the end of the last
     * unit's trip that came to nothing, or the reopening.
     */
    public Optional<Instant> waitingSince() {
        State state = state();
        if (state != State.WAITING && state != State.QUEUED) return Optional.empty();
        Instant since = openedAt;
        for (Assignment each : assignments) {
            if (each.state().isFinal() && each.since().isAfter(since)) since = each.since();
        }
        return Optional.of(since);
    }

    // --- guards ---

    /**
     * @throws Refused if it is closed
     */
    public void requireOpen() {
        if (!isOpen()) {
            throw new Refused("Incident %s is closed; reopen it first.".formatted(id));
        }
    }

    /**
     * The move of a unit's assignment.
     *
     * @throws Refused if the unit has no live assignment here or the rules forbid the move
     */
    public IncidentEvent.AssignmentMoved move(
            String unit,
            AssignmentState to,
            Instant at,
            Optional<String> destination,
            Optional<String> reason) {
        requireOpen();
        Assignment assignment =
                assignmentOf(unit)
                        .orElseThrow(
                                () -> new Refused("%s is not assigned to %s.".formatted(unit, id)));
        assignment.requireMove(to);
        return new IncidentEvent.AssignmentMoved(
                assignment.id(),
                id,
                unit,
                to,
                assignment.state(),
                assignment.notBeforeLast(at),
                destination,
                reason);
    }

    /**
     * @throws Refused if it is closed or somebody still works on it
     */
    public IncidentEvent.IncidentClosed close(String disposition, Instant at) {
        requireOpen();
        for (Assignment each : assignments) {
            if (each.isLive()) {
                throw new Refused(
                        "%s is still %s at %s; clear or cancel it first."
                                .formatted(each.unit(), each.state().words(), id));
            }
        }
        return new IncidentEvent.IncidentClosed(id, disposition, Optional.empty(), at);
    }

    /**
     * @throws Refused if it is open, was merged into another, or was forgotten
     */
    public IncidentEvent.IncidentReopened reopen(String reason) {
        Closing end = closing.orElseThrow(() -> new Refused("Incident %s is open.".formatted(id)));
        if (end.mergedInto().isPresent()) {
            throw new Refused(
                    "Incident %s was merged into %s; split that one, or undo the merge."
                            .formatted(id, end.mergedInto().get()));
        }
        if (forgotten) {
            throw new Refused(
                    "What was said of incident %s is forgotten; open a new one.".formatted(id));
        }
        return new IncidentEvent.IncidentReopened(id, reason);
    }

    /**
     * Corrects when a unit's step was.
     *
     * @param now no correction lies after it
     * @throws Refused if there was no such step, or the time would put the steps out of order
     */
    public IncidentEvent.TimeCorrected correctTime(
            String unit, AssignmentState state, Instant at, Instant now) {
        Assignment assignment =
                assignmentOf(unit)
                        .orElseThrow(
                                () -> new Refused("%s is not assigned to %s.".formatted(unit, id)));
        int index =
                assignment
                        .indexOf(state)
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                "%s was never %s at %s."
                                                        .formatted(unit, state.words(), id)));
        requireOrder(assignment, index, at, now);
        Instant was = assignment.stages().get(index).at();
        return new IncidentEvent.TimeCorrected(assignment.id(), id, unit, state, at, was);
    }

    private static void requireOrder(Assignment assignment, int index, Instant at, Instant now) {
        if (at.isAfter(now)) {
            throw new Refused("%s lies in the future; expected %s or before.".formatted(at, now));
        }
        if (index > 0 && at.isBefore(assignment.stages().get(index - 1).at())) {
            Stage before = assignment.stages().get(index - 1);
            throw new Refused(
                    "%s lies before %s at %s.".formatted(at, before.state().words(), before.at()));
        }
        if (index + 1 < assignment.stages().size()
                && at.isAfter(assignment.stages().get(index + 1).at())) {
            Stage after = assignment.stages().get(index + 1);
            throw new Refused(
                    "%s lies after %s at %s.".formatted(at, after.state().words(), after.at()));
        }
    }

    /**
     * Takes back an assignment's step.
     *
     * @param position of the entry that made the step
     * @throws Refused if something was built on it since
     */
    public IncidentEvent.AssignmentStepUndone undoStep(
            long assignmentId, AssignmentState step, long position) {
        requireOpen();
        Assignment assignment =
                findAssignment(assignmentId)
                        .filter(each -> each.reached(step))
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                "That was taken back already at %s."
                                                        .formatted(id)));
        if (assignment.last().position() != position) {
            throw new Refused(
                    "%s is %s at %s now; that cannot be undone any more."
                            .formatted(assignment.unit(), assignment.state().words(), id));
        }
        return new IncidentEvent.AssignmentStepUndone(
                assignmentId, id, assignment.unit(), assignment.state());
    }

    // --- folding ---

    /**
     * This incident after one more fact about it. Pure: no clock, no lookup, no refusal.
     *
     * @param actor who made it so
     * @param at when the journal recorded it
     * @throws IllegalArgumentException for a fact that opens an incident, or moves something
     *     between two: the board does that by {@link #open}, {@link #with} and {@link #without}
     */
    public Incident apply(IncidentEvent event, String actor, Instant at, long position) {
        var next = new IncidentDraft(this);
        switch (event) {
            case IncidentEvent.CallTaken e ->
                    next.calls =
                            calls.plus(
                                    new Call(
                                            e.call(),
                                            at,
                                            e.source(),
                                            e.location(),
                                            e.sealed(),
                                            e.incident()));
            case IncidentEvent.IncidentOpened e ->
                    throw new IllegalArgumentException("already open: " + e.incident());
            case IncidentEvent.CallMoved e ->
                    throw new IllegalArgumentException("moves between two: call " + e.call());
            case IncidentEvent.AssignmentTransferred e ->
                    throw new IllegalArgumentException("moves between two: " + e.unit());
            case IncidentEvent.ScheduleReached e -> {
                next.scheduledFor = Optional.empty();
                next.openedAt = e.at();
            }
            case IncidentEvent.TypeChanged e -> next.type = e.to();
            case IncidentEvent.PriorityChanged e -> next.priority = e.to();
            case IncidentEvent.LocationCorrected e -> next.location = e.to();
            case IncidentEvent.AlarmLevelSet e -> next.alarmLevel = e.to();
            case IncidentEvent.HandedOver e -> next.desk = e.toDesk();
            case IncidentEvent.QuestionAnswered e ->
                    next.answers =
                            answers.plus(
                                    new Answered(
                                            e.tree(),
                                            e.version(),
                                            e.question(),
                                            e.answer(),
                                            e.at()));
            case IncidentEvent.NoteAdded e ->
                    next.notes = notes.plus(new Note(at, e.sealed(), e.incident()));
            case IncidentEvent.Notified e ->
                    next.notified = notified.plus(new Told(e.whom(), e.at()));
            case IncidentEvent.IncidentsLinked e -> next.links = links.plus(e.with());
            case IncidentEvent.IncidentsUnlinked e -> next.links = links.minus(e.with());
            case IncidentEvent.IncidentClosed e ->
                    next.closing =
                            Optional.of(new Closing(e.disposition(), e.mergedInto(), e.at()));
            case IncidentEvent.IncidentReopened _ -> next.closing = Optional.empty();
            case IncidentEvent.UnitAssigned e ->
                    next.assignments = assignments.plus(Assignment.begin(e, position));
            case IncidentEvent.AssignmentMoved e ->
                    next.change(e.assignment(), each -> Optional.of(each.withMove(e, position)));
            case IncidentEvent.AssignmentStepUndone e ->
                    next.change(e.assignment(), Assignment::withoutLast);
            case IncidentEvent.TimeCorrected e ->
                    next.change(
                            e.assignment(), each -> Optional.of(each.withTime(e.state(), e.to())));
            case IncidentEvent.PhotoAdded e ->
                    next.photos =
                            photos.plus(new Photo(e.photo(), at, actor, e.sha256(), e.bytes()));
            case IncidentEvent.IncidentForgotten _ -> next.forgotten = true;
            case IncidentEvent.SealedRead _, IncidentEvent.PhotoRead _ -> {}
        }
        next.log(position);
        return next.build();
    }

    /** This incident with a call or an assignment that came over from another. */
    public Incident with(List<Call> moreCalls, List<Assignment> moreAssignments, long position) {
        var next = new IncidentDraft(this);
        next.calls = calls.plusAll(moreCalls);
        for (Assignment each : moreAssignments) {
            next.assignments = next.assignments.plus(each.movedTo(id));
        }
        next.log(position);
        return next.build();
    }

    /** This incident without a call or an assignment that went over to another. */
    public Incident without(List<Call> lessCalls, List<Assignment> lessAssignments, long position) {
        var next = new IncidentDraft(this);
        next.calls = calls.minusAll(lessCalls);
        next.assignments = assignments.minusAll(lessAssignments);
        next.log(position);
        return next.build();
    }
}
