package org.tocsin.map;

import java.io.IOException;

/**
 * An extract that cannot be used. The message names the file, what was found, what was expected and
 * what to do; it is written for the person who started the import.
 */
public final class BadExtract extends IOException {
    private static final long serialVersionUID = 1;

    BadExtract(String message) {
        super(message);
    }

    BadExtract(String message, Throwable cause) {
        super(message, cause);
    }
}
