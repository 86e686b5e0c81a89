package org.tocsin.dispatch;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads instants in the one form in which they are stored, {@code 2026-01-31T23:59:59.123456Z},
 * without the general parser, which is most of the work of reading a board. All else is left to
 * Jackson.
 */
final class StoredInstants extends StdScalarDeserializer<Instant> {
    private static final int SECONDS_END = "2026-01-31T23:59:59".length();
    private static final int[] NANOS = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };

    StoredInstants() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            Instant instant = read(parser.getString());
            if (instant != null) return instant;
        }
        return InstantDeserializer.INSTANT.deserialize(parser, context);
    }

    /** Null if it is not of that form. */
    static @Nullable Instant read(String text) {
        int length = text.length();
        if (length <= SECONDS_END || length > SECONDS_END + NANOS.length + 1) return null;
        if (text.charAt(4) != '-' || text.charAt(7) != '-' || text.charAt(10) != 'T') return null;
        if (text.charAt(13) != ':' || text.charAt(16) != ':' || text.charAt(length - 1) != 'Z') {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, SECONDS_END);
        int places = length - SECONDS_END - 2; // between the point and the Z
        int fraction = 0;
        if (places >= 0) {
            if (places == 0 || text.charAt(SECONDS_END) != '.') return null;
            fraction = digits(text, SECONDS_END + 1, length - 1);
        }
        boolean isNumber = (year | month | day | hour | minute | second | fraction) >= 0;
        if (!isNumber || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        if (day < 1 || day > LocalDate.of(year, month, 1).lengthOfMonth()) return null;
        long seconds =
                LocalDate.of(year, month, day).toEpochDay() * 86_400
                        + hour * 3_600L
                        + minute * 60L
                        + second;
        return Instant.ofEpochSecond(seconds, places < 0 ? 0 : fraction * (long) NANOS[places]);
    }

    /** Negative if there is anything but digits. */
    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            value = value * 10 + digit;
        }
        return value;
    }
}
