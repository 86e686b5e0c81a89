package org.tocsin.road;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.BitSet;
import java.util.List;

/** Which kinds of week hold when, and until when the same of them do. */
final class WeekClock {
    private final List<WeekTimes> weeks;

    /** The minutes of the week at which any begins or ends, ascending. */
    private final int[] changes;

    WeekClock(List<WeekTimes> weeks) {
        this.weeks = weeks;
        changes =
                weeks.stream()
                        .skip(1)
                        .flatMapToInt(WeekTimes::changes)
                        .sorted()
                        .distinct()
                        .toArray();
    }

    /** Whether anything is by the hour. */
    boolean matters() {
        return weeks.size() > 1;
    }

    /** The numbers of those that hold; the first always does. */
    BitSet held(ZoneId zone, Instant at) {
        int minute = WeekTimes.minute(at.atZone(zone).toLocalDateTime());
        var held = new BitSet();
        for (int i = 0; i < weeks.size(); i++) if (weeks.get(i).holds(minute)) held.set(i);
        return held;
    }

    /** From when on the same have held as at this moment; the earliest of all if always. */
    Instant since(ZoneId zone, Instant at) {
        if (changes.length == 0) return Instant.MIN;
        ZonedDateTime local = at.atZone(zone);
        int now = WeekTimes.minute(local.toLocalDateTime());
        Instant since = Instant.MIN;
        for (int change : changes) {
            int weeksBack = change <= now ? 0 : 1;
            Instant when = instant(zone, local, change, -weeksBack);
            if (!when.isAfter(at) && when.isAfter(since)) since = when;
        }
        ZoneOffsetTransition shift = zone.getRules().previousTransition(at.plusNanos(1));
        return shift != null && shift.getInstant().isAfter(since) ? shift.getInstant() : since;
    }

    /** The first moment after this at which others may hold; the latest of all if never. */
    Instant until(ZoneId zone, Instant at) {
        if (changes.length == 0) return Instant.MAX;
        ZonedDateTime local = at.atZone(zone);
        int now = WeekTimes.minute(local.toLocalDateTime());
        Instant until = Instant.MAX;
        for (int change : changes) {
            int weeksOn = change > now ? 0 : 1;
            Instant when = instant(zone, local, change, weeksOn);
            if (when.isAfter(at) && when.isBefore(until)) until = when;
        }
        ZoneOffsetTransition shift = zone.getRules().nextTransition(at);
        return shift != null && shift.getInstant().isBefore(until) ? shift.getInstant() : until;
    }

    /** When the clock shows this minute of that week, if it is not set in between. */
    private static Instant instant(ZoneId zone, ZonedDateTime local, int minute, int weeks) {
        LocalDateTime monday =
                local.toLocalDate()
                        .minusDays(local.getDayOfWeek().getValue() - 1L)
                        .atTime(LocalTime.MIDNIGHT);
        ZoneOffset offset = local.getOffset();
        return ZonedDateTime.ofLocal(monday.plusWeeks(weeks).plusMinutes(minute), zone, offset)
                .toInstant();
    }
}
