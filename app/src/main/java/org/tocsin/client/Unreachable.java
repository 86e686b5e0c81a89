package org.tocsin.client;

import java.io.Serial;

/** The server did not answer, or says that it cannot now. */
public final class Unreachable extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    Unreachable(String message, Throwable cause) {
        super(message, cause);
    }

    Unreachable(String message) {
        super(message);
    }
}
