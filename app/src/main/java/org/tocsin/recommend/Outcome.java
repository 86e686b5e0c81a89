package org.tocsin.recommend;

import org.tocsin.plan.Requirement;

import java.util.List;

/**
 * How one requirement of the plan is met, as far as it can be.
 *
 * @param option the index of the option chosen; 0 is the preferred one
 * @param picks in the order of the option's slots
 */
public record Outcome(Requirement requirement, int option, List<Pick> picks) {
    public Outcome {
        picks = List.copyOf(picks);
    }

    /** {@code ambulances: 1 ALS + 1 BLS instead of 2 ALS}, or without the second half. */
    public String sentence() {
        String chosen = requirement.name() + ": " + requirement.options().get(option);
        return option == 0 ? chosen : chosen + " instead of " + requirement.options().getFirst();
    }
}
