package org.tocsin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.center.Center;
import org.tocsin.center.RelatedWindow;
import org.tocsin.center.Role;
import org.tocsin.center.SignIn;
import org.tocsin.center.Targets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

class AccessTest {
    private static final String PASSWORD = "correct horse";
    private static final String HASH = Passwords.hash(PASSWORD);
    private static final String HERE = "127.0.0.1";

    @TempDir Path folder;
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    private static Center center(String id, String hash) {
        var signIn =
                new SignIn("dora", "Dora", hash, List.of(Role.DISPATCHER), List.of(), List.of());
        var targets =
                new Targets(
                        IntStream.rangeClosed(1, 5)
                                .mapToObj(
                                        p ->
                                                new Targets.ByPriority(
                                                        p,
                                                        Duration.ofMinutes(1),
                                                        Duration.ofMinutes(1),
                                                        Duration.ofMinutes(8),
                                                        Optional.empty()))
                                .toList(),
                        Map.of());
        return new Center(
                id,
                id,
                ZoneId.of("UTC"),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                targets,
                List.of(),
                List.of(signIn),
                List.of(),
                List.of(),
                List.of(),
                new RelatedWindow(Duration.ofMinutes(10), 300),
                List.of());
    }

    private Access access(Optional<Path> file, Center... centers) {
        return new Access(List.of(centers), file, () -> now, new Random(1));
    }

    private SignInAnswer.SignedIn signedIn(Access access) {
        return (SignInAnswer.SignedIn) access.signIn("dora", PASSWORD, HERE);
    }

    @Test
    void aHashNamesItsParametersAndFitsItsPasswordOnly() {
        assertThat(HASH).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(Passwords.verify(PASSWORD, HASH)).isTrue();
        assertThat(Passwords.verify("wrong", HASH)).isFalse();
        assertThat(Passwords.verify("", HASH)).isFalse();
        assertThat(Passwords.hash(PASSWORD)).isNotEqualTo(HASH);
        assertThat(Passwords.verify("x".repeat(1_001), HASH)).isFalse();
        assertThatThrownBy(() -> Passwords.hash("x".repeat(1_001)))
                .hasMessageContaining("expected 1 to 1000");
        assertThat(Passwords.verify("pässwörd 中🚒", Passwords.hash("pässwörd 中🚒"))).isTrue();
    }

    @Test
    void aHashOfAnotherKindOrBeyondTheLimitsIsNone() {
        assertThat(Passwords.isHash(HASH)).isTrue();
        assertThat(Passwords.isHash("plain")).isFalse();
        assertThat(Passwords.isHash(HASH.replace("argon2id", "argon2i"))).isFalse();
        assertThat(Passwords.isHash(HASH.replace("m=19456", "m=9999999"))).isFalse();
        assertThat(Passwords.isHash(HASH.replace("t=2", "t=101"))).isFalse();
        assertThat(Passwords.verify(PASSWORD, "plain")).isFalse();
    }

    @Test
    void theRightPasswordOpensASession() {
        Access access = access(Optional.empty(), center("town", HASH));

        var in = signedIn(access);

        assertThat(access.findSession(in.token())).contains(in.session());
        assertThat(in.token()).hasSize(43);
        assertThat(in.session().in("town")).isPresent();
        assertThat(in.session().in("other")).isEmpty();
        assertThat(in.toString()).doesNotContain(in.token());
        assertThat(Access.isGenuine(in.session(), in.session().csrf())).isTrue();
        assertThat(Access.isGenuine(in.session(), "made up")).isFalse();
        access.signOut(in.token());
        assertThat(access.findSession(in.token())).isEmpty();
    }

    @Test
    void aSessionHoldsWhereThePasswordDid() {
        Access access =
                access(
                        Optional.empty(),
                        center("town", HASH),
                        center("drill", HASH),
                        center("other", Passwords.hash("another")));

        assertThat(signedIn(access).session().centers()).containsOnlyKeys("town", "drill");
    }

    @Test
    void wrongAndUnknownAreToldApartByNobody() {
        Access access = access(Optional.empty(), center("town", HASH));

        assertThat(access.signIn("dora", "wrong", HERE)).isEqualTo(new SignInAnswer.Denied());
        assertThat(access.signIn("nobody", PASSWORD, HERE)).isEqualTo(new SignInAnswer.Denied());
        assertThat(access.signIn("x".repeat(10_000), PASSWORD, HERE))
                .isEqualTo(new SignInAnswer.Denied());
    }

