package org.tocsin.app;

import org.tocsin.console.Listening;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate and its key as authorities hand them out (PEM files), made ready for the server.
 */
final class Certificate {
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Certificate() {}

    /**
     * Puts both into a key store that only this process's user can read, under a password that is
     * new each time.
     *
     * @param chain the certificate, then those that vouch for it
     * @param key PKCS #8, not encrypted
     * @param keyStore the file to write
     * @throws BadInput if one of the files does not hold what it should
     */
    static Listening.Tls read(Path chain, Path key, Path keyStore) throws IOException {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        try (InputStream in = Files.newInputStream(chain)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new BadInput("%s holds no certificate (PEM)".formatted(chain));
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "tocsin",
                    privateKey(key),
                    password.toCharArray(),
                    certificates.toArray(java.security.cert.Certificate[]::new));
            write(store, keyStore, password);
            return new Listening.Tls(keyStore, password);
        } catch (GeneralSecurityException e) {
            throw new BadInput(
                    "%s and %s are not a certificate with its key: %s"
                            .formatted(chain, key, e.getMessage()),
                    e);
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        Matcher matcher = KEY.matcher(Files.readString(file));
        if (!matcher.find()) {
            throw new BadInput(
                    "%s holds no key in PKCS #8 (-----BEGIN PRIVATE KEY-----); make one with: openssl pkcs8 -topk8 -nocrypt -in old.pem -out key.pem"
                            .formatted(file));
        }
        var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // It is a key of another kind.
            }
        }
        throw new BadInput("%s holds a key that is neither RSA, EC nor EdDSA".formatted(file));
    }

    private static void write(KeyStore store, Path file, String password)
            throws IOException, GeneralSecurityException {
        Files.deleteIfExists(file);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
    }

    /** The text of a PEM block; for tests and for those who have the bytes. */
    static String pem(String what, byte[] bytes) {
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, body, what);
    }
}
