package org.tocsin.recommend;

import java.time.Duration;
import java.util.Optional;

/**
 * A unit that would help sooner if it were taken from less urgent work. Only a person decides that;
 * it is never part of the set.
 *
 * @param capability what it could go as
 * @param incident the one it works on
 * @param priority of that incident
 * @param travel its driving time from where it is
 * @param insteadOf the unit of the set that it would beat; empty if it would fill a shortfall
 * @param gain how much sooner it would be there; empty if it would fill a shortfall
 */
public record Preemption(
        String unit,
        String capability,
        String incident,
        int priority,
        Duration travel,
        Optional<String> insteadOf,
        Optional<Duration> gain) {
    /** {@code E31 could be taken from F26-41 (priority 4): 03:10 as ENGINE, 04:20 before E12}. */
    public String sentence() {
        String better =
                gain.flatMap(g -> insteadOf.map(u -> "%s before %s".formatted(Clock.clock(g), u)))
                        .orElse("fills the shortfall");
        return "%s could be taken from %s (priority %d): %s as %s, %s"
                .formatted(unit, incident, priority, Clock.clock(travel), capability, better);
    }
}
