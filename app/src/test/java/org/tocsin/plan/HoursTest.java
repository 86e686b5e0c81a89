package org.tocsin.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class HoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Instant local(String time) {
        return LocalDateTime.parse(time).atZone(BERLIN).toInstant();
    }

    private static Hours hours(DayOfWeek day, String from, String to) {
        return new Hours(List.of(day), LocalTime.parse(from), LocalTime.parse(to));
    }

    @Test
    void theyBeginOnTheMinuteAndEndBeforeIt() {
        Hours day = hours(DayOfWeek.MONDAY, "07:00", "19:00");

        assertThat(day.contains(local("2026-11-23T06:59:59"), BERLIN)).isFalse();
        assertThat(day.contains(local("2026-11-23T07:00"), BERLIN)).isTrue();
        assertThat(day.contains(local("2026-11-23T18:59:59"), BERLIN)).isTrue();
        assertThat(day.contains(local("2026-11-23T19:00"), BERLIN)).isFalse();
        assertThat(day.contains(local("2026-11-24T12:00"), BERLIN)).isFalse();
    }

    @Test
    void overMidnightTheyBelongToTheDayTheyBegan() {
        Hours friday = hours(DayOfWeek.FRIDAY, "20:00", "06:00");

        assertThat(friday.contains(local("2026-11-20T20:00"), BERLIN)).isTrue();
        assertThat(friday.contains(local("2026-11-21T05:59"), BERLIN)).isTrue();
        assertThat(friday.contains(local("2026-11-21T06:00"), BERLIN)).isFalse();
        assertThat(friday.contains(local("2026-11-20T05:00"), BERLIN)).isFalse();
        assertThat(friday.contains(local("2026-11-21T20:00"), BERLIN)).isFalse();
    }

    @Test
    void equalTimesAreTwentyFourHours() {
        Hours saturday = hours(DayOfWeek.SATURDAY, "08:00", "08:00");

        assertThat(saturday.contains(local("2026-11-21T08:00"), BERLIN)).isTrue();
        assertThat(saturday.contains(local("2026-11-22T07:59"), BERLIN)).isTrue();
        assertThat(saturday.contains(local("2026-11-22T08:00"), BERLIN)).isFalse();
    }

    @Test
    void theyFollowTheWallClockOfTheZone() {
        Hours night = hours(DayOfWeek.SATURDAY, "22:00", "06:00");
        Instant twoInTheMorningUtc = Instant.parse("2026-10-25T04:30:00Z"); // 05:30, winter time
        Instant anHourLater = Instant.parse("2026-10-25T05:30:00Z");

        assertThat(night.contains(twoInTheMorningUtc, BERLIN)).isTrue();
        assertThat(night.contains(anHourLater, BERLIN)).isFalse();
        assertThat(night.contains(anHourLater, ZoneId.of("Atlantic/Azores"))).isTrue();
    }

    /** The plain twin: go back hour by hour to where the hours began. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theyEqualAWalkBackInTime(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            var days = new ArrayList<DayOfWeek>();
            for (DayOfWeek day : DayOfWeek.values()) if (random.nextBoolean()) days.add(day);
            if (days.isEmpty()) continue;
            var hours =
                    new Hours(
                            days,
                            LocalTime.of(random.nextInt(24), 0),
                            LocalTime.of(random.nextInt(24), 0));
            var at = LocalDateTime.of(2026, 5, 1, 0, 0).plusHours(random.nextInt(24 * 21));

            boolean expected = false;
            for (int back = 0; back < 24; back++) {
                var begin = at.minusHours(back);
                boolean begins =
                        begin.toLocalTime().equals(hours.from())
                                && hours.days().contains(begin.getDayOfWeek());
                if (begins) expected = true;
                if (begin.toLocalTime().equals(hours.to())) break;
            }

            assertThat(hours.contains(at.atZone(BERLIN).toInstant(), BERLIN))
                    .as("seed %d: %s at %s", seed, hours, at)
                    .isEqualTo(expected);
        }
    }
}
