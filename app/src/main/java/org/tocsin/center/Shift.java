package org.tocsin.center;

import org.tocsin.plan.Hours;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Weekly hours in which units that name it are staffed. */
public record Shift(String id, String name, List<Hours> hours) {
    public Shift {
        hours = List.copyOf(hours);
    }

    /** Whether it is on at that moment in that zone. */
    public boolean contains(Instant at, ZoneId zone) {
        return hours.stream().anyMatch(part -> part.contains(at, zone));
    }
}
