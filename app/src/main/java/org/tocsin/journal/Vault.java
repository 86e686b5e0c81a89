package org.tocsin.journal;

import java.util.Optional;

/**
 * Seals the words that may name a person (caller's name and number, free text, patient notes), with
 * a key for each incident that is kept apart from the record. Forgetting an incident drops its key:
 * the record stays whole and still verifies, and nobody can read those words any more.
 *
 * <p>AES-256-GCM with a random 96-bit nonce; the incident's id and the key's number are
 * authenticated with the text, so a sealed text cannot be moved to another incident. Any thread may
 * call any method.
 */
public interface Vault extends AutoCloseable {
    int MAX_TEXT_CHARACTERS = 16_384;
    int MAX_INCIDENT_ID_CHARACTERS = 100;

    /** Of something other than text that is sealed, such as a photo. */
    int MAX_BYTES = 1_000_000;

    /**
     * Seals a text under the incident's key, which is made if there is none. What was sealed before
     * a crash can be opened after it.
     *
     * @param text at most {@value #MAX_TEXT_CHARACTERS} characters; half a surrogate pair, which is
     *     no character, becomes a question mark
     * @throws IllegalArgumentException if the text or the id is too long, or the id is empty
     * @throws IllegalStateException if the incident was forgotten
     * @throws VaultUnavailable if it needs a new key and there is none now
     */
    Sealed seal(String incidentId, String text);

    /**
     * The text again, unless the incident was forgotten.
     *
     * @throws IllegalArgumentException if it was not sealed by this vault for this incident, or was
     *     altered
     */
    Opened open(String incidentId, Sealed sealed);

    /**
     * Seals bytes under the incident's key, as {@link #seal} does a text. Where that took a new
     * key, this waits for the disk to know whose it is, so that {@link #forget} never misses it:
     * not for the desk's thread.
     *
     * @param bytes at most {@value #MAX_BYTES}
     * @throws IllegalArgumentException if there are more, or the id is empty or too long
     * @throws IllegalStateException if the incident was forgotten
     * @throws VaultUnavailable if it needs a new key and there is none now
     */
    byte[] sealBytes(String incidentId, byte[] bytes);

    /**
     * The bytes again; empty if the incident was forgotten.
     *
     * @throws IllegalArgumentException if they were not sealed by this vault for this incident, or
     *     were altered
     */
    Optional<byte[]> openBytes(String incidentId, byte[] sealed);

    /**
     * Says whose a sealed text of the record is. A new key's owner is written shortly after its
     * first use; a power cut between leaves a key without owner, which {@link #forget} would miss.
     * Who replays the record calls this for each sealed text in it, which costs a look into a map
     * when the owner is known.
     */
    void recall(String incidentId, Sealed sealed);

    /** Drops every key of the incident, durably, before it returns. Again: nothing. */
    void forget(String incidentId);

    boolean isForgotten(String incidentId);

    @Override
    void close();
}
