package org.tocsin.journal;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a center's journal ends: its last position, and a hash that stands for everything up to it.
 * The hash of an entry is SHA-256 over the 32 bytes of the hash before it (32 zero bytes before the
 * first) and the entry's stored line, so two journals with equal heads hold equal entries.
 *
 * @param position the last entry's position; 0 when there is none
 * @param hash 64 lower-case hexadecimal digits
 * @throws IllegalArgumentException if either is malformed
 */
public record Head(long position, String hash) {
    static final int HASH_BYTES = 32;

    /** Of a journal without entries. */
    public static final Head START = new Head(0, "0".repeat(2 * HASH_BYTES));

    public Head {
        if (position < 0) {
            throw new IllegalArgumentException(
                    "position is %d, expected 0 or more".formatted(position));
        }
        if (hash.length() != 2 * HASH_BYTES || !isLowerHex(hash)) {
            throw new IllegalArgumentException(
                    "hash is \"%s\", expected 64 lower-case hexadecimal digits".formatted(hash));
        }
    }

    static Head of(long position, byte[] hash) {
        return new Head(position, HexFormat.of().formatHex(hash));
    }

    byte[] hashBytes() {
        return HexFormat.of().parseHex(hash);
    }

    boolean matches(long otherPosition, byte[] otherHash) {
        return position == otherPosition && Arrays.equals(hashBytes(), otherHash);
    }

    private static boolean isLowerHex(String hash) {
        for (int i = 0; i < hash.length(); i++) {
            char c = hash.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return false;
        }
        return true;
    }
}