    @Test
    void guessingIsSlowedAndTheWaitDoubles() {
        Access access = access(Optional.empty(), center("town", HASH));
        for (int i = 0; i < Access.FREE_BY_BOTH; i++) {
            assertThat(access.signIn("dora", "wrong", HERE))
                    .isInstanceOf(SignInAnswer.Denied.class);
        }

        assertThat(access.signIn("dora", PASSWORD, HERE))
                .isEqualTo(new SignInAnswer.TooMany(Duration.ofSeconds(30)));
        assertThat(access.signIn("dora", PASSWORD, "10.0.0.9"))
                .isInstanceOf(SignInAnswer.SignedIn.class);
        now = now.plusSeconds(31);
        assertThat(access.signIn("dora", "wrong", HERE)).isInstanceOf(SignInAnswer.Denied.class);
        assertThat(access.signIn("dora", PASSWORD, HERE))
                .isEqualTo(new SignInAnswer.TooMany(Duration.ofSeconds(60)));
        now = now.plusSeconds(61);
        assertThat(access.signIn("dora", PASSWORD, HERE)).isInstanceOf(SignInAnswer.SignedIn.class);
    }

    @Test
    void attemptsAreCountedForSoManyKeysAndNoMore() {
        var attempts = new Attempts(1, Duration.ofSeconds(30), Duration.ofMinutes(15));
        for (int i = 0; i <= Attempts.MAX_KEYS; i++) attempts.begin("key " + i, now);

        assertThat(attempts.size()).isEqualTo(Attempts.MAX_KEYS);
        assertThat(attempts.waitFor("key 0", now)).isEmpty();
        assertThat(attempts.waitFor("key 1", now)).isPresent();
        assertThat(attempts.waitFor("key 1", now.plus(Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void whoLookedAtTheClockJustBeforeAnothersAttemptIsNotHeldBackByIt() {
        var attempts = new Attempts(5, Duration.ofSeconds(30), Duration.ofMinutes(15));
        attempts.begin("an address that several share", now.plusNanos(1_000));

        assertThat(attempts.waitFor("an address that several share", now)).isEmpty();
    }

    @Test
    void theLongestWaitIsBounded() {
        var attempts = new Attempts(1, Duration.ofSeconds(30), Duration.ofMinutes(15));
        for (int i = 0; i < 100; i++) attempts.begin("key", now);

        assertThat(attempts.waitFor("key", now)).contains(Duration.ofMinutes(15));
    }

    @Test
    void aSessionEndsWhenNobodyUsesItAndAfterALongShift() {
        Access access = access(Optional.empty(), center("town", HASH));
        var idle = signedIn(access);
        now = now.plus(Sessions.IDLE).plusSeconds(1);
        assertThat(access.findSession(idle.token())).isEmpty();

        var used = signedIn(access);
        Instant start = now;
        while (now.isBefore(start.plus(Sessions.LONGEST))) {
            assertThat(access.findSession(used.token())).isPresent();
            now = now.plus(Sessions.IDLE);
        }
        now = start.plus(Sessions.LONGEST).plusSeconds(1);
        assertThat(access.findSession(used.token())).isEmpty();
    }

    @Test
    void aUserHasSoManySessionsAndTheLongestUnusedGoesFirst() {
        Access access = access(Optional.empty(), center("town", HASH));
        var tokens = new java.util.ArrayList<String>();
        for (int i = 0; i <= Sessions.MAX_OF_USER; i++) {
            tokens.add(signedIn(access).token());
            now = now.plusSeconds(1);
        }

        assertThat(access.findSession(tokens.getFirst())).isEmpty();
        assertThat(tokens.stream().skip(1).allMatch(each -> access.findSession(each).isPresent()))
                .isTrue();
        assertThat(new HashSet<>(tokens)).hasSize(tokens.size());
    }

    @Test
    void aRestartKeepsSessionsUnlessThePasswordChanged() throws Exception {
        Path file = folder.resolve("sessions.db");
        String token;
        try (Access access = access(Optional.of(file), center("town", HASH))) {
            token = signedIn(access).token();
        }

        try (Access again = access(Optional.of(file), center("town", HASH))) {
            assertThat(again.findSession(token)).isPresent();
        }
        assertThat(
                        new String(
                                Files.readAllBytes(file),
                                java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(token);
        try (Access changed =
                access(Optional.of(file), center("town", Passwords.hash("something else")))) {
            assertThat(changed.findSession(token)).isEmpty();
        }
    }
}
