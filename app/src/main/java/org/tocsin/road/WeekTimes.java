package org.tocsin.road;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Times that come again each week, by the clock on the wall: OpenStreetMap's opening hours as far
 * as they are days of the week and times of the day. Whatever else a text holds (holidays, months,
 * dates, sunset) makes it unreadable as a whole: half a condition is another condition.
 *
 * @param ranges in order, not touching each other
 * @see <a href="https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification">The
 *     notation</a>
 */
record WeekTimes(List<Range> ranges) {
    static final int MINUTES = 7 * 24 * 60;

    private static final int DAY = 24 * 60;

    /** Longer conditions are not read: a limit for outside input. */
    static final int MAX_TEXT = 500;

    static final WeekTimes ALWAYS = new WeekTimes(List.of(new Range(0, MINUTES)));

    private static final List<String> DAYS = List.of("mo", "tu", "we", "th", "fr", "sa", "su");
    private static final String DAY_NAMES = "(?:mo|tu|we|th|fr|sa|su)";
    private static final String SPAN = "\\d{1,2}:\\d{2}\\s*-\\s*\\d{1,2}:\\d{2}";
    private static final String DAY_RANGE = DAY_NAMES + "(?:\\s*-\\s*" + DAY_NAMES + ")?";

    /** Days, times, or both; and whether they are taken away. */
    private static final Pattern RULE =
            Pattern.compile(
                    "(?<days>%1$s(?:\\s*,\\s*%1$s)*)?:?\\s*(?<times>%2$s(?:\\s*,\\s*%2$s)*)?\\s*(?<mode>open|on|off|closed)?"
                            .formatted(DAY_RANGE, SPAN));

    /** "Mo-Fr 07:00-09:00, Sa 08:00-12:00": more days after a comma are a rule beside the first. */
    private static final Pattern BESIDE =
            Pattern.compile("(?<=\\d)\\s*,\\s*(?=%s)".formatted(DAY_NAMES));

    /**
     * From a minute of the week up to, not including, another.
     *
     * @param from 0: Monday, midnight
     * @param to more than {@code from}, at most {@value #MINUTES}
     */
    record Range(int from, int to) {}

    WeekTimes {
        ranges = List.copyOf(ranges);
    }

    static int minute(LocalDateTime at) {
        return (at.getDayOfWeek().getValue() - 1) * DAY + at.getHour() * 60 + at.getMinute();
    }

    boolean holds(int minute) {
        for (Range range : ranges) if (range.from() <= minute && minute < range.to()) return true;
        return false;
    }

    /** The minutes at which it begins or ends to hold. */
    IntStream changes() {
        return ranges.stream()
                .flatMapToInt(range -> IntStream.of(range.from(), range.to()))
                .map(minute -> minute % MINUTES);
    }

    /** What the text says; empty if it says more than days and times, or nothing. */
    static Optional<WeekTimes> parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT).replace('–', '-');
        if (plain.isEmpty() || plain.length() > MAX_TEXT) return Optional.empty();
        if (plain.equals("24/7")) return Optional.of(ALWAYS);
        var days = new Days();
        for (String rule : plain.split(";")) {
            if (rule.isBlank()) continue;
            boolean first = true;
            for (String part : BESIDE.split(rule)) {
                if (!days.add(part.strip(), first)) return Optional.empty();
                first = false;
            }
        }
        WeekTimes times = days.times();
        return times.ranges().isEmpty() ? Optional.empty() : Optional.of(times);
    }

    static WeekTimes of(BitSet minutes) {
        var ranges = new ArrayList<Range>();
        for (int from = minutes.nextSetBit(0); from >= 0; ) {
            int to = minutes.nextClearBit(from);
            ranges.add(new Range(from, to));
            from = minutes.nextSetBit(to);
        }
        return new WeekTimes(ranges);
    }

    /** The minutes of each day by themselves; what runs over midnight stays with its day. */
    private static final class Days {
        private final List<BitSet> minutes = DAYS.stream().map(_ -> new BitSet()).toList();

        /** A rule takes the place of earlier ones on its days; one beside it does not. */
        boolean add(String text, boolean instead) {
            Matcher rule = RULE.matcher(text);
            if (text.isEmpty() || !rule.matches()) return false;
            String days = rule.group("days");
            String times = rule.group("times");
            String mode = rule.group("mode");
            boolean off = "off".equals(mode) || "closed".equals(mode);
            if (days == null && times == null) return false;
            var spans = new BitSet();
            if (times == null) spans.set(0, DAY);
            else if (!readTimes(times, spans)) return false;
            BitSet on = days == null ? everyDay() : readDays(days);
            for (int day = on.nextSetBit(0); day >= 0; day = on.nextSetBit(day + 1)) {
                BitSet own = minutes.get(day);
                if (off && times != null) {
                    own.andNot(spans);
                    continue;
                }
                if (instead || off) own.clear();
                if (!off) own.or(spans);
            }
            return true;
        }

        private static BitSet everyDay() {
            var all = new BitSet();
            all.set(0, DAYS.size());
            return all;
        }

        private static BitSet readDays(String text) {
            var on = new BitSet();
            for (String part : text.split(",")) {
                String[] ends = part.strip().split("\\s*-\\s*");
                int day = DAYS.indexOf(ends[0]);
                int last = DAYS.indexOf(ends[ends.length - 1]);
                on.set(day);
                while (day != last) {
                    day = (day + 1) % DAYS.size();
                    on.set(day);
                }
            }
            return on;
        }

        private static boolean readTimes(String text, BitSet spans) {
            for (String part : text.split(",")) {
                String[] ends = part.strip().split("\\s*-\\s*");
                int from = readTime(ends[0]);
                int to = readTime(ends[1]);
                if (from >= DAY || to > 2 * DAY) return false;
                if (from < 0 || to < 0) return false;
                spans.set(from, to <= from ? to + DAY : to);
            }
            return true;
        }

        /** Minutes after midnight, up to 48:00 for what ends on the next day; less than 0: none. */
        private static int readTime(String text) {
            String[] parts = text.split(":");
            int minute = Integer.parseInt(parts[1]);
            return minute < 60 ? Integer.parseInt(parts[0]) * 60 + minute : -1;
        }

        WeekTimes times() {
            var week = new BitSet();
            for (int day = 0; day < DAYS.size(); day++) {
                int start = day * DAY;
                minutes.get(day).stream().forEach(minute -> week.set((start + minute) % MINUTES));
            }
            return WeekTimes.of(week);
        }
    }
}
