package org.tocsin.road;

import java.io.IOException;

/** An extract holds nothing to drive on. The message says what was found. */
public final class NoRoads extends IOException {
    private static final long serialVersionUID = 1;

    NoRoads(String message) {
        super(message);
    }
}
