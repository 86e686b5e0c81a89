package org.tocsin.road;

import org.jspecify.annotations.Nullable;

/**
 * A place on a segment.
 *
 * @param fraction how far along its line, 0 (at the first junction) to 1 (at the second)
 * @param meters how far from the place that was asked for
 * @param nearer a nearer place on a road that does not hang together with the rest, if there is
 *     one: two places on that road are joined along it all the same
 */
record Spot(
        int segment,
        double fraction,
        double latitude,
        double longitude,
        double meters,
        @Nullable Spot nearer) {
    /** What is to be done there: a segment may be good for one and not for the other. */
    enum Role {
        ARRIVE,
        LEAVE
    }

    /** Whether another place is nearer, which is not joined to the rest. */
    boolean hasNearer() {
        return nearer != null;
    }

    /** The nearest place, joined to the rest or not. */
    Spot nearest() {
        return nearer == null ? this : nearer;
    }
}
