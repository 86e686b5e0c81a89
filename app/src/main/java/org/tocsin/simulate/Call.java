package org.tocsin.simulate;

import org.tocsin.place.Point;

/**
 * A call, with everything about it that chance decides: drawn before anybody decides anything, so
 * that every policy meets the same. Times in milliseconds from the start, durations in seconds.
 *
 * @param kind its place among the demand's kinds
 * @param offRoadSeconds the last stretch, from the road to the place
 * @param drivingFactor what the drive there takes, over what is expected
 * @param onwardFactor the same of the drive to the hospital
 */
record Call(
        long atMillis,
        int kind,
        Point point,
        double callTakingSeconds,
        double dispatchDelaySeconds,
        double turnoutSeconds,
        double offRoadSeconds,
        double drivingFactor,
        double onwardFactor,
        double onSceneSeconds,
        boolean transport,
        double handoverSeconds,
        double restockSeconds) {}
