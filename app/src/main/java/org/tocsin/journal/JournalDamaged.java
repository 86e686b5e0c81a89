package org.tocsin.journal;

/**
 * The record on disk is not what was written, and could not be mended from what else there is. The
 * message says which entries are missing or altered and what an operator can do.
 */
public final class JournalDamaged extends RuntimeException {
    private static final long serialVersionUID = 1;

    public JournalDamaged(String message) {
        super(message);
    }
}
