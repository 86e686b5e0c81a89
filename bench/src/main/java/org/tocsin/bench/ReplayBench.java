package org.tocsin.bench;

import org.tocsin.center.Center;
import org.tocsin.dispatch.Advice;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Envelope;
import org.tocsin.dispatch.Fleet;
import org.tocsin.dispatch.Outcome;
import org.tocsin.dispatch.Recording;
import org.tocsin.dispatch.Request;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.Incident;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.journal.SqliteVault;
import org.tocsin.map.SampleTown;
import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.road.StraightLine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Jumps to random moments of a year's journal, as replay does: 100,000 calls and more than a
 * million entries, each decision with the recommendation it rested on, tracks, 40 incidents open at
 * any time and 10,000 closed ones at hand. Makes the journal through the real desk in the first run
 * and keeps it; then makes the checkpoints, and jumps with nothing kept in memory.
 *
 * <pre>
 * ./mvnw -q package -DskipTests
 * java -Xmx2g -cp 'bench/target/tocsin-bench-0.1.0.jar:bench/target/lib/*' \
 *     org.tocsin.bench.ReplayBench target/replay-bench 100000 1000
 * </pre>
 *
 * Run from the project's folder.
 */
public final class ReplayBench {
    private static final int UNITS = 60;
    private static final int AT_ONCE = 40;

    private final Path folder;
    private final long calls;
    private final Random random = new Random(7);
    private final Center city;
    private final Area area = SampleTown.bounds();
    private Instant now = BigCity.START;
    private int requests;

