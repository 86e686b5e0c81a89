package org.tocsin.app;

import java.io.Serial;

/** A command needs a session and there is none. */
final class NotSignedIn extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    NotSignedIn(String message) {
        super(message);
    }
}
