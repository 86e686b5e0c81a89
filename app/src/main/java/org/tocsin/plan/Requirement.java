package org.tocsin.plan;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * One thing an incident needs, and what may stand in for it.
 *
 * @param name what people call it, such as {@code engines}
 * @param options any one of them meets it; the first is preferred
 */
public record Requirement(String name, List<Option> options) {
    public static final int MAX_OPTIONS = 10;

    public Requirement {
        Check.text("a requirement's name", name, 200);
        options = Check.list("a requirement's options", options, 1, MAX_OPTIONS);
    }

    /** As people write it: {@code 2 ALS, or 1 ALS + 1 BLS}. */
    @Override
    public String toString() {
        return options.stream().map(Option::toString).collect(joining(", or "));
    }
}
