package org.tocsin.center;

import org.tocsin.place.Point;
import org.tocsin.plan.Hours;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How points, durations and hours are written; each reader is empty where the text is another. */
final class Written {
    static final String POINT =
            "latitude, longitude in degrees with decimal points, such as 41.14961, -8.61099";
    static final String DURATION =
            "a duration of 1 s to 7 d with its unit (s, min, h, d), such as 90 s";
    static final String HOURS = "days and times, such as mon-fri 07:00-19:00 or daily 20:00-06:00";

    static final Duration MAX_DURATION = Duration.ofDays(7);

    private static final Pattern COORDINATES =
            Pattern.compile(
                    "\\s*(-?\\d{1,3}(?:\\.\\d{1,20})?)\\s*,\\s*(-?\\d{1,3}(?:\\.\\d{1,20})?)\\s*");
    private static final Pattern AMOUNT = Pattern.compile("\\s*(\\d{1,6})\\s*(s|min|h|d)(?![a-z])");
    private static final Pattern SPAN =
            Pattern.compile("\\s*(\\S+)\\s+(\\d\\d:\\d\\d)\\s*[-–]\\s*(\\d\\d:\\d\\d)\\s*");
    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private Written() {}

    /** Two numbers, not yet checked to be on the Earth. */
    record Pair(double first, double second) {
        Optional<Point> point() {
            return isOnEarth(first, second)
                    ? Optional.of(new Point(first, second))
                    : Optional.empty();
        }

        Optional<Point> swapped() {
            return new Pair(second, first).point();
        }

        private static boolean isOnEarth(double latitude, double longitude) {
            return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
        }
    }

    static Optional<Pair> pair(String text) {
        Matcher matcher = COORDINATES.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        return Optional.of(
                new Pair(
                        Double.parseDouble(matcher.group(1)),
                        Double.parseDouble(matcher.group(2))));
    }

    /** {@code 90 s}, {@code 2 min}, {@code 1 h 30 min}, {@code 2 d}. */
    static Optional<Duration> duration(String text) {
        Duration sum = Duration.ZERO;
        Matcher matcher = AMOUNT.matcher(text);
        int at = 0;
        while (at < text.length() && matcher.find(at) && matcher.start() == at) {
            long amount = Long.parseLong(matcher.group(1));
            sum =
                    sum.plus(
                            switch (matcher.group(2)) {
                                case "s" -> Duration.ofSeconds(amount);
                                case "min" -> Duration.ofMinutes(amount);
                                case "h" -> Duration.ofHours(amount);
                                default -> Duration.ofDays(amount);
                            });
            at = matcher.end();
        }
        boolean whole = text.substring(at).isBlank();
        boolean inRange = sum.isPositive() && sum.compareTo(MAX_DURATION) <= 0;
        return whole && inRange ? Optional.of(sum) : Optional.empty();
    }

    /** {@code mon-fri 07:00-19:00}, {@code sat,sun 00:00-24:00}, {@code daily 20:00-06:00}. */
    static Optional<Hours> hours(String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        Optional<List<DayOfWeek>> days = days(matcher.group(1).toLowerCase(Locale.ROOT));
        Optional<LocalTime> from = time(matcher.group(2));
        Optional<LocalTime> to =
                matcher.group(3).equals("24:00")
                        ? Optional.of(LocalTime.MIDNIGHT)
                        : time(matcher.group(3));
        if (days.isEmpty() || from.isEmpty() || to.isEmpty()) return Optional.empty();
        return Optional.of(new Hours(days.get(), from.get(), to.get()));
    }

    private static Optional<LocalTime> time(String text) {
        int hour = Integer.parseInt(text.substring(0, 2));
        int minute = Integer.parseInt(text.substring(3));
        if (hour > 23 || minute > 59) return Optional.empty();
        return Optional.of(LocalTime.of(hour, minute));
    }

    private static Optional<List<DayOfWeek>> days(String text) {
        if (text.equals("daily")) return Optional.of(List.of(DayOfWeek.values()));
        var days = new ArrayList<DayOfWeek>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.split("-", -1);
            int first = DAYS.indexOf(ends[0]);
            int last = DAYS.indexOf(ends[ends.length - 1]);
            if (ends.length > 2 || first < 0 || last < 0) return Optional.empty();
            for (int day = first; ; day = (day + 1) % 7) {
                days.add(DayOfWeek.of(day + 1));
                if (day == last) break;
            }
        }
        return Optional.of(days.stream().sorted().distinct().toList());
    }
}
