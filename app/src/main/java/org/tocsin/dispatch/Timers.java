package org.tocsin.dispatch;

import org.pcollections.HashTreePSet;
import org.tocsin.center.Targets;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What runs out when: worked out anew from the board each time, so that a corrected time moves its
 * timer with it.
 */
final class Timers {
    /** How long an incident may stay open once every unit has cleared. */
    static final Duration MAX_UNCLOSED = Duration.ofMinutes(10);

    private final Board board;
    private final Targets targets;

    Timers(Board board) {
        this.board = board;
        targets = board.center().targets();
    }

    /** A timer: what it watches, and when it runs out. */
    record Timer(
            Alarm.Kind kind, String incident, Optional<String> unit, Instant since, Instant due) {
        Alarm alarm(long id) {
            return new Alarm(id, kind, incident, unit, since, due);
        }
    }

    /** The timers that have run out by now and were not raised yet, in the order they ran out. */
    List<Timer> runOut(Instant now) {
        var out = new ArrayList<Timer>();
        for (Incident incident : board.open().values()) {
            for (Timer timer : of(incident)) {
                if (!timer.due().isAfter(now) && !isRaised(timer)) out.add(timer);
            }
        }
        out.sort(
                java.util.Comparator.comparing(Timer::due)
                        .thenComparing(Timer::incident)
                        .thenComparing(Timer::kind)
                        .thenComparing(timer -> timer.unit().orElse("")));
        return out;
    }

    private boolean isRaised(Timer timer) {
        return board.raised()
                .getOrDefault(timer.incident(), HashTreePSet.empty())
                .contains(timer.alarm(0).key());
    }

    /** All timers of an open incident, run out or not. */
    List<Timer> of(Incident incident) {
        if (incident.isScheduled()) return List.of();
        var timers = new ArrayList<Timer>();
        Targets.ByPriority target = targets.of(incident.priority());
        incident.waitingSince()
                .ifPresent(
                        since ->
                                add(timers, Alarm.Kind.WAITING, incident, since, target.waiting()));
        if (incident.state() == Incident.State.WORKED) {
            Instant since = lastCleared(incident);
            add(timers, Alarm.Kind.NOT_CLOSED, incident, since, MAX_UNCLOSED);
        } else if (!incident.wasWorked()) {
            add(timers, Alarm.Kind.NO_ARRIVAL, incident, incident.openedAt(), target.arrival());
        }
        for (Assignment each : incident.assignments()) {
            if (each.isActive()) addOf(timers, incident, each, target);
        }
        return timers;
    }

    private static Instant lastCleared(Incident incident) {
        if (incident.assignments().isEmpty()) return incident.openedAt();
        Instant last = Instant.MIN;
        for (Assignment each : incident.assignments()) {
            if (each.since().isAfter(last)) last = each.since();
        }
        return last;
    }

    private void addOf(
            List<Timer> timers,
            Incident incident,
            Assignment assignment,
            Targets.ByPriority target) {
        if (assignment.state() == AssignmentState.DISPATCHED) {
            add(
                    timers,
                    Alarm.Kind.NO_ACKNOWLEDGEMENT,
                    incident,
                    assignment,
                    assignment.since(),
                    target.acknowledgement());
        }
        targets.findTimeIn(Board.statusOf(assignment.state()))
                .ifPresent(
                        limit ->
                                add(
                                        timers,
                                        Alarm.Kind.TIME_IN_STATE,
                                        incident,
                                        assignment,
                                        assignment.since(),
                                        limit));
        if (assignment.state() == AssignmentState.ON_SCENE && target.checkIn().isPresent()) {
            Instant heard =
                    board.findUnit(assignment.unit())
                            .map(UnitOnBoard::heardAt)
                            .orElse(assignment.since());
            add(timers, Alarm.Kind.CHECK_IN, incident, assignment, heard, target.checkIn().get());
        }
    }

    private static void add(
            List<Timer> timers, Alarm.Kind kind, Incident incident, Instant since, Duration limit) {
        timers.add(new Timer(kind, incident.id(), Optional.empty(), since, since.plus(limit)));
    }

    private static void add(
            List<Timer> timers,
            Alarm.Kind kind,
            Incident incident,
            Assignment assignment,
            Instant since,
            Duration limit) {
        timers.add(
                new Timer(
                        kind,
                        incident.id(),
                        Optional.of(assignment.unit()),
                        since,
                        since.plus(limit)));
    }
}
