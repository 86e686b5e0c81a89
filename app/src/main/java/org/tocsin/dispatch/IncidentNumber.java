package org.tocsin.dispatch;

import java.time.Instant;
import java.time.ZoneId;

/** Incident numbers: two digits of the year, a hyphen, and a count that begins at 1 each year. */
final class IncidentNumber {
    private IncidentNumber() {}

    /** The next number. */
    static String next(Board.Counters counters, Instant now, ZoneId zone) {
        int year = now.atZone(zone).getYear() % 100;
        long sequence = year == counters.year() ? counters.incident() : 1;
        // A clock set back over New Year must not give a number twice: the year only goes on.
        if (counters.year() > 0 && year != (counters.year() + 1) % 100) {
            year = counters.year();
            sequence = counters.incident();
        }
        return (year < 10 ? "0" : "") + year + "-" + sequence;
    }

    static int year(String id) {
        return Integer.parseInt(id, 0, 2, 10);
    }

    static long sequence(String id) {
        return Long.parseLong(id, 3, id.length(), 10);
    }
}
