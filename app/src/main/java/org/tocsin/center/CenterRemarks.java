package org.tocsin.center;

import org.tocsin.plan.AlarmLevel;
import org.tocsin.plan.Option;
import org.tocsin.plan.PlanRule;
import org.tocsin.plan.Requirement;
import org.tocsin.unit.Unit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what is allowed in a configuration but probably not meant. */
final class CenterRemarks {
    private final Center center;
    private final Map<String, Integer> unitsWith = new HashMap<>();
    private final List<String> remarks = new ArrayList<>();

    private CenterRemarks(Center center) {
        this.center = center;
        for (Unit unit : center.units()) {
            for (String capability : unit.capabilities()) {
                unitsWith.merge(capability, 1, Integer::sum);
            }
        }
    }

    static List<String> of(Center center) {
        var found = new CenterRemarks(center);
        found.findIdleCapabilities();
        center.planRules().forEach(found::findWhatCannotBeMet);
        found.findCrewsWithoutUnits();
        return List.copyOf(found.remarks);
    }

    private void findIdleCapabilities() {
        for (Capability capability : center.capabilities()) {
            if (!unitsWith.containsKey(capability.code())) {
                remarks.add("No unit has the capability %s.".formatted(capability.code()));
            }
        }
    }

    /** Needs beyond the own units may be meant for mutual aid, so they are no fault. */
    private void findWhatCannotBeMet(PlanRule rule) {
        for (int i = 0; i < rule.levels().size(); i++) {
            AlarmLevel level = rule.levels().get(i);
            for (Requirement requirement : level.requirements()) {
                if (requirement.options().stream().anyMatch(this::couldBeMet)) continue;
                remarks.add(
                        "Plan %s, alarm level %d needs %s, more than all units together have."
                                .formatted(rule.id(), i + 1, requirement));
            }
        }
    }

    private boolean couldBeMet(Option option) {
        return option.capabilities().entrySet().stream()
                .allMatch(entry -> unitsWith.getOrDefault(entry.getKey(), 0) >= entry.getValue());
    }

    private void findCrewsWithoutUnits() {
        for (SignIn signIn : center.signIns()) {
            if (signIn.roles().contains(Role.CREW) && signIn.units().isEmpty()) {
                remarks.add(
                        "Sign-in %s has the role crew and answers for no unit."
                                .formatted(signIn.name()));
            }
        }
    }
}
