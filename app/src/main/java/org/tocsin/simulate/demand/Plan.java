package org.tocsin.simulate.demand;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/**
 * How much a lab is to run.
 *
 * @param days counted, 1 to {@value #MAX_DAYS}
 * @param policies names, 1 to {@value #MAX_POLICIES}
 * @param replications 1 to {@value #MAX_REPLICATIONS}
 * @param start when it begins, in the simulated world
 * @param threads how many simulations run at once
 */
public record Plan(
        int days, long seed, List<String> policies, int replications, Instant start, int threads) {
    /** More of either would run for weeks. */
    public static final int MAX_REPLICATIONS = 1_000;

    public static final int MAX_POLICIES = 50;

    /** Ten years. */
    public static final int MAX_DAYS = 3_660;

    /** Days at the beginning that are not counted: the first finds every unit at its post. */
    public static final int WARM_UP_DAYS = 1;

    public static final Duration WARM_UP = Duration.ofDays(WARM_UP_DAYS);

    /**
     * @throws LabInput if there is more or less of anything, or a policy is named twice
     */
    public Plan {
        policies = List.copyOf(policies);
        check("days", days, MAX_DAYS);
        check("replications", replications, MAX_REPLICATIONS);
        check("policies", policies.size(), MAX_POLICIES);
        check("threads", threads, 1_024);
        if (new TreeSet<>(policies).size() < policies.size()) {
            throw new LabInput("a policy is named twice: %s".formatted(policies));
        }
    }

    private static void check(String what, int value, int most) {
        if (value >= 1 && value <= most) return;
        throw new LabInput("%s is %d, expected 1 to %d".formatted(what, value, most));
    }

    /** The same with other policies. */
    public Plan with(List<String> names) {
        return new Plan(days, seed, names, replications, start, threads);
    }

    /** How long calls come, the days that are not counted with it. */
    public Duration length() {
        return Duration.ofDays(WARM_UP_DAYS + days);
    }

    /** From when on calls are counted. */
    public Instant counted() {
        return start.plus(WARM_UP);
    }
}
