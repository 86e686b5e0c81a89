package org.tocsin.incident;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where one unit's work on one incident stands. The table of legal moves is {@link #canBecome}; a
 * step may be skipped where crews skip it (on scene without having said "en route"), never one that
 * changes what help was given.
 */
public enum AssignmentState {
    /** Stacked on a unit that is still busy elsewhere. */
    QUEUED,
    DISPATCHED,
    ACKNOWLEDGED,
    EN_ROUTE,
    ON_SCENE,
    TRANSPORTING,
    AT_DESTINATION,
    /** The work is done. */
    CLEARED,
    /** Sent, but not needed before it began. */
    CANCELLED,
    /** A more urgent incident took the unit. */
    PREEMPTED,
    /** Another unit took the work. */
    EXCHANGED;

    /** Whether the unit is working on it now; at most one assignment of a unit is. */
    public boolean isActive() {
        return switch (this) {
            case DISPATCHED, ACKNOWLEDGED, EN_ROUTE, ON_SCENE, TRANSPORTING, AT_DESTINATION -> true;
            case QUEUED, CLEARED, CANCELLED, PREEMPTED, EXCHANGED -> false;
        };
    }

    /** Whether nothing follows, short of an undo. */
    public boolean isFinal() {
        return switch (this) {
            case CLEARED, CANCELLED, PREEMPTED, EXCHANGED -> true;
            case QUEUED, DISPATCHED, ACKNOWLEDGED, EN_ROUTE, ON_SCENE -> false;
            case TRANSPORTING, AT_DESTINATION -> false;
        };
    }

    /** Whether this state may be followed by the other. */
    public boolean canBecome(AssignmentState next) {
        return followers().contains(next);
    }

    /** The states that may follow, in order. */
    public Set<AssignmentState> followers() {
        return switch (this) {
            case QUEUED -> EnumSet.of(DISPATCHED, CANCELLED, EXCHANGED);
            case DISPATCHED ->
                    EnumSet.of(ACKNOWLEDGED, EN_ROUTE, ON_SCENE, CANCELLED, PREEMPTED, EXCHANGED);
            case ACKNOWLEDGED -> EnumSet.of(EN_ROUTE, ON_SCENE, CANCELLED, PREEMPTED, EXCHANGED);
            case EN_ROUTE -> EnumSet.of(ON_SCENE, CANCELLED, PREEMPTED, EXCHANGED);
            case ON_SCENE -> EnumSet.of(TRANSPORTING, CLEARED, PREEMPTED, EXCHANGED);
            // A patient is aboard: the unit cannot be taken away, only hand over to another.
            case TRANSPORTING -> EnumSet.of(AT_DESTINATION, EXCHANGED);
            // Onward transport: the first hospital could not take the patient.
            case AT_DESTINATION -> EnumSet.of(TRANSPORTING, CLEARED);
            case CLEARED, CANCELLED, PREEMPTED, EXCHANGED -> EnumSet.noneOf(AssignmentState.class);
        };
    }

    /** As it stands in a sentence: "en route". */
    public String words() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
