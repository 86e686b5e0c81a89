package org.tocsin.recommend;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One option for each requirement, and who fills its slots best.
 *
 * @param options by requirement, the index of its option
 * @param grade to be compared with that of other options
 */
record Filling(List<Integer> options, List<Fill> fills, Grade grade) {
    /** A slot and the unit that fills it, if one does. */
    record Fill(Slot slot, Optional<Able> unit) {
        /** The unit, if it is still to be sent. */
        Optional<Able> fresh() {
            return unit.filter(u -> !u.committed());
        }

        boolean suits(Candidate candidate) {
            return candidate.capabilities().contains(slot.capability());
        }
    }

    /** The units to be sent. */
    Stream<Able> fresh() {
        return fills.stream().flatMap(fill -> fill.fresh().stream());
    }
}
