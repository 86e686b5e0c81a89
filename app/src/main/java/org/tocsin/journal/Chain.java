package org.tocsin.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash chain over stored lines; see {@link Head}. For one thread. */
final class Chain {
    private final MessageDigest sha256;
    private byte[] hash;

    Chain(byte[] start) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must", e);
        }
        hash = start.clone();
    }

    void add(byte[] line, int from, int to) {
        sha256.update(hash);
        sha256.update(line, from, to - from);
        hash = sha256.digest();
    }

    byte[] hash() {
        return hash.clone();
    }
}
