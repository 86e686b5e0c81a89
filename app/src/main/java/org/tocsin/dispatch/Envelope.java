package org.tocsin.dispatch;

/**
 * A request on its way to the desk.
 *
 * @param id made by the client, 1 to {@value #MAX_ID} characters; a request sent again with the
 *     same id gets the first answer, not a second effect
 * @param actor who asks, as signed in
 */
public record Envelope(String id, String actor, Request request) {
    public static final int MAX_ID = 64;
    public static final int MAX_ACTOR = 100;

    public Envelope {
        if (id.isBlank() || id.length() > MAX_ID) {
            throw new IllegalArgumentException(
                    "the request id has %d characters, expected 1 to %d"
                            .formatted(id.length(), MAX_ID));
        }
        if (actor.isBlank() || actor.length() > MAX_ACTOR) {
            throw new IllegalArgumentException(
                    "the actor has %d characters, expected 1 to %d"
                            .formatted(actor.length(), MAX_ACTOR));
        }
    }
}
