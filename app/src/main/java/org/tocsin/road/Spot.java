package org.tocsin.road;

/**
 * A place on a segment.
 *
 * @param fraction how far along its line, 0 (at the first junction) to 1 (at the second)
 * @param meters how far from the place that was asked for
 */
record Spot(int segment, double fraction, double latitude, double longitude, double meters) {
    /** What is to be done there: a segment may be good for one and not for the other. */
    enum Role {
        ARRIVE,
        LEAVE
    }
}
