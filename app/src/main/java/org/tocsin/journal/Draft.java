package org.tocsin.journal;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What is to be recorded: an {@link Entry} that has no position yet.
 *
 * <p>A character of {@code event} that Unicode does not allow to stand alone (half of a surrogate
 * pair, which UTF-8 cannot hold) is replaced by its JSON escape, so that the stored event says the
 * same as the given one.
 *
 * @param at when it happened by the center's clock, in the years 1970 to 9999
 * @param actor who did it: 1 to {@value #MAX_ACTOR_CHARACTERS} characters
 * @param requestId the client-made id of the request that led to it: 1 to {@value
 *     #MAX_REQUEST_ID_CHARACTERS} characters
 * @param cause the position of the entry that led to it, if one did: 1 or more, and earlier than
 *     the position this draft will get
 * @param event a JSON object on one line, at most {@value #MAX_EVENT_CHARACTERS} characters; only
 *     its first and last character and its line breaks are looked at
 * @throws IllegalArgumentException if a part is outside its limits
 */
public record Draft(Instant at, String actor, String requestId, OptionalLong cause, String event) {
    public static final int MAX_ACTOR_CHARACTERS = 200;
    public static final int MAX_REQUEST_ID_CHARACTERS = 200;

    /** Room for a decision with its recommendation over 8,000 units, some 240 characters each. */
    public static final int MAX_EVENT_CHARACTERS = 2_097_152;

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    public Draft {
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "at is %s, expected %s to %s".formatted(at, EARLIEST, LATEST));
        }
        checkLength("actor", actor, MAX_ACTOR_CHARACTERS);
        checkLength("requestId", requestId, MAX_REQUEST_ID_CHARACTERS);
        if (cause.isPresent() && cause.getAsLong() < 1) {
            throw new IllegalArgumentException(
                    "cause is %d, expected a position, 1 or more".formatted(cause.getAsLong()));
        }
        checkLength("event", event, MAX_EVENT_CHARACTERS);
        if (event.charAt(0) != '{' || event.charAt(event.length() - 1) != '}') {
            throw new IllegalArgumentException(
                    "event begins with \"%s\", expected a JSON object in braces"
                            .formatted(event.substring(0, Math.min(20, event.length()))));
        }
        if (event.indexOf('\n') >= 0 || event.indexOf('\r') >= 0) {
            throw new IllegalArgumentException(
                    "event holds a line break, expected JSON on one line");
        }
        event = Line.wellFormed(event);
    }

    /** A draft that no earlier entry led to. */
    public Draft(Instant at, String actor, String requestId, String event) {
        this(at, actor, requestId, OptionalLong.empty(), event);
    }

    private static void checkLength(String name, String text, int maxCharacters) {
        if (text.isEmpty() || text.length() > maxCharacters) {
            throw new IllegalArgumentException(
                    "%s has %d characters, expected 1 to %d"
                            .formatted(name, text.length(), maxCharacters));
        }
    }
}
