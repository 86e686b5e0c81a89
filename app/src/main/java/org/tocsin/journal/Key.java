package org.tocsin.journal;

/**
 * A secret with its number in the vault.
 *
 * @param secret {@value Seal#KEY_BYTES} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never printed
record Key(long number, byte[] secret) {
    @Override
    public String toString() {
        return "key " + number;
    }
}
