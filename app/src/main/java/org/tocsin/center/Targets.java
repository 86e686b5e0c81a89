package org.tocsin.center;

import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long things may take before an alarm is raised.
 *
 * @param priorities one for each priority, 1 to 5 in order
 * @param timeInState how long a unit may stay in a status; a status left out has no limit
 */
public record Targets(List<ByPriority> priorities, Map<UnitStatus, Duration> timeInState) {
    /**
     * The limits for incidents of one priority.
     *
     * @param waiting from the incident's opening to its first unit's dispatch
     * @param acknowledgement from a dispatch to the crew's acknowledgement
     * @param arrival from the incident's opening to the first unit on scene; a measure, and an
     *     alarm
     * @param checkIn how often a crew on scene is to be heard; none: no check-in
     */
    public record ByPriority(
            int priority,
            Duration waiting,
            Duration acknowledgement,
            Duration arrival,
            Optional<Duration> checkIn) {}

    public Targets {
        priorities = List.copyOf(priorities);
        for (int i = 0; i < 5; i++) {
            if (priorities.size() != 5 || priorities.get(i).priority() != i + 1) {
                throw new IllegalArgumentException("targets need the priorities 1 to 5 in order");
            }
        }
        var byStatus = new EnumMap<UnitStatus, Duration>(UnitStatus.class);
        byStatus.putAll(timeInState);
        timeInState = Collections.unmodifiableMap(byStatus);
    }

    /** The limits for one priority, 1 to 5. */
    public ByPriority of(int priority) {
        return priorities.get(priority - 1);
    }

    /** How long a unit may stay in a status, if there is a limit. */
    public Optional<Duration> findTimeIn(UnitStatus status) {
        return Optional.ofNullable(timeInState.get(status));
    }
}
