package org.tocsin.unit;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One dispatchable resource, as the center's configuration describes it.
 *
 * @param callSign unique in the center
 * @param station the id of its home station
 * @param capabilities what it can do, as configured
 * @param crewSize people aboard, 0 for a trailer or a boat without its own crew
 * @param crew the crew it shares with other units (cross-staffing: one crew, two vehicles): while
 *     one of them works the others cannot go
 * @param canTransport whether it carries patients or people
 * @param shifts the names of the shifts in which it is staffed; none means always
 */
public record Unit(
        String callSign,
        String agency,
        String station,
        Set<String> capabilities,
        int crewSize,
        Optional<String> crew,
        boolean canTransport,
        List<String> shifts) {
    public Unit {
        // In order, so that what is written of a unit is the same on every machine.
        capabilities = Collections.unmodifiableSet(new TreeSet<>(capabilities));
        shifts = List.copyOf(shifts);
    }
}
