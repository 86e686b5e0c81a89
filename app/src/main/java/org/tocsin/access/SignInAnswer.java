package org.tocsin.access;

import java.time.Duration;

/** What became of an attempt to sign in. */
public sealed interface SignInAnswer {
    /**
     * @param token the session's secret, for the cookie; kept nowhere else
     */
    record SignedIn(String token, Session session) implements SignInAnswer {
        /** Without the token, so that it reaches no log by accident. */
        @Override
        public String toString() {
            return "SignedIn[%s]".formatted(session);
        }
    }

    /** Name or password is wrong; which of them is not said. */
    record Denied() implements SignInAnswer {}

    /** Too many attempts; the next one is heard after this time. */
    record TooMany(Duration retryAfter) implements SignInAnswer {}
}
