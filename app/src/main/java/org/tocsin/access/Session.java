package org.tocsin.access;

import org.tocsin.center.SignIn;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who has signed in.
 *
 * @param user the name typed
 * @param csrf must come back as a header with everything that changes something
 * @param centers where they may act, and as what, by the center's id
 */
public record Session(
        String user, String displayName, String csrf, Map<String, SignIn> centers, Instant since) {
    public Session {
        centers = Map.copyOf(centers);
    }

    /** What they are in that center, if anything. */
    public Optional<SignIn> in(String center) {
        return Optional.ofNullable(centers.get(center));
    }

    /** Without the token, so that it reaches no log by accident. */
    @Override
    public String toString() {
        return "Session[%s in %s]".formatted(user, centers.keySet());
    }
}
