package org.tocsin.simulate.result;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a simulation went.
 *
 * @param ready by incident, from the ring to where the dispatcher was ready to send somebody
 * @param hours of the days that are counted
 * @param covered the mean share of demand that an idle unit's post reaches in time
 * @param refused requests that the desk refused
 * @param meters driven, by unit in the center's order
 * @param entries of the record
 * @param whole whether it came to its end
 */
public record Ran(
        Measures measures,
        Map<String, Duration> ready,
        List<Hour> hours,
        double covered,
        int refused,
        List<Double> meters,
        long entries,
        boolean whole) {}
