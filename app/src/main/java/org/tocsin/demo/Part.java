package org.tocsin.demo;

import java.time.Duration;
import java.time.Instant;

/** One program of the demo's world. */
interface Part {
    /** Whom it signs in as. */
    String user();

    /**
     * Looks and acts once. Called again and again, by one thread.
     *
     * @throws InterruptedException if that thread is to end
     */
    void step(Link link, Instant now) throws InterruptedException;

    /** How long it rests between two looks. */
    default Duration pause(Duration usual) {
        return usual;
    }
}
