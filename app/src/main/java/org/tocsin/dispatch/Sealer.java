package org.tocsin.dispatch;

import org.tocsin.journal.Vault;

import java.util.Optional;

/** Puts into the vault what must not stand in the journal in clear. */
final class Sealer {
    private final Vault vault;
    private final Codec codec;

    Sealer(Vault vault, Codec codec) {
        this.vault = vault;
        this.codec = codec;
    }

    Optional<String> sealCaller(String incident, CallerWords words) {
        if (words.isEmpty()) return Optional.empty();
        return Optional.of(sealText(incident, codec.write(words)));
    }

    String sealText(String incident, String text) {
        return vault.seal(incident, text).text();
    }
}
