package org.tocsin.app;

import java.io.Serial;

/** Something given on the command line, or in a file named there, cannot be used. */
final class BadInput extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    BadInput(String message) {
        super(message);
    }

    BadInput(String message, Throwable cause) {
        super(message, cause);
    }
}
