package org.tocsin.app;

import org.tocsin.journal.Journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which file holds the keys of which center. Two centers may have incidents of the same number, so
 * each has a file of its own: {@code vault.db} for the first of a data folder, {@code vault-ID.db}
 * for those that came later. Folders of version 0.1 may share one.
 */
final class VaultFiles {
    private final Path data;
    private final Journal journal;
    private final Map<String, Path> files = new LinkedHashMap<>();

    VaultFiles(Path data, Journal journal) {
        this.data = data;
        this.journal = journal;
    }

    /** The file of a center; always the same. */
    Path of(String center) {
        return files.computeIfAbsent(center, this::choose);
    }

    private Path choose(String center) {
        Path first = data.resolve("vault.db");
        Path own = own(center);
        if (Files.exists(own)) return own;
        boolean isNew = !journal.centers().contains(center);
        boolean taken =
                (Files.exists(first) && usersOfFirst(center) > 0) || files.containsValue(first);
        return isNew && taken ? own : first;
    }

    /** Whether another center's keys lie in the same file. */
    boolean isShared(String center) {
        return of(center).equals(data.resolve("vault.db")) && usersOfFirst(center) > 0;
    }

    private long usersOfFirst(String but) {
        return journal.centers().stream()
                .filter(each -> !each.equals(but) && !Files.exists(own(each)))
                .count();
    }

    private Path own(String center) {
        return data.resolve("vault-%s.db".formatted(center));
    }
}
