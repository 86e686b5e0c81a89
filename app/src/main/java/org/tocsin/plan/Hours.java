package org.tocsin.plan;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Weekly hours by the wall clock of the center's zone: on these days from one time up to, not
 * including, another. Where {@code to} is not after {@code from} the hours run over midnight into
 * the next day, and belong to the day they began on; equal times are 24 hours. When the clocks
 * change, the wall clock is followed: the hours get an hour shorter or longer.
 *
 * @param days in the order of the week, at least one, none twice
 */
public record Hours(List<DayOfWeek> days, LocalTime from, LocalTime to) {
    public Hours {
        days = Check.list("days", days, 1, 7).stream().sorted().distinct().toList();
    }

    /** Whether they hold at that moment in that zone. */
    public boolean contains(Instant at, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        LocalTime time = local.toLocalTime();
        DayOfWeek today = local.getDayOfWeek();
        boolean overMidnight = !to.isAfter(from);
        if (!overMidnight) {
            return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
        }
        boolean begun = days.contains(today) && !time.isBefore(from);
        boolean fromYesterday = days.contains(today.minus(1)) && time.isBefore(to);
        return begun || fromYesterday;
    }
}
