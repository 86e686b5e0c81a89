package org.tocsin.app;

import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;
import org.tocsin.center.CenterFileException;
import org.tocsin.client.Api;
import org.tocsin.client.Denied;
import org.tocsin.client.Unreachable;
import org.tocsin.journal.JournalDamaged;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.place.Point;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.Times;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Looks whether all that a center needs is in order. */
@Command(
        name = "doctor",
        description = "Checks Java, disk, record, map, configuration, clock and server.",
        footer = {
            "",
            "Examples:",
            "  ./tocsin doctor",
            "  ./tocsin doctor --data data/ --map porto.osm.pbf --center center/",
            "",
            "The record in --data is only looked at while no server has it open."
        })
final class Doctor implements Callable<Integer> {
    /** A sync slower than this makes every dispatch feel it. */
    private static final Duration SLOW_SYNC = Duration.ofMillis(20);

    private static final int SYNCS = 40;
    private static final long LITTLE_SPACE_BYTES = 2L << 30;
    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofSeconds(2);

    @Spec CommandSpec spec = CommandSpec.create();

    @Option(names = "--url", paramLabel = "URL", description = "A server; otherwise TOCSIN_URL.")
    Optional<String> url = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "A server's data folder.")
    Optional<Path> data = Optional.empty();

    @Option(names = "--map", paramLabel = "FILE", description = "An extract.")
    Optional<Path> map = Optional.empty();

    @Option(names = "--center", paramLabel = "DIR", description = "A center's configuration.")
    Optional<Path> center = Optional.empty();

    @Option(names = "--json", description = "Print the findings as JSON.")
    boolean json;

    private final List<Finding> findings = new ArrayList<>();

    /** How grave it is. */
    private enum Weight {
        GOOD,
        NOTE,
        BAD
    }

    private record Finding(String what, Weight weight, String sentence) {}

    @Override
    public Integer call() {
        java();
        Path disk = data.orElse(Path.of("."));
        disk(disk);
        data.ifPresent(this::record);
        Optional<Center> read = center.flatMap(this::configuration);
        map.ifPresent(extract -> map(extract, read));
        server();
        return print();
    }

    private void say(String what, Weight weight, String sentence) {
        findings.add(new Finding(what, weight, sentence));
    }

    private int print() {
        boolean bad = findings.stream().anyMatch(each -> each.weight() == Weight.BAD);
        var out = spec.commandLine().getOut();
        if (json) {
            var list = Api.object().put("sound", !bad);
            var array = list.putArray("findings");
            for (Finding each : findings) {
                array.addObject()
                        .put("what", each.what())
                        .put("weight", each.weight().name())
                        .put("sentence", each.sentence());
            }
            out.println(list.toPrettyString());
        } else {
            for (Finding each : findings) {
                String mark =
                        switch (each.weight()) {
                            case GOOD -> "ok  ";
                            case NOTE -> "note";
                            case BAD -> "BAD ";
                        };
                out.println("%s  %-14s %s".formatted(mark, each.what(), each.sentence()));
            }
        }
        return bad ? ExitCode.BAD_INPUT : ExitCode.OK;
    }

    private void java() {
        Runtime runtime = Runtime.getRuntime();
        say(
                "java",
                Runtime.version().feature() >= 25 ? Weight.GOOD : Weight.BAD,
                "Java %s, %d processors, heap up to %d MB"
                        .formatted(
                                Runtime.version(),
                                runtime.availableProcessors(),
                                runtime.maxMemory() >> 20));
    }

    private void disk(Path folder) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            say(
                    "space",
                    free > LITTLE_SPACE_BYTES ? Weight.GOOD : Weight.BAD,
                    "%.1f GB free at %s".formatted(free / 1e9, folder));
            Duration[] syncs = syncs(folder);
            Duration median = syncs[syncs.length / 2];
            Duration worst = syncs[syncs.length - 1];
            say(
                    "sync",
                    median.compareTo(SLOW_SYNC) < 0 ? Weight.GOOD : Weight.NOTE,
                    "a write is on disk after %.2f ms (median of %d; worst %.2f ms)"
                            .formatted(median.toNanos() / 1e6, SYNCS, worst.toNanos() / 1e6));
        } catch (IOException e) {
            say("disk", Weight.BAD, "%s cannot be written: %s".formatted(folder, e));
        }
    }

    /** Times of small synced writes, ascending: what every answer of the desk waits for. */
    private static Duration[] syncs(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, ".doctor", ".tmp");
        var times = new Duration[SYNCS];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < SYNCS; i++) {
                long from = System.nanoTime();
                channel.write(ByteBuffer.allocate(4_096));
                channel.force(false);
                times[i] = Duration.ofNanos(System.nanoTime() - from);
            }
        } finally {
            Files.deleteIfExists(file);
        }
        Arrays.sort(times);
        return times;
    }

    private void record(Path folder) {
        Path journal = folder.resolve("journal");
        if (!Files.isDirectory(journal)) {
            say("record", Weight.NOTE, "no record in %s yet".formatted(folder));
            return;
        }
        try (SqliteJournal open = SqliteJournal.open(journal)) {
            for (String each : open.centers()) {
                long entries = open.replay(each, 1, _ -> {}).position();
                say("record", Weight.GOOD, "%s: %,d entries, all sound".formatted(each, entries));
            }
            for (String finding : open.findings()) say("record", Weight.NOTE, finding);
        } catch (JournalDamaged e) {
            say("record", Weight.BAD, String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            say("record", Weight.NOTE, "not looked at: " + e.getMessage());
        } catch (UncheckedIOException e) {
            say("record", Weight.BAD, String.valueOf(e.getMessage()));
        }
    }

    private Optional<Center> configuration(Path folder) {
        try {
            Center read = CenterFile.read(folder);
            say(
                    "configuration",
                    Weight.GOOD,
                    "%s, %d units".formatted(read.name(), read.units().size()));
            return Optional.of(read);
        } catch (CenterFileException e) {
            say(
                    "configuration",
                    Weight.BAD,
                    "%d faults; the first: %s (./tocsin center check %s names all)"
                            .formatted(e.faults().size(), e.faults().getFirst(), folder));
            return Optional.empty();
        }
    }

    private void map(Path extract, Optional<Center> read) {
        try {
            Path built =
                    data.isPresent()
                            ? data.get().resolve("map")
                            : Files.createTempDirectory("tocsin-map");
            CityMap opened = CityMap.open(extract, built, Progress.SILENT);
            say(
                    "map",
                    Weight.GOOD,
                    "%s, %d landmarks".formatted(extract, opened.landmarks().size()));
            read.ifPresent(of -> reach(opened, of));
        } catch (IOException e) {
            say("map", Weight.BAD, String.valueOf(e.getMessage()));
        }
    }

    /** A station on an island of the road graph would never be recommended. */
    private void reach(CityMap opened, Center of) {
        List<Point> stations = of.stations().stream().map(station -> station.point()).toList();
        var now = Conditions.open(Profile.EMERGENCY, Instant.EPOCH);
        for (int i = 0; i < stations.size(); i++) {
            Times times = opened.roads().from(stations.get(i), stations, now);
            int reached = 0;
            for (int j = 0; j < stations.size(); j++) if (times.seconds(j).isPresent()) reached++;
            if (reached * 2 > stations.size()) continue;
            say(
                    "map",
                    Weight.BAD,
                    "from station %s only %d of %d stations can be reached by road"
                            .formatted(of.stations().get(i).name(), reached, stations.size()));
        }
        say("map", Weight.GOOD, "%d stations looked at by road".formatted(stations.size()));
    }

    private void server() {
        String address =
                url.or(() -> Main.surroundings(spec).variable("TOCSIN_URL"))
                        .orElse("http://127.0.0.1:" + ServeCommands.USUAL_PORT);
        try (Api api = Api.at(address)) {
            JsonNode health = api.get("/api/health");
            for (JsonNode each : health.path("centers")) {
                boolean ready = each.path("ready").asBoolean(false);
                say(
                        "server",
                        ready ? Weight.GOOD : Weight.BAD,
                        "%s at %s: %s, entry %d"
                                .formatted(
                                        Read.text(each.path("id")),
                                        address,
                                        ready ? "ready" : Read.text(each.path("stopped")),
                                        each.path("position").asLong()));
            }
            Duration apart =
                    Duration.between(Instant.parse(health.path("at").asString()), Instant.now())
                            .abs();
            say(
                    "clock",
                    apart.compareTo(MAX_CLOCK_DIFFERENCE) < 0 ? Weight.GOOD : Weight.BAD,
                    "%d ms apart from the server's".formatted(apart.toMillis()));
        } catch (Unreachable e) {
            say("server", Weight.NOTE, String.valueOf(e.getMessage()));
        } catch (Denied e) {
            say("server", Weight.BAD, String.valueOf(e.getMessage()));
        }
    }
}
