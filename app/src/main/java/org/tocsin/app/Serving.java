package org.tocsin.app;

import io.javalin.util.JavalinBindException;

import org.tocsin.access.Access;
import org.tocsin.center.Center;
import org.tocsin.center.WholeCenter;
import org.tocsin.console.Console;
import org.tocsin.console.Drills;
import org.tocsin.console.Listening;
import org.tocsin.console.Room;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Forgetting;
import org.tocsin.drill.Drill;
import org.tocsin.journal.Entry;
import org.tocsin.journal.JournalDamaged;
import org.tocsin.journal.Photos;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.journal.SqliteVault;
import org.tocsin.journal.Vault;
import org.tocsin.map.CityMap;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * A running server: one process, one data folder, one map, one or several centers. What is started
 * is closed in the opposite order, also when a later part could not be started.
 */
final class Serving implements AutoCloseable {
    /**
     * What to serve.
     *
     * @param map may still be on its way: the record is read meanwhile
     * @param witness where the journal's witness log lies; best on another disk than the data
     * @param drill whether this is practice
     * @param exercise what is practised, if a scenario is played
     */
    record Plan(
            Future<CityMap> map,
            List<WholeCenter> centers,
            Path data,
            Optional<Path> witness,
            SqliteJournal.Loss loss,
            Listening listening,
            boolean drill,
            Optional<Drill> exercise) {
        Plan {
            centers = List.copyOf(centers);
            var ids = new HashSet<String>();
            for (WholeCenter each : centers) {
                String id = each.center().id();
                if (ids.add(id)) continue;
                throw new BadInput("two centers have the id %s; give each its own".formatted(id));
            }
        }
    }

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<String> findings;
    private final Console console;
    private final List<Room> rooms = new ArrayList<>();

    private Serving(Plan plan, InstantSource clock) throws IOException {
        try {
            var journal = opened(openJournal(plan));
            var photos = opened(Photos.open(plan.data().resolve("photos.db")));
            var files = new VaultFiles(plan.data(), journal);
            var sessions = Optional.of(plan.data().resolve("sessions.db"));
            List<Center> centers = plan.centers().stream().map(WholeCenter::center).toList();
            var access = new Access(centers, sessions, InstantSource.system(), new SecureRandom());
            var desks = new LinkedHashMap<WholeCenter, Desk>();
            var vaults = new HashMap<Path, Vault>();
            for (WholeCenter each : plan.centers()) {
                Path file = files.of(each.center().id());
                Vault vault = vaults.get(file);
                if (vault == null) vault = opened(SqliteVault.open(file, new SecureRandom()));
                vaults.put(file, vault);
                desks.put(each, opened(desk(each, journal, vault, clock)));
            }
            Optional<CityMap> map = Optional.of(Beside.await(plan.map()));
            var found = new ArrayList<String>();
            desks.forEach(
                    (center, desk) -> {
                        String id = center.center().id();
                        Vault vault = Objects.requireNonNull(vaults.get(files.of(id)));
                        Optional<Duration> after = center.forgetAfter();
                        if (after.isPresent() && files.isShared(id)) {
                            after = Optional.empty();
                            found.add(sharesKeys(center.center()));
                        }
                        var forgetting =
                                opened(new Forgetting(desk, journal, vault, photos, after, clock));
                        forgetting.dropStrays();
                        desk.start();
                        forgetting.start();
                        rooms.add(
                                new Room(
                                        center,
                                        plan.drill(),
                                        plan.exercise(),
                                        desk,
                                        journal,
                                        vault,
                                        photos,
                                        map,
                                        clock));
                    });
            console =
                    opened(
                            Console.start(
                                    rooms, access, plan.listening(), clock, new SecureRandom()));
            found.addAll(journal.findings());
            findings = List.copyOf(found);
            // Nobody waits for the place index to start; the first to search should not either.
            var _ = Beside.begin("places", () -> rooms.stream().map(Room::places).toList());
            rooms.forEach(Room::keepUp);
        } catch (IOException e) {
            close();
            throw e;
        } catch (RuntimeException e) {
            close();
            throw said(e, plan);
        }
    }

    /**
     * Starts it; returns when it answers.
     *
     * @throws BadInput if something it was given keeps it from starting
     * @throws IOException if the map could not be had
     */
    static Serving start(Plan plan, InstantSource clock) throws IOException {
        return new Serving(plan, clock);
    }

    private static Desk desk(
            WholeCenter center, SqliteJournal journal, Vault vault, InstantSource clock) {
        return Desk.open(center.center(), center.profiles(), journal, vault, clock);
    }

    private static String sharesKeys(Center center) {
        return ("%s keeps the keys of what is sealed in vault.db with another center: nothing is"
                        + " forgotten on a schedule. Serve each from a data folder of its own.")
                .formatted(center.name());
    }

    private static SqliteJournal openJournal(Plan plan) {
        Path folder = plan.data().resolve("journal");
        return SqliteJournal.open(
                folder, plan.witness().orElse(folder.resolve("witness")), plan.loss());
    }

    /** What kept it from starting, for the person who tried. */
    private static RuntimeException said(RuntimeException e, Plan plan) {
        return switch (e) {
            case JavalinBindException _ ->
                    new BadInput(
                            "port %d of %s is taken; stop what uses it or choose another with --port"
                                    .formatted(plan.listening().port(), plan.listening().host()),
                            e);
            case JournalDamaged damaged ->
                    new BadInput(
                            ("the record in %s is damaged: %s Restore a backup (docs/operating.md),"
                                 + " or go on without what is missing with --accept-loss.")
                                    .formatted(plan.data(), damaged.getMessage()),
                            e);
            case IllegalStateException used -> new BadInput(String.valueOf(used.getMessage()), e);
            default -> e;
        };
    }

    /**
     * When the last entry of a center's record in that folder was made; nothing if it is empty.
     *
     * @throws BadInput if it is in use
     */
    static Optional<Instant> lastEntry(Path data, Center center) {
        try (var journal = SqliteJournal.open(data.resolve("journal"))) {
            long last = journal.head(center.id()).position();
            if (last == 0) return Optional.empty();
            return journal.read(center.id(), last, 1).stream().findFirst().map(Entry::at);
        } catch (IllegalStateException e) {
            throw new BadInput(String.valueOf(e.getMessage()), e);
        }
    }

    /** The folder of a center's record: for its owner only. */
    static Path dataFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return folder;
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** Lets supervisors of that center start drills from their console. */
    void offer(String center, Drills drills) {
        parts.push(drills);
        for (Room room : rooms) if (room.center().id().equals(center)) room.offer(drills);
    }

    int port() {
        return console.port();
    }

    /** What was found amiss in the record, and mended, when it was opened. */
    List<String> findings() {
        return findings;
    }

    /** Stops listening, saves snapshots, closes the record. */
    @Override
    public void close() {
        RuntimeException first = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                // The others are closed all the same: the record above all.
                if (first == null) first = new IllegalStateException("closing failed", e);
            }
        }
        if (first != null) throw first;
    }
}
