package org.tocsin.recommend;

import java.time.Duration;
import java.util.Locale;

/** Durations as they are recorded and read: whole seconds. */
final class Clock {
    private Clock() {}

    /**
     * Rounded half up: a tenth of a second decides nothing and would swell the record.
     *
     * @throws IllegalArgumentException if negative
     */
    static Duration wholeSeconds(String what, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "%s is %s, expected 0 or more".formatted(what, duration));
        }
        return Duration.ofSeconds(duration.plusMillis(500).toSeconds());
    }

    /** {@code 03:34}, or {@code 1:02:10} from an hour on. */
    static String clock(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 3600
                ? String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60)
                : String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60);
    }

    /** {@code about 2 min}; less than a minute is {@code about 1 min}. */
    static String about(Duration duration) {
        return "about %d min".formatted(Math.max(1, duration.plusSeconds(30).toMinutes()));
    }

    /** {@code 2nd closest}, {@code closest}. */
    static String closest(int nth) {
        return nth == 1 ? "closest" : ordinal(nth) + " closest";
    }

    private static String ordinal(int n) {
        boolean teen = n % 100 >= 11 && n % 100 <= 13;
        if (teen) return n + "th";
        return switch (n % 10) {
            case 1 -> n + "st";
            case 2 -> n + "nd";
            case 3 -> n + "rd";
            default -> n + "th";
        };
    }
}
