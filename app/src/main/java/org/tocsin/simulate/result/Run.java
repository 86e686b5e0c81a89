package org.tocsin.simulate.result;

import java.util.List;
import java.util.Map;

/**
 * What one simulation of one policy came to.
 *
 * @param groups all calls first, then by priority, by type and by area
 * @param goals how it stands to each of the town's goals, in their order
 * @param hours by hour of the week from Monday 00:00
 * @param histogram served calls of the most urgent priority by response, in steps of {@value
 *     #STEP_SECONDS} s, the last step open
 * @param squares calls and late calls by square of the ground
 * @param utilization by unit, the share of the time at work
 * @param kilometers by unit
 * @param covered the mean share of demand that an idle unit's post reaches in time
 */
public record Run(
        String policy,
        int replication,
        List<Group> groups,
        List<Kept> goals,
        List<Hour> hours,
        List<Integer> histogram,
        Map<Grid.Square, Square> squares,
        Map<String, Double> utilization,
        Map<String, Double> kilometers,
        double covered,
        int relocations,
        int preempted,
        int refused,
        long entries) {
    public static final int STEP_SECONDS = 15;
    public static final int STEPS = 160;

    /** Calls of one square. */
    record Square(int calls, int late) {
        Square and(Square other) {
            return new Square(calls + other.calls, late + other.late);
        }
    }

    public Group all() {
        return groups.getFirst();
    }
}
