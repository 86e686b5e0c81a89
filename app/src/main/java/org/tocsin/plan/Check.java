package org.tocsin.plan;

import java.util.Collection;
import java.util.List;

/** What the records of this package expect of their parts; each refusal says found and expected. */
final class Check {
    private Check() {}

    static String text(String what, String value, int max) {
        if (value.isBlank() || value.length() > max) {
            throw new IllegalArgumentException(
                    "%s has %d characters, expected 1 to %d, not all blank"
                            .formatted(what, value.length(), max));
        }
        return value;
    }

    static int number(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%s is %d, expected %d to %d".formatted(what, value, min, max));
        }
        return value;
    }

    static <T> List<T> list(String what, Collection<T> values, int min, int max) {
        if (values.size() < min || values.size() > max) {
            throw new IllegalArgumentException(
                    "%s has %d entries, expected %d to %d"
                            .formatted(what, values.size(), min, max));
        }
        return List.copyOf(values);
    }
}
