package org.tocsin.demo;

import java.time.Instant;

/** One program of the demo's world. */
interface Part {
    /** Whom it signs in as. */
    String user();

    /** Looks and acts once. Called again and again, by one thread. */
    void step(Link link, Instant now);
}
