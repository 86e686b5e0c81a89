package org.tocsin.console;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes ids that nobody has and nobody guesses. As safe for threads as the source given. */
record FreshIds(RandomGenerator random) {
    private static final int BYTES = 16;

    /** 22 letters, digits, lines. */
    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
