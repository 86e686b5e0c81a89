package org.tocsin.plan;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One way to meet a requirement: so many units of each capability. Every unit fills one slot only,
 * even if it could do more.
 *
 * @param capabilities how many units of each, 1 to {@value #MAX_COUNT}, in the order they were
 *     written
 */
public record Option(Map<String, Integer> capabilities) {
    public static final int MAX_COUNT = 99;
    public static final int MAX_CAPABILITIES = 20;

    public Option {
        Check.list("an option", capabilities.keySet(), 1, MAX_CAPABILITIES);
        capabilities.forEach(
                (capability, count) ->
                        Check.number("the count of " + capability, count, 1, MAX_COUNT));
        capabilities = Collections.unmodifiableMap(new LinkedHashMap<>(capabilities));
    }

    /** How many units this option takes. */
    public int size() {
        int size = 0;
        for (int each : capabilities.values()) size += each;
        return size;
    }

    /** As people write it: {@code 1 ALS + 1 BLS}. */
    @Override
    public String toString() {
        return capabilities.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(joining(" + "));
    }
}
