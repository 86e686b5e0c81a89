package org.tocsin.road;

import java.time.Duration;

/**
 * Who arrives when.
 *
 * @param index the place in the list that was asked about, from 0
 * @param time the drive, to a tenth of a second
 */
public record Arrival(int index, Duration time) {}
