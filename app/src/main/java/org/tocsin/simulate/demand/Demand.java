package org.tocsin.simulate.demand;

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
 * @param drivingVariation how far drives stray from what is expected: deviation over mean
 * @param returnDrive the driving profile on the way back to the post and to others
 * @param failuresPerUnitDay how often a unit fails
 * @param repair how long it is out of service then
 * @param goals what results are held against, beside the center's own targets
 * @param callTakers how many calls can be taken at once, by hour of the day in the center's zone;
 *     empty: every call is answered at once
 */
public record Demand(
        Arrivals arrivals,
        Optional<Ground> ground,
        double offRoadKmh,
        double drivingVariation,
        String returnDrive,
        List<Kind> kinds,
        double failuresPerUnitDay,
        Spread repair,
        List<Goal> goals,
        Optional<List<Integer>> callTakers) {

    /** How often calls come. */
    public sealed interface Arrivals {
        /**
         * At random.
         *
         * @param hours by hour of the week from Monday 00:00, in the center's zone: how often in
         *     that hour, 1 being the mean
         * @param hoursOfKind the same for each kind, where some have hours of their own; otherwise
         *     empty
         */
        record AtRandom(double callsPerDay, List<Double> hours, List<List<Double>> hoursOfKind)
                implements Arrivals {}

        /** As they came, in order. */
        record AsBefore(List<Past> calls) implements Arrivals {}
    }

    /**
     * A call that came.
     *
     * @param kind its place among the kinds
     * @param line of its table; 0 where it comes from a record
     */
    public record Past(Instant at, Point point, int kind, int line) {}

    /**
     * A kind of call.
     *
     * @param type the incident type's code
     * @param priority 1 to 5
     * @param share of all calls
     * @param callTaking from the answer to where the dispatcher has what it takes to decide
     * @param dispatchDelay from there to the decision
     * @param turnout from the dispatch to driving off, for a crew at its post, by hour of day
     * @param drive the driving profile on the way to it
     * @param driveToHospital and with the patient
     * @param transport how often somebody is taken to a hospital, 0 to 1
     * @param hospital what the hospital must accept; empty: any will do
     */
    public record Kind(
            String type,
            int priority,
            double share,
            Spread callTaking,
            Spread dispatchDelay,
            List<Spread> turnout,
            String drive,
            String driveToHospital,
            Spread onScene,
            double transport,
            Optional<String> hospital,
            Spread handover,
            Spread restock) {}

    /** The same with other past calls. */
    Demand with(List<Past> calls) {
        return new Demand(
                new Arrivals.AsBefore(calls),
                ground,
                offRoadKmh,
                drivingVariation,
                returnDrive,
                kinds,
                failuresPerUnitDay,
                repair,
                goals,
                callTakers);
    }

    /**
     * From the answer to driving off, the mean at noon over the calls of one priority, in seconds.
     */
    public double secondsBeforeDriving(int priority) {
        double sum = 0;
        double shares = 0;
        for (Kind kind : kinds) {
            if (kind.priority() != priority) continue;
            double before =
                    kind.callTaking().mean()
                            + kind.dispatchDelay().mean()
                            + kind.turnout().get(12).mean();
            // Kinds that no share is given for count a little, so that one at least does.
            double share = Math.max(kind.share(), 1e-9);
            sum += share * before;
            shares += share;
        }
        return shares == 0 ? 0 : sum / shares;
    }
}
