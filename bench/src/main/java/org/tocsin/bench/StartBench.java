package org.tocsin.bench;

import org.tocsin.center.Center;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Envelope;
import org.tocsin.dispatch.Outcome;
import org.tocsin.dispatch.Request;
import org.tocsin.incident.AssignmentState;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.journal.SqliteVault;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.place.Area;
import org.tocsin.place.Point;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * How long a city takes to be ready: its imported map, a center with 1,000 units, and a journal
 * with a million events. Makes the journal in the first run and keeps it; each run then opens
 * everything in this process, as the server does, and says how long each part took and what memory
 * it holds.
 *
 * <pre>
 * ./mvnw -q package -DskipTests -DskipWeb
 * java -Xmx2g -cp 'bench/target/tocsin-bench-0.1.0.jar:bench/target/lib/*' \
 *     org.tocsin.bench.StartBench ../shared/maps/porto.osm.pbf demo/center target/start-bench 1000000
 * </pre>
 */
public final class StartBench {
    private static final int UNITS = 1_000;

    private StartBench() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            System.err.println("usage: StartBench EXTRACT DEMO_CENTER FOLDER EVENTS");
            System.exit(2);
        }
        Path folder = Path.of(args[2]);
        Path demo = Path.of(args[1]);
        Path extract = Path.of(args[0]);
        long events = Long.parseLong(args[3]);
        CityMap map = CityMap.open(extract, folder.resolve("map"), Progress.SILENT);
        Center city = BigCity.of(demo, "city", UNITS, map.bounds(), new Random(1));
        if (!Files.exists(folder.resolve("made-" + events)))
            make(folder, city, map.bounds(), events);
        map = null;
        for (int i = 0; i < 3; i++) open(folder, extract, city);
    }

    // --- making the journal, through the real desk ---

    private static void make(Path folder, Center city, Area area, long events) throws IOException {
        var random = new Random(2);
        Instant[] now = {BigCity.START};
        try (var journal = SqliteJournal.open(folder.resolve("journal"));
                var vault = SqliteVault.open(folder.resolve("keys.db"), new SecureRandom())) {
            Desk desk = Desk.open(city, journal, vault, () -> now[0]);
            int requests = 0;
            while (desk.board().position() < events) {
                var calls = new ArrayList<Envelope>();
                for (int i = 0; i < 60; i++) {
                    calls.add(envelope(++requests, call(city, area, random)));
                }
                List<Outcome> opened = desk.work(calls);
                requests = workThem(desk, city, opened, random, requests);
                now[0] = now[0].plusSeconds(300);
            }
            desk.close();
            System.out.printf("made a journal of %,d events%n", desk.board().position());
        }
        Files.createFile(folder.resolve("made-" + events));
    }

    private static int workThem(
            Desk desk, Center city, List<Outcome> opened, Random random, int sent) {
        int requests = sent;
        var steps = new ArrayList<Envelope>();
        int first = random.nextInt(UNITS);
        for (int i = 0; i < opened.size(); i++) {
            String incident = ((Outcome.Done) opened.get(i)).incident().orElseThrow();
            String unit = "U" + (first + i) % UNITS;
            steps.add(
                    envelope(
                            ++requests,
                            new Request.Dispatch(incident, List.of(unit), Optional.empty())));
            for (AssignmentState state :
                    List.of(
                            AssignmentState.ACKNOWLEDGED,
                            AssignmentState.EN_ROUTE,
                            AssignmentState.ON_SCENE,
                            AssignmentState.CLEARED)) {
                steps.add(
                        envelope(
                                ++requests,
                                new Request.Status(
                                        unit,
                                        state,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())));
            }
            steps.add(
                    envelope(
                            ++requests,
                            new Request.Close(incident, city.dispositions().getFirst().code())));
        }
        for (Outcome outcome : desk.work(steps)) {
            if (!(outcome instanceof Outcome.Done)) throw new IllegalStateException("" + outcome);
        }
        return requests;
    }

    private static Request.TakeCall call(Center city, Area area, Random random) {
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

    private static Envelope envelope(int number, Request request) {
        return new Envelope("request-" + number, "bench", request);
    }

    // --- opening it ---

    private static void open(Path folder, Path extract, Center city) throws IOException {
        long cpu = cpu();
        long start = System.nanoTime();
        CityMap map = CityMap.open(extract, folder.resolve("map"), Progress.SILENT);
        long mapped = System.nanoTime();
        try (var journal = SqliteJournal.open(folder.resolve("journal"));
                var vault = SqliteVault.open(folder.resolve("keys.db"), new SecureRandom())) {
            long journalled = System.nanoTime();
            Desk desk = Desk.open(city, journal, vault, Instant::now);
            long ready = System.nanoTime();
            System.out.printf(
                    "ready in %.2f s (%.2f s of a processor's time): map %.2f, journal and keys"
                            + " %.2f, desk %.2f; board at %,d, %d closed incidents at hand%n",
                    seconds(start, ready),
                    (cpu() - cpu) / 1e9,
                    seconds(start, mapped),
                    seconds(mapped, journalled),
                    seconds(journalled, ready),
                    desk.board().position(),
                    desk.board().closed().size());
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            Point somewhere = BigCity.point(map.bounds(), new Random(3));
            System.out.printf(
                    "heap in use %,d MB, resident %s (%s)%n",
                    heap >> 20, resident(), map.places().describe(somewhere));
            desk.close();
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    private static String resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) return "unknown";
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .findFirst()
                    .map(line -> line.substring(6).strip())
                    .orElse("unknown");
        }
    }
}
