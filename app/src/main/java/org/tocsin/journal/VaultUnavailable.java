package org.tocsin.journal;

/** The vault can give no key now: its disk is full or does not answer. Trying again may help. */
public final class VaultUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    VaultUnavailable(String message) {
        super(message);
    }
}
