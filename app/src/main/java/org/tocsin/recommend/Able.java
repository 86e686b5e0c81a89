package org.tocsin.recommend;

import java.time.Duration;
import java.util.Optional;

/**
 * A unit that can fill a slot.
 *
 * @param order its place by call sign among all candidates: the last word between equals
 * @param arrival from now until it is there; empty only for a committed unit whose time nobody
 *     knows
 * @param weighed seconds that count when units are compared: the arrival, and for a busy unit the
 *     gain asked of it
 * @param waitsFor its release, if it is busy
 * @param opensGap whether its leaving alone takes a capability from its station
 */
record Able(
        Candidate candidate,
        int order,
        Optional<Duration> arrival,
        long weighed,
        Optional<Release> waitsFor,
        boolean opensGap) {
    boolean committed() {
        return candidate.committed();
    }

    boolean can(String capability) {
        return candidate.capabilities().contains(capability);
    }

    /** Units of one crew, or the unit alone: only one of them goes. */
    String party() {
        // A crew and a unit may bear the same name; the marks keep them apart.
        return candidate.crew().map(c -> "c " + c).orElse("u " + candidate.unit());
    }
}
