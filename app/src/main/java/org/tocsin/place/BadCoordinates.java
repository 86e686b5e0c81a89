package org.tocsin.place;

/**
 * Typed coordinates that cannot be meant: a latitude beyond a pole, or a swapped pair. The message
 * names what was found and, for a swapped pair, both readings; show it to who typed them.
 */
public final class BadCoordinates extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    BadCoordinates(String message) {
        super(message);
    }
}
