package org.tocsin.simulate;

import java.util.Arrays;
import java.util.List;

/**
 * Calls that are counted together (all, a priority, a type) in one run, times in seconds.
 *
 * @param calls how many came
 * @param unserved how many nobody had come to when the run ended
 * @param late how many were reached after their target, or not at all
 * @param dispatching from the ring to the first unit sent, the mean
 * @param turnout from there to driving off
 * @param driving from there to the scene
 */
record Group(
        String name,
        int calls,
        int unserved,
        int late,
        double mean,
        double median,
        double ninetieth,
        double ninetyFifth,
        double dispatching,
        double turnout,
        double driving) {

    static Group of(String name, List<Measures.Served> all, Targeting targets) {
        double[] response = new double[all.size()];
        double dispatching = 0;
        double turnout = 0;
        double driving = 0;
        int served = 0;
        int late = 0;
        for (Measures.Served each : all) {
            if (targets.isLate(each)) late++;
            if (each.response().isEmpty()) continue;
            response[served++] = each.response().get().toMillis() / 1000.0;
            var sent = each.dispatched().orElseThrow();
            var left = each.enRoute().orElse(sent);
            dispatching += seconds(each.opened(), sent);
            turnout += seconds(sent, left);
            driving += seconds(left, each.onScene().orElseThrow());
        }
        double[] sorted = Arrays.copyOf(response, served);
        Arrays.sort(sorted);
        double count = Math.max(1, served);
        return new Group(
                name,
                all.size(),
                all.size() - served,
                late,
                Arrays.stream(sorted).average().orElse(0),
                quantile(sorted, 0.5),
                quantile(sorted, 0.9),
                quantile(sorted, 0.95),
                dispatching / count,
                turnout / count,
                driving / count);
    }

    /** Which calls are late. */
    interface Targeting {
        boolean isLate(Measures.Served served);
    }

    private static double seconds(java.time.Instant from, java.time.Instant to) {
        return java.time.Duration.between(from, to).toMillis() / 1000.0;
    }

    /** The smallest value that so large a share of all does not exceed. */
    static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) return 0;
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.clamp(index, 0, sorted.length - 1)];
    }

    double lateShare() {
        return calls == 0 ? 0 : late / (double) calls;
    }
}
