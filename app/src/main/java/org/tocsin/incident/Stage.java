package org.tocsin.incident;

import java.time.Instant;

/**
 * One step of an assignment.
 *
 * @param at when it was so, as last corrected
 * @param position of the journal entry that said so first
 */
public record Stage(AssignmentState state, Instant at, long position) {
    Stage correctedTo(Instant time) {
        return new Stage(state, time, position);
    }
}
