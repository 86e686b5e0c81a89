package org.tocsin.plan;

import java.util.List;

/**
 * One rule of the plans: for which incidents it speaks, and what they need by alarm level. Every
 * condition given must hold; a condition left empty holds always.
 *
 * @param id unique in the center, shown as the reason of a need
 * @param types codes of incident types; empty: every type
 * @param priorities empty: every priority
 * @param districts ids: the place lies in one of them
 * @param stations ids: one of them is the nearest of its agency's stations, in a straight line
 * @param hours one of them contains the time
 * @param levels what is needed from level 1 up
 */
public record PlanRule(
        String id,
        List<String> types,
        List<Integer> priorities,
        List<String> districts,
        List<String> stations,
        List<Hours> hours,
        List<AlarmLevel> levels) {
    public static final int MAX_LEVELS = 10;
    public static final int MAX_CONDITIONS = 1_000;

    public PlanRule {
        Check.text("a plan rule's id", id, 40);
        types = Check.list("a plan rule's types", types, 0, MAX_CONDITIONS);
        priorities = Check.list("a plan rule's priorities", priorities, 0, 5);
        for (int priority : priorities) Check.number("a plan rule's priority", priority, 1, 5);
        districts = Check.list("a plan rule's districts", districts, 0, MAX_CONDITIONS);
        stations = Check.list("a plan rule's stations", stations, 0, MAX_CONDITIONS);
        hours = Check.list("a plan rule's hours", hours, 0, 50);
        levels = Check.list("a plan rule's levels", levels, 1, MAX_LEVELS);
    }

    boolean holdsEverywhereAndAlways() {
        return districts.isEmpty() && stations.isEmpty() && hours.isEmpty();
    }
}
