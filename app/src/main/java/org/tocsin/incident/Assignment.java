package org.tocsin.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One unit's work on one incident, with every step it took. {@code with…} methods believe the
 * record; {@link #requireMove} guards it.
 *
 * @param id unique in the center, from 1
 * @param slot the capability for which it was sent, when a plan asked for one
 * @param stages in order, never empty, a handful; the last is the present one
 * @param destination where it takes people, once it does
 */
public record Assignment(
        long id,
        String incident,
        String unit,
        Optional<String> slot,
        List<Stage> stages,
        Optional<String> destination) {
    public Assignment {
        stages = List.copyOf(stages);
    }

    static Assignment begin(IncidentEvent.UnitAssigned event, long position) {
        return new Assignment(
                event.assignment(),
                event.incident(),
                event.unit(),
                event.slot(),
                List.of(new Stage(event.state(), event.at(), position)),
                Optional.empty());
    }

    public AssignmentState state() {
        return last().state();
    }

    public Stage last() {
        return stages.getLast();
    }

    /** When the present state began, as last corrected. */
    public Instant since() {
        return last().at();
    }

    public boolean isActive() {
        return state().isActive();
    }

    /** Whether the unit has come to the scene at some time. */
    public boolean reached(AssignmentState state) {
        for (Stage each : stages) if (each.state() == state) return true;
        return false;
    }

    /** Whether it is being worked or waits to be. */
    public boolean isLive() {
        return !state().isFinal();
    }

    /**
     * Checks a move before it is recorded.
     *
     * @throws Refused if the rules do not allow it
     */
    void requireMove(AssignmentState to) {
        if (state() == to) {
            throw new Refused("%s is already %s at %s.".formatted(unit, to.words(), incident));
        }
        if (!state().canBecome(to)) {
            throw new Refused(
                    "%s is %s at %s and cannot become %s%s."
                            .formatted(unit, state().words(), incident, to.words(), hint(to)));
        }
    }

    private String hint(AssignmentState to) {
        if (to == AssignmentState.CLEARED && isActive()) {
            return state() == AssignmentState.TRANSPORTING
                    ? "; it must arrive at its destination first"
                    : "; cancel it instead";
        }
        if (to == AssignmentState.CANCELLED && reached(AssignmentState.ON_SCENE)) {
            return "; it has been on scene: clear it instead";
        }
        return "";
    }

    /** The time that a step now begun would carry: never before the step it follows. */
    Instant notBeforeLast(Instant at) {
        return at.isBefore(since()) ? since() : at;
    }

    Assignment withMove(IncidentEvent.AssignmentMoved event, long position) {
        var more = new ArrayList<>(stages);
        more.add(new Stage(event.to(), event.at(), position));
        return new Assignment(
                id,
                incident,
                unit,
                slot,
                more,
                event.destination().isPresent() ? event.destination() : destination);
    }

    /** This assignment without its last step, or empty if that was the only one. */
    Optional<Assignment> withoutLast() {
        if (stages.size() == 1) return Optional.empty();
        List<Stage> fewer = stages.subList(0, stages.size() - 1);
        return Optional.of(new Assignment(id, incident, unit, slot, fewer, destination));
    }

    Assignment withTime(AssignmentState state, Instant at) {
        int stage = indexOf(state).orElseThrow();
        var corrected = new ArrayList<>(stages);
        corrected.set(stage, stages.get(stage).correctedTo(at));
        return new Assignment(id, incident, unit, slot, corrected, destination);
    }

    Assignment movedTo(String otherIncident) {
        return new Assignment(id, otherIncident, unit, slot, stages, destination);
    }

    /** The index of the latest step in that state, or empty. */
    Optional<Integer> indexOf(AssignmentState state) {
        for (int i = stages.size() - 1; i >= 0; i--) {
            if (stages.get(i).state() == state) return Optional.of(i);
        }
        return Optional.empty();
    }
}
