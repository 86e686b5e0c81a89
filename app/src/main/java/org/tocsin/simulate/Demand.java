package org.tocsin.simulate;

import org.tocsin.place.Point;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which calls come, and how long what takes: all that the lab does not know from the center's
 * configuration and the map. Durations are {@link Spread}s, in seconds.
 *
 * @param arrivals how often calls come, or which came
 * @param ground where from; empty where past calls are given with their places
 * @param offRoadKmh how fast the last stretch is, from the road to the place; 0: it takes no time
 * @param callToDispatch from the ring to the dispatcher's decision
 * @param turnout from the dispatch to driving off, for a crew at its post, by hour of day
 * @param drivingVariation how far drives stray from what is expected: deviation over mean
 * @param failuresPerUnitDay how often a unit fails
 * @param repair how long it is out of service then
 */
record Demand(
        Arrivals arrivals,
        Optional<Ground> ground,
        double offRoadKmh,
        Spread callToDispatch,
        List<Spread> turnout,
        double drivingVariation,
        List<Kind> kinds,
        double failuresPerUnitDay,
        Spread repair) {

    /** How often calls come. */
    sealed interface Arrivals {
        /**
         * At random.
         *
         * @param hours by hour of the week from Monday 00:00, in the center's zone: how often in
         *     that hour, 1 being the mean
         */
        record AtRandom(double callsPerDay, List<Double> hours) implements Arrivals {}

        /** As they came, in order. */
        record AsBefore(List<Past> calls) implements Arrivals {}
    }

    /**
     * A call that came.
     *
     * @param kind its place among the kinds
     */
    record Past(Instant at, Point point, int kind) {}

    /**
     * A kind of call.
     *
     * @param type the incident type's code
     * @param priority 1 to 5
     * @param share of all calls
     * @param drive the driving profile on the way to it
     * @param driveToHospital and with the patient
     * @param transport how often somebody is taken to a hospital, 0 to 1
     */
    record Kind(
            String type,
            int priority,
            double share,
            String drive,
            String driveToHospital,
            Spread onScene,
            double transport,
            Spread handover,
            Spread restock) {}
}
