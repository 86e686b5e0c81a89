package org.tocsin.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The sessions that are open, by the hash of their tokens; kept in a file if there is one. */
final class Sessions implements AutoCloseable {
    /** More than a region's dispatchers, crews and displays; the longest unused goes first. */
    static final int MAX = 10_000;

    /** Of one user: consoles, wall and a telephone. The longest unused goes first. */
    static final int MAX_OF_USER = 20;

    /** Without a request or an open stream for so long, a session ends. */
    static final Duration IDLE = Duration.ofHours(1);

    /** A session ends after so long whatever happens: a long shift and its hand-over. */
    static final Duration LONGEST = Duration.ofHours(16);

    /** How far behind the use of a session on disk may be. */
    private static final Duration FLUSH = Duration.ofMinutes(5);

    private static final int TOKEN_BYTES = 32;

    private final Optional<SessionFile> file;
    private final RandomGenerator random;
    private final Map<String, Held> byHash = new LinkedHashMap<>();

    private static final class Held {
        final Session session;
        Instant lastUsed;
        Instant lastFlushed;

        Held(Session session, Instant lastUsed) {
            this.session = session;
            this.lastUsed = lastUsed;
            lastFlushed = lastUsed;
        }

        boolean isOver(Instant now) {
            return lastUsed.plus(IDLE).isBefore(now) || session.since().plus(LONGEST).isBefore(now);
        }
    }

    Sessions(Optional<SessionFile> file, RandomGenerator random) {
        this.file = file;
        this.random = random;
    }

    /** Takes back a session that the file had kept. */
    synchronized void restore(SessionFile.Row row, Session session, Instant now) {
        var held = new Held(session, row.lastUsed());
        if (!held.isOver(now)) byHash.put(row.tokenHash(), held);
    }

    String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Opens a session and returns its token. */
    synchronized String open(Session session, Instant now) {
        removeOver(now);
        long ofUser = byHash.values().stream().filter(each -> isOf(each, session)).count();
        if (ofUser >= MAX_OF_USER) removeLongestUnused(session);
        if (byHash.size() >= MAX) removeLongestUnused(null);
        String token = newToken();
        String hash = hash(token);
        var held = new Held(session, now);
        byHash.put(hash, held);
        flush(hash, held);
        return token;
    }

    private static boolean isOf(Held held, @org.jspecify.annotations.Nullable Session session) {
        return session == null || held.session.user().equals(session.user());
    }

    private void removeLongestUnused(@org.jspecify.annotations.Nullable Session ofUser) {
        byHash.entrySet().stream()
                .filter(entry -> isOf(entry.getValue(), ofUser))
                .min(Comparator.comparing(entry -> entry.getValue().lastUsed))
                .map(Map.Entry::getKey)
                .ifPresent(this::remove);
    }

    private void removeOver(Instant now) {
        byHash.entrySet().stream()
                .filter(entry -> entry.getValue().isOver(now))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::remove);
    }

    /** The session of that token, if it is open; counts as its use. */
    synchronized Optional<Session> use(String token, Instant now) {
        String hash = hash(token);
        Held held = byHash.get(hash);
        if (held == null) return Optional.empty();
        if (held.isOver(now)) {
            remove(hash);
            return Optional.empty();
        }
        held.lastUsed = now;
        if (held.lastFlushed.plus(FLUSH).isBefore(now)) flush(hash, held);
        return Optional.of(held.session);
    }

    synchronized void end(String token) {
        remove(hash(token));
    }

    synchronized int count() {
        return byHash.size();
    }

    private void remove(String hash) {
        if (byHash.remove(hash) != null) file.ifPresent(each -> each.remove(hash));
    }

    private void flush(String hash, Held held) {
        held.lastFlushed = held.lastUsed;
        Session session = held.session;
        file.ifPresent(
                each ->
                        each.put(
                                new SessionFile.Row(
                                        hash,
                                        session.user(),
                                        session.csrf(),
                                        fingerprints(session),
                                        session.since(),
                                        held.lastUsed)));
    }

    /** Which centers, and that their password hashes are still the same. */
    static String fingerprints(Session session) {
        var lines = new StringBuilder();
        session.centers()
                .forEach(
                        (center, signIn) ->
                                lines.append(center)
                                        .append(' ')
                                        .append(hash(signIn.passwordHash()))
                                        .append('\n'));
        return lines.toString();
    }

    static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        file.ifPresent(SessionFile::close);
    }
}