    private ReplayBench(Path folder, long calls) throws IOException {
        this.folder = folder;
        this.calls = calls;
        city =
                BigCity.write(
                        Path.of("demo/center"),
                        folder.resolve("center"),
                        "city",
                        UNITS,
                        area,
                        new Random(1));
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: ReplayBench FOLDER CALLS JUMPS");
            System.exit(2);
        }
        var bench = new ReplayBench(Path.of(args[0]), Long.parseLong(args[1]));
        Path made = bench.folder.resolve("made-" + bench.calls);
        if (!Files.exists(made)) {
            bench.make();
            Files.createFile(made);
        }
        bench.jump(Integer.parseInt(args[2]));
    }

    // --- the year ---

    private void make() throws IOException {
        long begun = System.nanoTime();
        Duration between = Duration.ofDays(365).dividedBy(calls / AT_ONCE);
        try (var journal = SqliteJournal.open(folder.resolve("journal"));
                var vault = SqliteVault.open(folder.resolve("vault.db"), new SecureRandom())) {
            Desk desk = Desk.open(city, journal, vault, () -> now);
            var advice = new Advice(city, new Fleet(city), StraightLine.CITY);
            List<String> open = List.of();
            for (long done = 0; done < calls; done += AT_ONCE) {
                var asked = new ArrayList<Envelope>();
                for (int i = 0; i < AT_ONCE; i++) asked.add(envelope(call()));
                List<String> opened = new ArrayList<>();
                for (Outcome each : desk.work(asked)) {
                    opened.add(((Outcome.Done) each).incident().orElseThrow());
                }
                finish(desk, open);
                send(desk, advice, opened);
                now = now.plus(between);
                open = opened;
            }
            desk.close();
            System.out.printf(
                    Locale.ROOT,
                    "made a journal of %,d entries in %.0f s%n",
                    desk.board().position(),
                    (System.nanoTime() - begun) / 1e9);
        }
    }

    private void send(Desk desk, Advice advice, List<String> opened) {
        for (int i = 0; i < opened.size(); i++) {
            String unit = "U" + i;
            var basis = advice.advise(desk.board(), opened.get(i), Set.of(), now);
            var steps = new ArrayList<Envelope>();
            steps.add(
                    envelope(
                            new Request.Dispatch(
                                    opened.get(i), List.of(unit), Optional.of(basis))));
            steps.add(envelope(status(unit, AssignmentState.EN_ROUTE)));
            steps.add(envelope(new Request.RecordTrack(unit, track())));
            steps.add(envelope(status(unit, AssignmentState.ON_SCENE)));
            desk.work(steps);
        }
    }

    private List<Request.TrackPoint> track() {
        var points = new ArrayList<Request.TrackPoint>();
        for (int i = 0; i < 5; i++) {
            points.add(new Request.TrackPoint(BigCity.point(area, random), now.plusSeconds(i)));
        }
        return points;
    }

    private void finish(Desk desk, List<String> open) {
        var steps = new ArrayList<Envelope>();
        for (int i = 0; i < open.size(); i++) {
            steps.add(envelope(status("U" + i, AssignmentState.CLEARED)));
            steps.add(
                    envelope(
                            new Request.Close(open.get(i), city.dispositions().getFirst().code())));
        }
        for (Outcome outcome : desk.work(steps)) {
            if (!(outcome instanceof Outcome.Done)) throw new IllegalStateException("" + outcome);
        }
    }

    private static Request.Status status(String unit, AssignmentState state) {
        return new Request.Status(
                unit, state, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Request.TakeCall call() {
        return new Request.TakeCall(
                Request.CallSource.PHONE,
                Optional.of("Caller " + random.nextInt(1_000_000)),
                Optional.of("555 " + random.nextInt(10_000)),
                Optional.of("There is smoke coming from the second floor of the house opposite"),
                Optional.of(BigCity.location(area, random)),
                Optional.of(city.types().get(random.nextInt(city.types().size())).code()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Envelope envelope(Request request) {
        return new Envelope("request-" + ++requests, "bench", request);
    }

    // --- jumping ---

    private void jump(int jumps) throws IOException {
        try (var journal = SqliteJournal.open(folder.resolve("journal"))) {
            var recording = new Recording(city, journal);
            Recording.Span span = recording.span().orElseThrow();
            System.out.printf(
                    Locale.ROOT,
                    "%,d entries, %s to %s, %,d MB%n",
                    span.last(),
                    span.from(),
                    span.until(),
                    size(folder.resolve("journal").resolve("journal.db")) >> 20);
            long begun = System.nanoTime();
            recording.keepUp();
            System.out.printf(
                    Locale.ROOT,
                    "checkpoints made in %.1f s, %,d MB in all%n",
                    (System.nanoTime() - begun) / 1e9,
                    size(folder.resolve("journal").resolve("checkpoints")) >> 20);
            measure("first jumps of a process", journal, span, 20);
            measure("jumps to random moments", journal, span, jumps);
        }
    }

    /** Each with a recording that remembers nothing, with one open and one closed incident read. */
    private void measure(String name, SqliteJournal journal, Recording.Span span, int jumps) {
        double[] millis = new double[jumps];
        long seconds = Duration.between(span.from(), span.until()).toSeconds();
        for (int i = 0; i < jumps; i++) {
            Instant moment = span.from().plusSeconds(random.nextLong(seconds));
            var recording = new Recording(city, journal);
            long begun = System.nanoTime();
            Board board = recording.at(moment);
            board.closedOrder().stream()
                    .reduce((_, last) -> last)
                    .map(board::incident)
                    .map(Incident::location)
                    .map(each -> each.point())
                    .ifPresent(ReplayBench::use);
            millis[i] = (System.nanoTime() - begun) / 1e6;
            if (board.at().isAfter(moment)) throw new IllegalStateException("" + board.at());
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%s (%d): p50 %.0f ms, p99 %.0f ms, max %.0f ms%n",
                name,
                jumps,
                millis[jumps / 2],
                millis[Math.min(jumps - 1, jumps * 99 / 100)],
                millis[jumps - 1]);
    }

    private static double used;

    private static void use(Point point) {
        used += point.latitude();
    }

    private static long size(Path file) throws IOException {
        if (!Files.isDirectory(file)) return Files.size(file);
        try (Stream<Path> files = Files.list(file)) {
            long sum = 0;
            for (Path each : files.toList()) sum += Files.size(each);
            return sum;
        }
    }
}
