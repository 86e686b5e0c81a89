package org.tocsin.journal;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One recorded fact of a center.
 *
 * @param center the center's name: 1 to 64 of the characters A–Z, a–z, 0–9, dot, hyphen, underscore
 * @param position its place in the center's journal: 1, 2, 3 and so on without gaps
 * @param at when it happened by the center's clock
 * @param actor who did it
 * @param requestId the client-made id of the request that led to it
 * @param cause the position of the entry that led to it, if one did
 * @param event the fact, a JSON object on one line
 */
public record Entry(
        String center,
        long position,
        Instant at,
        String actor,
        String requestId,
        OptionalLong cause,
        String event) {
    private static final Pattern CENTER = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Positions fit 40 bits: more entries than a center makes in a thousand years. */
    static final long MAX_POSITION = (1L << 40) - 1;

    /**
     * The name, if it is one a center may have.
     *
     * @throws IllegalArgumentException if it is not
     */
    static String checkCenter(String name) {
        if (!CENTER.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "center is \"%s\", expected 1 to 64 letters, digits, dots, hyphens or underscores"
                            .formatted(name));
        }
        return name;
    }
}
