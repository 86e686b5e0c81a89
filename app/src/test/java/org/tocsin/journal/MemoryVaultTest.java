package org.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Random;

class MemoryVaultTest extends VaultContract {
    @Override
    Vault open() {
        return new MemoryVault(new Random(1));
    }

    @Test
    void theSameSeedSealsTheSame() {
        try (var one = new MemoryVault(new Random(7));
                var other = new MemoryVault(new Random(7))) {
            assertThat(one.seal("F26-1", "a")).isEqualTo(other.seal("F26-1", "a"));
            assertThat(one.seal("F26-2", "b")).isEqualTo(other.seal("F26-2", "b"));
        }
    }
}
