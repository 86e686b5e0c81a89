package org.tocsin.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The cipher of the vaults. */
final class Seal {
    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;
    private static final int NUMBER_BYTES = 8;

    /** As many letters as hold the number: nine bytes. */
    private static final int START_CHARACTERS = 12;

    private static final int TAG_BITS = 128;

    private Seal() {}

    static Sealed close(Key key, String incidentId, byte[] nonce, String text) {
        byte[] sealed = close(key, incidentId, nonce, text.getBytes(StandardCharsets.UTF_8));
        return new Sealed(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    }

    /** The number of the key, the nonce, what is locked and its tag. */
    static byte[] close(Key key, String incidentId, byte[] nonce, byte[] bytes) {
        try {
            byte[] locked = cipher(Cipher.ENCRYPT_MODE, key, incidentId, nonce).doFinal(bytes);
            ByteBuffer all = ByteBuffer.allocate(NUMBER_BYTES + NONCE_BYTES + locked.length);
            return all.putLong(key.number()).put(nonce).put(locked).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot seal by AES-GCM", e);
        }
    }

    /** The number of the key that a text was sealed with. */
    static long keyNumber(Sealed sealed) {
        String start = sealed.text().substring(0, START_CHARACTERS);
        return ByteBuffer.wrap(Base64.getUrlDecoder().decode(start)).getLong();
    }

    /**
     * @throws IllegalArgumentException if it was sealed for another incident, with another key, or
     *     altered
     */
    static String open(Key key, String incidentId, Sealed sealed) {
        return new String(open(key, incidentId, bytes(sealed)), StandardCharsets.UTF_8);
    }

    /** The number of the key that these bytes were sealed with. */
    static long keyNumber(String incidentId, byte[] sealed) {
        if (sealed.length < NUMBER_BYTES + NONCE_BYTES + TAG_BITS / 8) throw foreign(incidentId);
        return ByteBuffer.wrap(sealed).getLong();
    }

    static byte[] open(Key key, String incidentId, byte[] sealed) {
        ByteBuffer all = ByteBuffer.wrap(sealed);
        all.position(NUMBER_BYTES);
        byte[] nonce = new byte[NONCE_BYTES];
        all.get(nonce);
        byte[] locked = new byte[all.remaining()];
        all.get(locked);
        try {
            return cipher(Cipher.DECRYPT_MODE, key, incidentId, nonce).doFinal(locked);
        } catch (AEADBadTagException _) {
            throw foreign(incidentId);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot open by AES-GCM", e);
        }
    }

    static IllegalArgumentException foreign(String incidentId) {
        return new IllegalArgumentException(
                "a sealed text is not of incident %s, or was altered".formatted(incidentId));
    }

    private static byte[] bytes(Sealed sealed) {
        try {
            return Base64.getUrlDecoder().decode(sealed.text());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a sealed text was cut: " + e.getMessage(), e);
        }
    }

    private static Cipher cipher(int mode, Key key, String incidentId, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(key.secret(), "AES"),
                new GCMParameterSpec(TAG_BITS, nonce));
        byte[] id = incidentId.getBytes(StandardCharsets.UTF_8);
        cipher.updateAAD(
                ByteBuffer.allocate(NUMBER_BYTES + id.length).putLong(key.number()).put(id).flip());
        return cipher;
    }

    static void check(String incidentId) {
        if (incidentId.isEmpty() || incidentId.length() > Vault.MAX_INCIDENT_ID_CHARACTERS) {
            throw new IllegalArgumentException(
                    "incident id has %d characters, expected 1 to %d"
                            .formatted(incidentId.length(), Vault.MAX_INCIDENT_ID_CHARACTERS));
        }
    }

    static void checkBytes(byte[] bytes) {
        if (bytes.length > Vault.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "there are %d bytes to seal, expected at most %d"
                            .formatted(bytes.length, Vault.MAX_BYTES));
        }
    }

    static void checkText(String text) {
        if (text.length() > Vault.MAX_TEXT_CHARACTERS) {
            throw new IllegalArgumentException(
                    "text to seal has %d characters, expected at most %d"
                            .formatted(text.length(), Vault.MAX_TEXT_CHARACTERS));
        }
    }
}
