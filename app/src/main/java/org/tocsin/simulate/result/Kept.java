package org.tocsin.simulate.result;

import org.tocsin.simulate.demand.Goal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one run stands to a goal.
 *
 * @param calls how many it is about
 * @param seconds the mean or percentile
 * @param within the share in time, 0 to 1
 */
record Kept(int calls, double seconds, double within) {
    /** Calls nobody came to are late for every goal of response; of other legs they have none. */
    static Kept of(Goal goal, List<Measures.Served> all) {
        List<Measures.Served> mine =
                all.stream().filter(each -> each.priority() == goal.priority()).toList();
        double[] seconds =
                mine.stream()
                        .flatMap(each -> leg(goal.part(), each).stream())
                        .mapToDouble(each -> each.toMillis() / 1000.0)
                        .sorted()
                        .toArray();
        int calls = goal.part() == Goal.Part.RESPONSE ? mine.size() : seconds.length;
        double sum = 0;
        int inTime = 0;
        for (double each : seconds) {
            sum += each;
            if (each <= goal.limitSeconds()) inTime++;
        }
        double measured =
                goal.percent().isPresent()
                        ? Group.quantile(seconds, goal.percent().getAsInt() / 100.0)
                        : sum / Math.max(1, seconds.length);
        return new Kept(calls, measured, calls == 0 ? 0 : inTime / (double) calls);
    }

    private static Optional<Duration> leg(Goal.Part part, Measures.Served served) {
        return switch (part) {
            case RESPONSE -> served.response();
            case ANSWERING -> Optional.of(served.answering());
            case DISPATCHING -> served.dispatching();
            case TURNOUT -> served.turnout();
            case DRIVING -> served.driving();
        };
    }
}
