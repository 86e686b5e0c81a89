package org.tocsin.console;

import org.jspecify.annotations.Nullable;
import org.tocsin.dispatch.CallerWords;
import org.tocsin.dispatch.Codec;
import org.tocsin.incident.Call;
import org.tocsin.incident.Incident;
import org.tocsin.journal.Opened;
import org.tocsin.journal.Sealed;
import org.tocsin.journal.Vault;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens what is sealed of an incident. Who shows it to somebody has had that journalled before. */
final class SealedWords {
    private final Vault vault;

    SealedWords(Vault vault) {
        this.vault = vault;
    }

    /** Caller and words of one call; all empty where the incident was forgotten. */
    record SealedCall(
            long call, @Nullable String name, @Nullable String number, @Nullable String text) {}

    record SealedNote(Instant at, String by, String text) {}

    record Shown(List<SealedCall> calls, List<SealedNote> notes) {}

    /**
     * @param noteActors who wrote the note with that sealed text
     */
    Shown open(Incident incident, Map<String, String> noteActors) {
        var calls = new ArrayList<SealedCall>();
        for (Call call : incident.calls()) {
            Optional<CallerWords> words = words(call);
            calls.add(
                    new SealedCall(
                            call.id(),
                            words.flatMap(CallerWords::name).orElse(null),
                            words.flatMap(CallerWords::number).orElse(null),
                            words.flatMap(CallerWords::text).orElse(null)));
        }
        var notes = new ArrayList<SealedNote>();
        for (Incident.Note note : incident.notes()) {
            String text = text(note.sealedFor(), note.sealed()).orElse("(forgotten)");
            String by = noteActors.getOrDefault(note.sealed(), "unknown");
            notes.add(new SealedNote(note.at(), by, text));
        }
        return new Shown(calls, notes);
    }

    /** What a caller said, to compare it with what another says; never shown. */
    Optional<String> saidIn(Call call) {
        return words(call).flatMap(CallerWords::text);
    }

    private Optional<CallerWords> words(Call call) {
        return call.sealed()
                .flatMap(each -> text(call.sealedFor(), each))
                .map(json -> Codec.STORED.mapper().readValue(json, CallerWords.class));
    }

    private Optional<String> text(String incident, String words) {
        return switch (vault.open(incident, new Sealed(words))) {
            case Opened.Text opened -> Optional.of(opened.text());
            case Opened.Forgotten _ -> Optional.empty();
        };
    }
}
