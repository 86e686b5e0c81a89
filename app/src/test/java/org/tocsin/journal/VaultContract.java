package org.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every vault does. */
abstract class VaultContract {
    Vault vault;

    abstract Vault open();

    @BeforeEach
    void openVault() {
        vault = open();
    }

    @AfterEach
    void closeVault() {
        vault.close();
    }

    @Test
    void whatWasSealedCanBeOpened() {
        Sealed name = vault.seal("F26-1", "Maria João, +351 900 000 000");
        Sealed empty = vault.seal("F26-1", "");

        assertThat(vault.open("F26-1", name))
                .isEqualTo(new Opened.Text("Maria João, +351 900 000 000"));
        assertThat(vault.open("F26-1", empty)).isEqualTo(new Opened.Text(""));
        assertThat(name.text()).doesNotContain("Maria");
    }

    @Test
    void theSameTextIsNeverSealedTheSame() {
        assertThat(vault.seal("F26-1", "a")).isNotEqualTo(vault.seal("F26-1", "a"));
    }

    @Test
    void aSealedTextBelongsToItsIncident() {
        Sealed sealed = vault.seal("F26-1", "a");
        vault.seal("F26-2", "b");

        assertThatThrownBy(() -> vault.open("F26-2", sealed))
                .hasMessage("a sealed text is not of incident F26-2, or was altered");
        assertThatThrownBy(() -> vault.open("F26-3", sealed))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAlteredTextIsNotOpened() {
        String text = vault.seal("F26-1", "a longer text").text();
        for (int i : new int[] {0, 5, 12, 20, 40, text.length() - 2}) {
            char other = text.charAt(i) == 'x' ? 'y' : 'x';
            var altered = new Sealed(text.substring(0, i) + other + text.substring(i + 1));

            assertThatThrownBy(() -> vault.open("F26-1", altered))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aForgottenIncidentSaysSo() {
        Sealed gone = vault.seal("F26-1", "a");
        Sealed kept = vault.seal("F26-2", "b");

        vault.forget("F26-1");
        vault.forget("F26-1");
        vault.forget("F26-9");

        assertThat(vault.open("F26-1", gone)).isEqualTo(new Opened.Forgotten());
        assertThat(vault.open("F26-2", kept)).isEqualTo(new Opened.Text("b"));
        assertThat(vault.isForgotten("F26-1")).isTrue();
        assertThat(vault.isForgotten("F26-2")).isFalse();
        assertThat(vault.isForgotten("F26-9")).isTrue();
        assertThatThrownBy(() -> vault.seal("F26-1", "c"))
                .hasMessage("Incident F26-1 was forgotten; nothing more can be sealed for it.");
        assertThatThrownBy(() -> vault.seal("F26-9", "c"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTextHasALimit() {
        String longest = "漢".repeat(Vault.MAX_TEXT_CHARACTERS);

        assertThat(vault.open("F26-1", vault.seal("F26-1", longest)))
                .isEqualTo(new Opened.Text(longest));
        assertThatThrownBy(() -> vault.seal("F26-1", longest + "x"))
                .hasMessage("text to seal has 16385 characters, expected at most 16384");
        assertThatThrownBy(() -> vault.seal("", "x"))
                .hasMessage("incident id has 0 characters, expected 1 to 100");
        assertThatThrownBy(() -> vault.seal("x".repeat(101), "x"))
                .hasMessage("incident id has 101 characters, expected 1 to 100");
    }

    @Test
    void bytesAreSealedAndForgottenLikeTexts() {
        byte[] most = new byte[Vault.MAX_BYTES];
        byte[] sealed = vault.sealBytes("F26-1", most);
        byte[] altered = sealed.clone();
        altered[sealed.length / 2] ^= 1;

        assertThat(vault.openBytes("F26-1", sealed))
                .hasValueSatisfying(m -> assertThat(m).isEqualTo(most));
        assertThatThrownBy(() -> vault.openBytes("F26-2", sealed))
                .hasMessage("a sealed text is not of incident F26-2, or was altered");
        assertThatThrownBy(() -> vault.openBytes("F26-1", altered))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> vault.openBytes("F26-1", new byte[35]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> vault.sealBytes("F26-1", new byte[Vault.MAX_BYTES + 1]))
                .hasMessage("there are 1000001 bytes to seal, expected at most 1000000");

        vault.forget("F26-1");

        assertThat(vault.openBytes("F26-1", sealed)).isEmpty();
        assertThatThrownBy(() -> vault.sealBytes("F26-1", new byte[1]))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void moreIncidentsThanSpareKeysAreSealed() {
        var sealed = new Sealed[1_000];
        for (int i = 0; i < sealed.length; i++) sealed[i] = vault.seal("F26-" + i, "text " + i);

        for (int i = 0; i < sealed.length; i++) {
            assertThat(vault.open("F26-" + i, sealed[i])).isEqualTo(new Opened.Text("text " + i));
        }
    }

    @Test
    void whatIsNoSealedTextIsRefused() {
        assertThatThrownBy(() -> new Sealed("abc"))
                .hasMessage("sealed text has 3 characters, expected 48 to 65584");
        assertThatThrownBy(() -> new Sealed("=".repeat(60)))
                .hasMessage("sealed text holds \"=\", expected only letters, digits, - and _");
        assertThatThrownBy(() -> vault.open("F26-1", new Sealed("A".repeat(49))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
