package org.tocsin.center;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How fast crews are meant to be, by priority: for the wall board only. Nothing is decided and no
 * alarm is raised by it, so it is no part of the {@link Center} that the record holds.
 *
 * @param turnout from a unit's dispatch to its being under way
 * @param travel from under way to on scene
 */
public record Paces(Map<Integer, Duration> turnout, Map<Integer, Duration> travel) {
    /** None is meant. */
    public static final Paces NONE = new Paces(Map.of(), Map.of());

    public Paces {
        turnout = Map.copyOf(turnout);
        travel = Map.copyOf(travel);
    }

    /** For one priority, 1 to 5, if there is one. */
    public Optional<Duration> findTurnout(int priority) {
        return Optional.ofNullable(turnout.get(priority));
    }

    /** For one priority, 1 to 5, if there is one. */
    public Optional<Duration> findTravel(int priority) {
        return Optional.ofNullable(travel.get(priority));
    }
}
