package org.tocsin.road;

import java.io.IOException;

/**
 * A road file cannot be used: truncated, altered, or of another format. The message says what was
 * found and expected; the remedy is always to import the extract again.
 */
public final class DamagedRoads extends IOException {
    private static final long serialVersionUID = 1;

    DamagedRoads(String message) {
        super(message);
    }
}
