package org.tocsin.recommend;

/**
 * Finds who should go to an incident: the best set of units for a plan, not only each the nearest.
 *
 * <p><b>What is best.</b> A set gives each slot of the plan at most one unit, each unit at most one
 * slot, takes one option of each requirement, and no two units of one crew. Of all such sets it is
 * the one that, in this order,
 *
 * <ol>
 *   <li>leaves the fewest slots of the first requirement empty, then of the second, and so on; with
 *       the options given, an earlier slot is never left empty for a later one, which never leaves
 *       more slots empty in all;
 *   <li>has help there soonest: for each requirement the seconds until its last unit that must
 *       still be sent arrives, plus {@link Policy#substituteGain} for each step down its list of
 *       options if any unit must be sent; the sum of these over the requirements is least. A
 *       requirement that units on the incident meet already counts nothing;
 *   <li>takes the preferred options, then sends the fewest units;
 *   <li>with these options: uses the units that are on the incident already wherever they fit, then
 *       has the least sum of arrivals, then takes the fewest units that are the last of their kind
 *       at their station, then those first by call sign (the least sum of their places in the
 *       list).
 * </ol>
 *
 * With the options given, the least sum is more than a sum: where no crews are shared, the sets of
 * units that can fill the slots are a matroid, so the same set has the earliest first, second,
 * third … and last arrival that any set can have. Who goes being settled, earlier requirements get
 * the earlier units.
 *
 * <p>A unit that is still busy counts with its release plus its drive plus {@link
 * Policy#queueGain}, because the first is an estimate. A unit with an exclusion is not proposed; it
 * is named where it could fill a shortfall. Taking a unit from other work is never part of the set.
 *
 * <p><b>How.</b> A min-cost matching for each combination of options, up to {@value
 * Filler#MAX_COMBINATIONS} combinations: exact. Beyond, the options are chosen one requirement
 * after the other, each with those before it settled and those after it at their preferred option
 * ({@link Recommendation#allOptionsTried} is false). Pure: the same inputs give the same answer, in
 * whatever order the candidates come. Any number of threads.
 */
public final class Recommend {
    private Recommend() {}

    /** Who should go, and why, and why not the others. */
    public static Recommendation rank(Inputs inputs) {
        var pool = new Pool(inputs);
        var filler = new Filler(inputs, pool.able);
        return new Explanation(inputs, pool, filler.best()).recommendation(filler.triesAll());
    }
}
