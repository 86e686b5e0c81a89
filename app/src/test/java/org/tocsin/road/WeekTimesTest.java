package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

class WeekTimesTest {
    /** As "mo 07:00-tu 02:00". */
    private static String ranges(String text) {
        return WeekTimes.parse(text)
                .map(
                        times ->
                                times.ranges().stream()
                                        .map(each -> clock(each.from()) + "-" + clock(each.to()))
                                        .collect(Collectors.joining(", ")))
                .orElse("unread");
    }

    private static String clock(int minute) {
        String day = List.of("mo", "tu", "we", "th", "fr", "sa", "su", "end").get(minute / 1440);
        return "%s %02d:%02d".formatted(day, minute / 60 % 24, minute % 60);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "24/7 | mo 00:00-end 00:00",
                "Mo 07:00-10:00 | mo 07:00-mo 10:00",
                "mo 7:00-10:00 | mo 07:00-mo 10:00",
                "Mo-We 07:00-10:00 | mo 07:00-mo 10:00, tu 07:00-tu 10:00, we 07:00-we 10:00",
                "Mo,Sa 07:00-08:30 | mo 07:00-mo 08:30, sa 07:00-sa 08:30",
                "Sa-Mo 07:00-08:00 | mo 07:00-mo 08:00, sa 07:00-sa 08:00, su 07:00-su 08:00",
                "Mo 07:00-09:00,16:00-18:00 | mo 07:00-mo 09:00, mo 16:00-mo 18:00",
                "Mo 07:00-09:00, 16:00-18:00 | mo 07:00-mo 09:00, mo 16:00-mo 18:00",
                "Mo 22:00-06:00 | mo 22:00-tu 06:00",
                "Mo 22:00-30:00 | mo 22:00-tu 06:00",
                "Su 22:00-06:00 | mo 00:00-mo 06:00, su 22:00-end 00:00",
                "Mo 00:00-24:00 | mo 00:00-tu 00:00",
                "Sa-Su | sa 00:00-end 00:00",
                "Mo 07:00-09:00; Tu 08:00-09:00 | mo 07:00-mo 09:00, tu 08:00-tu 09:00",
                "Mo 07:00-09:00, Tu 08:00-09:00 | mo 07:00-mo 09:00, tu 08:00-tu 09:00",
                "Mo-Tu 07:00-09:00; Tu 12:00-13:00 | mo 07:00-mo 09:00, tu 12:00-tu 13:00",
                "Mo-Tu 07:00-09:00; Tu off | mo 07:00-mo 09:00",
                "Mo 07:00-12:00; Mo 08:00-09:00 off | mo 07:00-mo 08:00, mo 09:00-mo 12:00",
                "Mo 07:00-10:00 open | mo 07:00-mo 10:00",
            })
    void whatIsReadAsAWeek(String text, String expected) {
        assertThat(ranges(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wet",
                "PH off",
                "Mo-Fr 07:00-10:00; PH off",
                "SH Mo-Fr 07:00-10:00",
                "Jan-Mar Mo 07:00-10:00",
                "Dec 24 07:00-10:00",
                "Mo[1] 07:00-10:00",
                "sunrise-sunset",
                "(sunset-00:30)-07:00",
                "07:00+",
                "weight > 7.5",
                "Mo-Fr 07:00-10:00 AND weight>7.5",
                "Mo-Fr 07:70-10:00",
                "Mo-Fr 25:00-26:00",
                "Mo-Fr 07:00-49:00",
                "week 10-20",
                "Mo off",
                "off"
            })
    void whatIsMoreThanAWeekIsNotRead(String text) {
        assertThat(WeekTimes.parse(text)).isEmpty();
    }

    @Test
    void aConditionOfAnyLengthIsRefusedNotSearchedForEver() {
        assertThat(WeekTimes.parse("Mo 07:00-08:00;".repeat(100))).isEmpty();
        assertThat(WeekTimes.parse("Mo,".repeat(160) + "x")).isEmpty();
        assertThat(Conditional.read("no @ ".repeat(200))).hasSize(1);
    }

    @Test
    void aTagHasAValueForEachConditionAndTheLastThatHoldsCounts() {
        List<Conditional> all =
                Conditional.read("no @ (Mo-Fr 07:00-19:00; Sa 08:00-12:00); destination @ wet");

        assertThat(all).extracting(Conditional::value).containsExactly("no", "destination");
        assertThat(all.getFirst().times().orElseThrow().ranges()).hasSize(6);
        assertThat(all.getLast().times()).isEmpty();
        assertThat(Conditional.read("30 @ 22:00-06:00"))
                .containsExactly(
                        new Conditional("30", "22:00-06:00", WeekTimes.parse("22:00-06:00")));
        assertThat(Conditional.read("no @ (Mo); yes"))
                .extracting(Conditional::times)
                .containsExactly(Optional.empty());
    }

    @Test
    void theClockTellsHowLongTheSameHoldsAlsoWhereClocksAreSet() {
        var night = WeekTimes.parse("Su 01:30-03:30").orElseThrow();
        var clock = new WeekClock(List.of(WeekTimes.ALWAYS, night));
        var zone = ZoneId.of("Europe/Lisbon");
        // At two in the night the clock is set back to one.
        Instant before = LocalDateTime.parse("2026-10-25T01:10").atZone(zone).toInstant();
        Instant at = before;
        int changes = 0;
        while (at.isBefore(before.plusSeconds(7 * 86_400))) {
            Instant until = clock.until(zone, at);
            assertThat(clock.since(zone, at)).isBeforeOrEqualTo(at);
            assertThat(clock.held(zone, until.minusSeconds(1))).isEqualTo(clock.held(zone, at));
            assertThat(clock.since(zone, until.minusSeconds(1))).isBeforeOrEqualTo(at);
            changes++;
            at = until;
        }

        assertThat(changes).isBetween(3, 6);
    }
}
