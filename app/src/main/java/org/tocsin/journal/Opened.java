package org.tocsin.journal;

/** What a sealed text gave. */
public sealed interface Opened {
    /** The text as it was sealed. */
    record Text(String text) implements Opened {}

    /** The incident was forgotten; its words are gone. */
    record Forgotten() implements Opened {}
}
