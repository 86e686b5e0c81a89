package org.tocsin.journal;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A vault that lasts as long as the process: for simulations and tests. */
public final class MemoryVault implements Vault {
    private final RandomGenerator random;
    private final Map<String, Key> keys = new HashMap<>();
    private final Map<Long, String> owners = new HashMap<>();
    private final Set<String> forgotten = new HashSet<>();
    private long lastNumber;

    /**
     * @param random gives the keys and nonces; the same seed and calls give the same sealed texts
     */
    public MemoryVault(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public synchronized Sealed seal(String incidentId, String text) {
        Seal.check(incidentId);
        Seal.checkText(text);
        Key key = keyOf(incidentId);
        return Seal.close(key, incidentId, randomBytes(Seal.NONCE_BYTES), text);
    }

    @Override
    public synchronized byte[] sealBytes(String incidentId, byte[] bytes) {
        Seal.check(incidentId);
        Seal.checkBytes(bytes);
        Key key = keyOf(incidentId);
        return Seal.close(key, incidentId, randomBytes(Seal.NONCE_BYTES), bytes);
    }

    private Key keyOf(String incidentId) {
        if (forgotten.contains(incidentId)) throw SqliteVault.isGone(incidentId);
        @Nullable Key key = keys.get(incidentId);
        if (key == null) {
            key = new Key(++lastNumber, randomBytes(Seal.KEY_BYTES));
            keys.put(incidentId, key);
            owners.put(key.number(), incidentId);
        }
        return key;
    }

    @Override
    public synchronized Optional<byte[]> openBytes(String incidentId, byte[] sealed) {
        Seal.check(incidentId);
        long number = Seal.keyNumber(incidentId, sealed);
        if (!incidentId.equals(owners.get(number))) throw Seal.foreign(incidentId);
        @Nullable Key key = keys.get(incidentId);
        if (key == null) return Optional.empty();
        return Optional.of(Seal.open(key, incidentId, sealed));
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public synchronized Opened open(String incidentId, Sealed sealed) {
        Seal.check(incidentId);
        if (!incidentId.equals(owners.get(Seal.keyNumber(sealed)))) throw Seal.foreign(incidentId);
        @Nullable Key key = keys.get(incidentId);
        if (key == null) return new Opened.Forgotten();
        return new Opened.Text(Seal.open(key, incidentId, sealed));
    }

    @Override
    public void recall(String incidentId, Sealed sealed) {
        Seal.check(incidentId);
    }

    @Override
    public synchronized void forget(String incidentId) {
        Seal.check(incidentId);
        keys.remove(incidentId);
        forgotten.add(incidentId);
    }

    @Override
    public synchronized boolean isForgotten(String incidentId) {
        return forgotten.contains(incidentId);
    }

    @Override
    public void close() {}
}
