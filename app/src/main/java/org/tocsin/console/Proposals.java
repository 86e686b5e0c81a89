package org.tocsin.console;

import org.tocsin.dispatch.Basis;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The recommendations that are on screens, so that a decision can name the one it rests on. */
final class Proposals {
    /** Kept at once; the oldest goes first. */
    static final int MAX = 128;

    /** Older ones say nothing about where units are now. */
    static final Duration KEPT = Duration.ofMinutes(15);

    private final Map<String, Proposal> byToken =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Proposal> eldest) {
                    return size() > MAX;
                }
            };

    private record Proposal(Basis basis, Instant at) {}

    synchronized void keep(String token, Basis basis, Instant now) {
        byToken.put(token, new Proposal(basis, now));
    }

    synchronized Optional<Basis> find(String token, Instant now) {
        Proposal known = byToken.get(token);
        if (known == null || known.at().plus(KEPT).isBefore(now)) return Optional.empty();
        return Optional.of(known.basis());
    }
}
