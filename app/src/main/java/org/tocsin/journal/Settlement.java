package org.tocsin.journal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares the database with the witness at the start and mends the one from the other, so that the
 * journal is never silently shorter than what was acknowledged.
 *
 * <p>An acknowledged batch was synced in both. So the longer of the two holds all there is, unless
 * both were damaged; the shorter is mended from it. A difference of one batch is what a stop
 * between the two syncs leaves; the batch was not acknowledged, but it is durable and it is kept.
 */
final class Settlement {
    private final Database database;
    private final Testimony witness;
    private final Optional<String> suspicion;
    private final boolean lossAccepted;
    private final List<String> findings = new ArrayList<>();

    /**
     * @param suspicion why SQLite's log may have lost commits, in a sentence without its full stop
     * @param lossAccepted whether an operator decided to go on with what is there
     */
    Settlement(
            Database database,
            Testimony witness,
            Optional<String> suspicion,
            boolean lossAccepted) {
        this.database = database;
        this.witness = witness;
        this.suspicion = suspicion;
        this.lossAccepted = lossAccepted;
    }

    /** One center as the witness has it. */
    private static final class Account {
        Optional<Head> base = Optional.empty();
        final List<Batch> batches = new ArrayList<>();
    }

    /**
     * @return what was mended, in sentences
     * @throws JournalDamaged if something is missing in both, and no loss was accepted
     */
    List<String> settle() throws SQLException {
        if (isForeign()) {
            refuse("The witness belongs to another journal");
            return List.copyOf(findings);
        }
        if (!witness.found() && !database.centers().isEmpty()) {
            findings.add(
                    "The witness was gone; the entries are taken from the database as they are.");
        }
        for (String flaw : witness.flaws()) findings.add("The witness %s.".formatted(flaw));
        suspicion.ifPresent(why -> findings.add(why + "."));
        for (var account : accounts().entrySet()) settle(account.getKey(), account.getValue());
        boolean vouched = witness.found() && witness.flaws().isEmpty();
        if (suspicion.isPresent() && !vouched) {
            refuse(
                    "%s, and %s. Entries after the last ones found (%s) may be missing"
                            .formatted(suspicion.get(), whyNotVouched(), ends()));
        }
        return List.copyOf(findings);
    }

    private boolean isForeign() {
        return witness.base().isPresent()
                && !witness.base().get().journalId().equals(database.id());
    }

    private String whyNotVouched() {
        return witness.found()
                ? "the witness " + witness.flaws().getFirst()
                : "the witness is gone";
    }

    private String ends() throws SQLException {
        var ends = new ArrayList<String>();
        for (String center : database.centers()) {
            ends.add("%s %d".formatted(center, database.head(center).position()));
        }
        return String.join(", ", ends);
    }

    private Map<String, Account> accounts() {
        var accounts = new TreeMap<String, Account>();
        for (String center : database.centers()) accounts.put(center, new Account());
        if (witness.base().isPresent()) {
            for (Account account : accounts.values()) account.base = Optional.of(Head.START);
            for (Frame.Mark mark : witness.base().get().marks()) {
                accounts.computeIfAbsent(mark.center(), _ -> new Account()).base =
                        Optional.of(mark.head());
            }
        }
        for (Batch batch : witness.batches()) {
            accounts.computeIfAbsent(batch.center(), _ -> new Account()).batches.add(batch);
        }
        return accounts;
    }

    private void settle(String center, Account account) throws SQLException {
        Head start = database.head(center);
        Optional<Head> known = account.base;
        var ahead = new ArrayList<Batch>();
        for (Batch batch : account.batches) {
            boolean within = batch.last() <= start.position();
            if (isFenced(center, batch) && !(within && has(center, batch.head()))) {
                findings.add(
                        "The witness holds entry %d of %s by a writer that was fenced; it is left out."
                                .formatted(batch.first(), center));
            } else if (within) {
                known = Optional.of(batch.head());
            } else {
                ahead.add(batch);
            }
        }
        if (known.isPresent() && !agrees(center, start, known.get())) return;
        if (ahead.isEmpty()) compareEnd(center, start, known);
        else restore(center, start, ahead);
    }

    private void restore(String center, Head start, List<Batch> ahead) throws SQLException {
        var restored = new ArrayList<Batch>();
        Head head = start;
        for (Batch batch : ahead) {
            if (!follows(batch, head)) {
                refuse(center, head, batch);
                break;
            }
            batch.entries();
            restored.add(batch);
            head = batch.head();
        }
        if (restored.isEmpty()) return;
        database.restore(restored);
        findings.add(
                "Entries %d to %d of %s (%d batches) were not in the database and came from the witness."
                        .formatted(start.position() + 1, head.position(), center, restored.size()));
    }

    /** The database ends no earlier than the witness. */
    private void compareEnd(String center, Head head, Optional<Head> known) throws SQLException {
        if (known.isEmpty() || head.equals(known.get())) return;
        long end = known.get().position();
        boolean oneBatch = database.batches(center, end + 1, Entry.MAX_POSITION).size() == 1;
        if (!oneBatch) {
            findings.add(
                    "The witness lacked entries %d to %d of %s; the database has them."
                            .formatted(end + 1, head.position(), center));
        }
        if (suspicion.isPresent()) {
            refuse(
                    "%s, and the witness ends even before the database (%s: entry %d, %d). Later entries may be missing"
                            .formatted(suspicion.get(), center, end, head.position()));
        }
    }

    private static boolean follows(Batch batch, Head head) {
        return batch.first() == head.position() + 1
                && Arrays.equals(batch.previous(), head.hashBytes());
    }

    /**
     * Whether a writer that was fenced made it. No epoch is taken before all of the epoch before is
     * settled, so an entry of an older epoch that the database lacks was never acknowledged.
     */
    private boolean isFenced(String center, Batch batch) throws SQLException {
        return batch.epoch() < database.epoch(center);
    }

    /** Whether the database holds the same entries up to a head of the witness. */
    private boolean agrees(String center, Head head, Head known) throws SQLException {
        if (known.position() > head.position()) {
            refuse(
                    "Entries %d to %d of %s are missing: the database ends before the witness begins"
                            .formatted(head.position() + 1, known.position(), center));
            return false;
        }
        if (known.position() == 0 || has(center, known)) return true;
        refuse(
                "The database and the witness hold different entries of %s up to %d"
                        .formatted(center, known.position()));
        return false;
    }

    private boolean has(String center, Head known) throws SQLException {
        List<Batch> batches = database.batches(center, known.position(), 1);
        return !batches.isEmpty()
                && batches.getFirst().hashAt(known.position()).equals(known.hash());
    }

    private void refuse(String center, Head head, Batch next) {
        if (next.first() > head.position() + 1) {
            refuse(
                    "Entries %d to %d of %s are missing: the database ends at %d, and the witness is damaged there"
                            .formatted(
                                    head.position() + 1,
                                    next.first() - 1,
                                    center,
                                    head.position()));
        } else {
            refuse(
                    "Entry %d of %s in the witness does not follow entry %d in the database"
                            .formatted(next.first(), center, head.position()));
        }
    }

    private void refuse(String why) {
        if (!lossAccepted) {
            throw new JournalDamaged(
                    why
                            + ". Restore the data folder from a backup, or accept the loss"
                            + " explicitly.");
        }
        findings.add(why + ". This was accepted.");
    }
}
