package org.tocsin.app;

import org.tocsin.dispatch.Codec;
import org.tocsin.journal.Entry;
import org.tocsin.journal.JournalReader;
import org.tocsin.simulate.demand.PastRecord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a center's record for the lab, which itself knows no journal that lasts. */
final class PastRecords {
    private static final String TYPE = "{\"type\":\"";

    private PastRecords() {}

    /** Whether this is meant for a record: a file is a demand or a table. */
    static boolean isRecord(Path path) {
        return Files.isDirectory(path);
    }

    /**
     * @param folder a data folder, or the journal in it; nothing of it is changed, and a server may
     *     be at work there
     * @throws BadInput if it has no record of the center
     * @throws IOException if it cannot be read
     */
    static PastRecord read(Path folder, String center) throws IOException {
        Path inside = folder.resolve("journal");
        Path journal = Files.isDirectory(inside) ? inside : folder;
        var past = new PastRecord(folder.toString());
        try (JournalReader reader = JournalReader.open(journal)) {
            if (!reader.centers().contains(center)) {
                throw new BadInput(
                        "%s has no record of the center %s, found %s"
                                .formatted(folder, center, reader.centers()));
            }
            reader.replay(center, entry -> take(past, entry));
        }
        return past;
    }

    private static void take(PastRecord past, Entry entry) {
        String event = entry.event();
        if (!event.startsWith(TYPE)) return;
        int end = event.indexOf('"', TYPE.length());
        if (end < 0 || !PastRecord.HEEDED.contains(event.substring(TYPE.length(), end))) return;
        past.take(entry.at(), Codec.STORED.readEvent(event));
    }
}
