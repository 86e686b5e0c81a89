package org.tocsin.access;

import org.tocsin.center.Center;
import org.tocsin.center.SignIn;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The door: who signs in with which password, and whose session a token is. One name may be known
 * in several centers; a session holds for those whose password it was. Any thread may call any
 * method; {@link #signIn} takes some tens of milliseconds.
 *
 * <p>Guessing is slowed three ways: after {@value #FREE_BY_BOTH} failures of one name from one
 * address, {@value #FREE_BY_NAME} of one name from anywhere, or {@value #FREE_BY_ADDRESS} of one
 * address, each further one doubles the wait. Unknown names cost the same time and the same waits
 * as known ones.
 */
public final class Access implements AutoCloseable {
    static final int FREE_BY_BOTH = 5;
    static final int FREE_BY_NAME = 25;
    static final int FREE_BY_ADDRESS = 50;

    /** The longest name heard; a longer one is nobody's. */
    public static final int MAX_NAME = 100;

    /** Passwords hashed at once: each takes a core and 19 MiB. */
    static final int HASHING_AT_ONCE = 2;

    /** How long an attempt waits for its turn before it is sent away. */
    static final Duration MAX_TURN = Duration.ofSeconds(3);

    /** One name in more centers than these is not tried further. */
    static final int MAX_CENTERS = 16;

    private static final Duration TOKEN_LOCK = Duration.ofSeconds(30);
    private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);

    private final Map<String, Map<String, SignIn>> byName = new HashMap<>();
    private final InstantSource clock;
    private final Sessions sessions;
    private final Attempts byBoth = new Attempts(FREE_BY_BOTH, TOKEN_LOCK, LONGEST_LOCK);
    private final Attempts byUser = new Attempts(FREE_BY_NAME, TOKEN_LOCK, Duration.ofMinutes(1));
    private final Attempts byAddress = new Attempts(FREE_BY_ADDRESS, TOKEN_LOCK, LONGEST_LOCK);
    private final Semaphore turns = new Semaphore(HASHING_AT_ONCE, true);
    private final String nobody;

    /**
     * @param file where sessions are kept over a restart; without one a restart signs everybody out
     * @param random for tokens: a {@link java.security.SecureRandom}, but in tests
     */
    public Access(
            List<Center> centers,
            Optional<Path> file,
            InstantSource clock,
            RandomGenerator random) {
        this.clock = clock;
        for (Center center : centers) {
            for (SignIn signIn : center.signIns()) {
                byName.computeIfAbsent(signIn.name(), _ -> new LinkedHashMap<>())
                        .put(center.id(), signIn);
            }
        }
        var sessionFile = file.map(SessionFile::new);
        sessions = new Sessions(sessionFile, random);
        nobody = Passwords.nobodys(random);
        sessionFile.ifPresent(this::restore);
    }

    private void restore(SessionFile file) {
        for (SessionFile.Row row : file.read()) {
            Map<String, SignIn> known = byName.getOrDefault(row.user(), Map.of());
            var centers = new LinkedHashMap<String, SignIn>();
            row.centers()
                    .lines()
                    .forEach(
                            line -> {
                                String center = line.substring(0, Math.max(0, line.indexOf(' ')));
                                SignIn signIn = known.get(center);
                                if (signIn == null) return;
                                String now = center + " " + Sessions.hash(signIn.passwordHash());
                                if (line.equals(now)) centers.put(center, signIn);
                            });
            if (centers.isEmpty()) {
                file.remove(row.tokenHash());
                continue;
            }
            sessions.restore(
                    row, session(row.user(), row.csrf(), centers, row.since()), clock.instant());
        }
    }

    private static Session session(
            String user, String csrf, Map<String, SignIn> centers, Instant since) {
        String displayName = centers.values().iterator().next().displayName();
        return new Session(user, displayName, csrf, centers, since);
    }

    /**
     * Tries a name and a password.
     *
     * @param address where the attempt comes from, as seen by the server
     */
    public SignInAnswer signIn(String name, String password, String address) {
        Instant now = clock.instant();
        String user = name.length() > MAX_NAME ? name.substring(0, MAX_NAME + 1) : name;
        String both = address + " " + user;
        Optional<Duration> wait =
                Stream.of(
                                byBoth.waitFor(both, now),
                                byUser.waitFor(user, now),
                                byAddress.waitFor(address, now))
                        .flatMap(Optional::stream)
                        .max(Comparator.naturalOrder());
        if (wait.isPresent()) return new SignInAnswer.TooMany(wait.get());
        if (!takeTurn()) return new SignInAnswer.TooMany(MAX_TURN);
        try {
            byBoth.begin(both, now);
            byUser.begin(user, now);
            byAddress.begin(address, now);
            Map<String, SignIn> centers = centersOf(user, password);
            if (centers.isEmpty()) return new SignInAnswer.Denied();
            byBoth.succeeded(both);
            byUser.takeBack(user);
            byAddress.takeBack(address);
            Session session = session(user, sessions.newToken(), centers, now);
            return new SignInAnswer.SignedIn(sessions.open(session, now), session);
        } finally {
            turns.release();
        }
    }

    private boolean takeTurn() {
        try {
            return turns.tryAcquire(MAX_TURN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<String, SignIn> centersOf(String user, String password) {
        Map<String, SignIn> known = byName.getOrDefault(user, Map.of());
        var verified = new HashMap<String, Boolean>();
        var centers = new LinkedHashMap<String, SignIn>();
        known.entrySet().stream()
                .limit(MAX_CENTERS)
                .forEach(
                        entry -> {
                            boolean good =
                                    verified.computeIfAbsent(
                                            entry.getValue().passwordHash(),
                                            hash -> Passwords.verify(password, hash));
                            if (good) centers.put(entry.getKey(), entry.getValue());
                        });
        // An unknown name takes as long as a known one, so that names cannot be told by the clock.
        if (known.isEmpty()) Passwords.verify(password.isEmpty() ? " " : password, nobody);
        return centers;
    }

    /** The session of that token, if it is open; counts as its use. */
    public Optional<Session> findSession(String token) {
        return sessions.use(token, clock.instant());
    }

    public void signOut(String token) {
        sessions.end(token);
    }

    /** Whether a request carries the session's own token, compared in constant time. */
    public static boolean isGenuine(Session session, String csrf) {
        return MessageDigest.isEqual(
                session.csrf().getBytes(StandardCharsets.UTF_8),
                csrf.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        sessions.close();
    }
}
