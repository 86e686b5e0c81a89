package org.tocsin.coverage;

import org.tocsin.place.Point;

import java.util.Optional;
import java.util.Set;

/**
 * One unit that could answer the next call.
 *
 * @param station the id of its home station, whose ground it covers
 * @param point where it is now
 * @param crew the crew it shares: when a unit of that crew leaves, this one cannot go either
 */
public record Standing(
        String unit, String station, Point point, Set<String> capabilities, Optional<String> crew) {
    public Standing {
        capabilities = Set.copyOf(capabilities);
    }
}
