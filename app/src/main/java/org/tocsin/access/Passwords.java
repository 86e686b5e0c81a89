package org.tocsin.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Password hashes: Argon2id in PHC string format, as the center's configuration holds them. Any
 * thread may call any method; each call takes some tens of milliseconds and {@value
 * #MEMORY_KIBIBYTES} KiB.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">
 *     OWASP Password Storage: Argon2id with 19 MiB, 2 iterations, 1 degree of parallelism</a>
 */
public final class Passwords {
    static final int MEMORY_KIBIBYTES = 19_456;
    static final int ITERATIONS = 2;
    static final int PARALLELISM = 1;
    static final int HASH_BYTES = 32;
    static final int SALT_BYTES = 16;

    /** A longer password is refused before it is hashed. */
    public static final int MAX_CHARACTERS = 1_000;

    /** What a hash in a configuration may ask of this machine: 1 GiB for one sign-in. */
    static final int MAX_MEMORY_KIBIBYTES = 1_048_576;

    static final int MAX_ITERATIONS = 100;

    private static final Pattern PHC =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
                            + "\\$[A-Za-z0-9+/]{11,88}\\$[A-Za-z0-9+/]{22,88}");

    private Passwords() {}

    /**
     * A new hash with a salt of its own.
     *
     * @return such as {@code $argon2id$v=19$m=19456,t=2,p=1$…$…}
     * @throws IllegalArgumentException if the password is empty or too long
     */
    public static String hash(String password) {
        if (password.isEmpty() || password.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "the password has %d characters, expected 1 to %d"
                            .formatted(password.length(), MAX_CHARACTERS));
        }
        var function =
                Argon2Function.getInstance(
                        MEMORY_KIBIBYTES, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID);
        return Password.hash(password).addRandomSalt(SALT_BYTES).with(function).getResult();
    }

    /** A hash that no password is known for; as costly to check against as any {@link #hash}. */
    static String nobodys(RandomGenerator random) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] hash = new byte[HASH_BYTES];
        random.nextBytes(salt);
        random.nextBytes(hash);
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        MEMORY_KIBIBYTES,
                        ITERATIONS,
                        PARALLELISM,
                        text.encodeToString(salt),
                        text.encodeToString(hash));
    }

    /** Whether this is the password of that hash. A malformed hash is nobody's. */
    public static boolean verify(String password, String hash) {
        if (password.isEmpty() || password.length() > MAX_CHARACTERS || !isHash(hash)) return false;
        return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }

    /** Whether a configuration may hold this: Argon2id in PHC format with bearable parameters. */
    public static boolean isHash(String text) {
        Matcher matcher = PHC.matcher(text);
        if (!matcher.matches()) return false;
        int memory = Integer.parseInt(matcher.group(1));
        int iterations = Integer.parseInt(matcher.group(2));
        int parallelism = Integer.parseInt(matcher.group(3));
        return parallelism >= 1
                && parallelism <= 16
                && memory >= 8 * parallelism
                && memory <= MAX_MEMORY_KIBIBYTES
                && iterations >= 1
                && iterations <= MAX_ITERATIONS;
    }
}
