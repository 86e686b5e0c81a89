package org.tocsin.client;

import java.util.List;

/**
 * A signed-in person's hold on a server.
 *
 * @param cookie the session's cookie, {@code name=value}
 * @param csrf sent with everything that changes something
 * @param centers ids of the centers the session is good for
 */
public record Session(
        String url, String user, String name, String cookie, String csrf, List<String> centers) {
    public Session {
        centers = List.copyOf(centers);
    }

    /** Without what would let others in, so that it reaches no log by accident. */
    @Override
    public String toString() {
        return "Session[%s at %s]".formatted(user, url);
    }
}
