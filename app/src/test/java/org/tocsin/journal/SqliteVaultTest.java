package org.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

class SqliteVaultTest extends VaultContract {
    @TempDir Path folder;

    @Override
    Vault open() {
        return SqliteVault.open(folder.resolve("vault.db"), new SecureRandom());
    }

    private void reopen() {
        vault.close();
        vault = open();
    }

    @Test
    void keysOutliveTheProcess() {
        Sealed one = vault.seal("F26-1", "a");
        Sealed gone = vault.seal("F26-2", "b");
        vault.forget("F26-2");

        reopen();

        assertThat(vault.open("F26-1", one)).isEqualTo(new Opened.Text("a"));
        assertThat(vault.open("F26-1", vault.seal("F26-1", "c"))).isEqualTo(new Opened.Text("c"));
        assertThat(vault.open("F26-2", gone)).isEqualTo(new Opened.Forgotten());
        assertThat(vault.isForgotten("F26-2")).isTrue();
    }

    @Test
    void aDiskThatDoesNotWriteIsTriedAgainAndWhatWasSealedMeanwhileIsKept() throws Exception {
        Path file = folder.resolve("vault.db");
        var sealed = new ArrayList<Sealed>();
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + file);
                var lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            assertThatExceptionOfType(VaultUnavailable.class)
                    .isThrownBy(
                            () -> {
                                while (sealed.size() <= SqliteVault.SPARE_KEYS) {
                                    sealed.add(vault.seal("F26-" + sealed.size(), "a"));
                                }
                            })
                    .withMessageContaining("cannot be written");
            lock.execute("ROLLBACK");
        }
        assertThat(sealed).isNotEmpty();

        for (int tries = 0; ; tries++) {
            try {
                vault.seal("F26-after", "b");
                break;
            } catch (VaultUnavailable e) {
                assertThat(tries).as("tries for ten seconds").isLessThan(100);
                Thread.sleep(100);
            }
        }
        reopen();
        for (int i = 0; i < sealed.size(); i++) {
            assertThat(vault.open("F26-" + i, sealed.get(i))).isEqualTo(new Opened.Text("a"));
        }
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws IOException {
        vault.seal("F26-1", "a");

        for (String name : new String[] {"vault.db", "vault.db-wal"}) {
            assertThat(Files.getPosixFilePermissions(folder.resolve(name)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void aForgottenKeyIsInNoFile() throws IOException {
        vault.close();
        var made = new CopyOnWriteArrayList<byte[]>();
        RandomGenerator known =
                new RandomGenerator() {
                    private final SecureRandom random = new SecureRandom();

                    @Override
                    public long nextLong() {
                        return random.nextLong();
                    }

                    @Override
                    public void nextBytes(byte[] bytes) {
                        random.nextBytes(bytes);
                        if (bytes.length == Seal.KEY_BYTES) made.add(bytes.clone());
                    }
                };
        vault = SqliteVault.open(folder.resolve("vault.db"), known);
        for (int i = 0; i < 200; i++) vault.seal("F26-" + i, "text");
        long before = made.stream().filter(this::isOnDisk).count();

        for (int i = 0; i < 200; i++) vault.forget("F26-" + i);

        assertThat(before).isGreaterThanOrEqualTo(200);
        assertThat(made.stream().filter(this::isOnDisk).count())
                .as("only spare keys are left")
                .isLessThanOrEqualTo(SqliteVault.SPARE_KEYS);
    }

    private boolean isOnDisk(byte[] key) {
        String wanted = new String(key, StandardCharsets.ISO_8859_1);
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(wanted)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aKeyWhoseOwnerWasLostIsRecalled() throws Exception {
        Sealed sealed = vault.seal("F26-1", "a");
        vault.close();
        try (var connection =
                        java.sql.DriverManager.getConnection(
                                "jdbc:sqlite:" + folder.resolve("vault.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE key SET incident = NULL");
        }
        vault = open();

        vault.recall("F26-1", sealed);
        vault.forget("F26-1");

        assertThat(vault.open("F26-1", sealed)).isEqualTo(new Opened.Forgotten());
    }
}
