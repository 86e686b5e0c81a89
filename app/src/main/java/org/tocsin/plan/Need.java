package org.tocsin.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one incident needs, all alarm levels up to its own taken together.
 *
 * @param requirements all of them are needed
 * @param standby units to keep ready elsewhere
 * @param notifications who else is to be told
 * @param rule the plan rule that says so, by its id: part of the reason shown
 * @param alarmLevel the level reached: the one asked for, or the rule's highest if it has fewer
 */
public record Need(
        List<Requirement> requirements,
        List<Standby> standby,
        List<String> notifications,
        String rule,
        int alarmLevel) {
    public Need {
        requirements = List.copyOf(requirements);
        standby = List.copyOf(standby);
        notifications = List.copyOf(notifications);
    }

    /** How many units it takes if every first option is met. */
    public int size() {
        return requirements.stream().mapToInt(r -> r.options().getFirst().size()).sum();
    }

    /** What the first options name: what the plan prefers to have. */
    public Set<String> preferred() {
        return requirements.stream()
                .flatMap(each -> each.options().getFirst().capabilities().keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * This need with one unit more for each of these capabilities that no requirement names yet:
     * what triage answers or an accepted suggestion add to the plan.
     *
     * @param why shown as the name of the added requirements, such as {@code triage}
     */
    public Need and(List<String> capabilities, String why) {
        var all = new ArrayList<>(requirements);
        for (String capability : capabilities) {
            if (all.stream().noneMatch(r -> names(r, capability))) {
                all.add(new Requirement(why, List.of(new Option(Map.of(capability, 1)))));
            }
        }
        return new Need(all, standby, notifications, rule, alarmLevel);
    }

    private static boolean names(Requirement requirement, String capability) {
        return requirement.options().stream()
                .allMatch(o -> o.capabilities().containsKey(capability));
    }
}
