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

    /** Those of a center that names none: a starting point, no recommendation. */
    static Targets usual() {
        return new Targets(
                List.of(
                        usual(1, 1, 1, 8, Optional.of(Duration.ofMinutes(20))),
                        usual(2, 2, 1, 12, Optional.of(Duration.ofMinutes(30))),
                        usual(3, 5, 2, 20, Optional.empty()),
                        usual(4, 15, 3, 45, Optional.empty()),
                        usual(5, 60, 5, 120, Optional.empty())),
                Map.of(
                        UnitStatus.DISPATCHED, Duration.ofMinutes(3),
                        UnitStatus.ACKNOWLEDGED, Duration.ofMinutes(3),
                        UnitStatus.EN_ROUTE, Duration.ofMinutes(30),
                        UnitStatus.ON_SCENE, Duration.ofHours(2),
                        UnitStatus.TRANSPORTING, Duration.ofMinutes(45),
                        UnitStatus.AT_DESTINATION, Duration.ofMinutes(40)));
    }

    private static ByPriority usual(
            int priority,
            int waitingMinutes,
            int acknowledgementMinutes,
            int arrivalMinutes,
            Optional<Duration> checkIn) {
        return new ByPriority(
                priority,
                Duration.ofMinutes(waitingMinutes),
                Duration.ofMinutes(acknowledgementMinutes),
                Duration.ofMinutes(arrivalMinutes),
                checkIn);
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
