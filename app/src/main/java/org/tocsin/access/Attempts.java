package org.tocsin.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts failed sign-ins by key (a name, an address, both) and says how long the next must wait. An
 * attempt counts as failed from its beginning, so that many at once get no further than one after
 * the other. At most {@value #MAX_KEYS} keys are kept; the one longest untouched goes first.
 */
final class Attempts {
    static final int MAX_KEYS = 10_000;

    /** After so long without a failure a key starts afresh. */
    static final Duration FORGET = Duration.ofMinutes(30);

    private final int free;
    private final Duration firstLock;
    private final Duration longestLock;
    private final Map<String, Failures> failures =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > MAX_KEYS;
                }
            };

    private record Failures(int count, Instant last, Instant lockedUntil) {}

    /**
     * @param free failures without a lock
     * @param firstLock after the next one; doubled for each further one
     */
    Attempts(int free, Duration firstLock, Duration longestLock) {
        this.free = free;
        this.firstLock = firstLock;
        this.longestLock = longestLock;
    }

    /** How long this key must wait; empty if it need not. */
    synchronized Optional<Duration> waitFor(String key, Instant now) {
        Failures known = failures.get(key);
        if (known == null || !known.lockedUntil().isAfter(now)) return Optional.empty();
        return Optional.of(Duration.between(now, known.lockedUntil()));
    }

    synchronized void begin(String key, Instant now) {
        Failures known = failures.get(key);
        int count =
                known == null || known.last().plus(FORGET).isBefore(now) ? 1 : known.count() + 1;
        failures.put(key, new Failures(count, now, lockedUntil(count, now)));
    }

    /** An attempt that locks nothing holds nobody back, nor who looked at the clock before it. */
    private Instant lockedUntil(int count, Instant now) {
        Duration lock = lock(count);
        return lock.isZero() ? Instant.MIN : now.plus(lock);
    }

    /** The attempt was good: the key starts afresh. */
    synchronized void succeeded(String key) {
        failures.remove(key);
    }

    /** The attempt was good, but others with this key may not be: only this one is taken back. */
    synchronized void takeBack(String key) {
        failures.computeIfPresent(
                key,
                (_, known) ->
                        known.count() <= 1
                                ? null
                                : new Failures(known.count() - 1, known.last(), Instant.MIN));
    }

    synchronized int size() {
        return failures.size();
    }

    private Duration lock(int count) {
        if (count < free) return Duration.ZERO;
        Duration lock = firstLock.multipliedBy(1L << Math.min(20, count - free));
        return lock.compareTo(longestLock) > 0 ? longestLock : lock;
    }
}
