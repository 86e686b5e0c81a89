package org.tocsin.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Signs that SQLite's log lost commits, and what is kept of damaged files for whoever looks into
 * it.
 */
final class Damage {
    /** More copies than this are not made; the first ones tell most. */
    static final int MAX_COPIES = 20;

    private Damage() {}

    /**
     * Why SQLite's log may have lost commits, in a sentence without its full stop; empty if it has
     * not. To be asked before SQLite opens the database, for then it forgets.
     *
     * @param inOrder whether SQLite closed the database after its last commit, and so removed its
     *     log
     */
    static Optional<String> suspicion(Path database, boolean inOrder) throws IOException {
        Path log = log(database);
        if (Files.exists(log) && Files.size(log) > 0) {
            return WriteAheadLog.damage(log).map(how -> "SQLite's log " + how);
        }
        return inOrder || !Files.exists(database)
                ? Optional.empty()
                : Optional.of("SQLite's log is gone or empty though the journal was not closed");
    }

    private static Path log(Path database) {
        return database.resolveSibling(database.getFileName() + "-wal");
    }

    /** Copies the log and the witness before anything is mended. */
    static void keep(Path folder, Path database, List<Path> witness) throws IOException {
        var files = new ArrayList<Path>(witness);
        files.add(log(database));
        Files.createDirectories(folder);
        for (int number = 1; number <= MAX_COPIES; number++) {
            Path copies = folder.resolve(Integer.toString(number));
            if (Files.exists(copies)) continue;
            Files.createDirectory(copies);
            for (Path file : files) {
                if (!Files.exists(file)) continue;
                Files.copy(
                        file,
                        copies.resolve(file.getFileName()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
            return;
        }
    }
}
