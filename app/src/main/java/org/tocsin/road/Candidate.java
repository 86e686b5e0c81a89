package org.tocsin.road;

/**
 * Where on the roads a vehicle may be.
 *
 * @param forward whether it may be driving along the line, by its heading
 * @param backward whether it may be driving against the line
 */
record Candidate(Spot spot, boolean forward, boolean backward) {}
