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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * How long a city takes to be ready, as whoever starts it sees: its imported map, a center with
 * 1,000 units, and a journal with a million events. Makes the journal in the first run and keeps
 * it; then starts {@code ./tocsin serve} on it, a new process each time, and says how long it took
 * until the server answered and what memory the process held then.
 *
 * <pre>
 * ./mvnw -q package -DskipTests
 * java -Xmx2g -cp 'bench/target/tocsin-bench-0.1.0.jar:bench/target/lib/*' \
 *     org.tocsin.bench.StartBench ../shared/maps/porto.osm.pbf target/start-bench 1000000 5
 * </pre>
 *
 * Run from the project's folder.
 */
public final class StartBench {
    private static final int UNITS = 1_000;

    private StartBench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 4) {
            System.err.println("usage: StartBench EXTRACT FOLDER EVENTS STARTS");
            System.exit(2);
        }
        Path extract = Path.of(args[0]);
        Path folder = Path.of(args[1]);
        long events = Long.parseLong(args[2]);
        Path made = folder.resolve("made-" + events);
        if (!Files.exists(made)) {
            Path data = folder.resolve("data");
            Area area = CityMap.open(extract, data.resolve("map"), Progress.SILENT).bounds();
            Center city =
                    BigCity.write(
                            Path.of("demo/center"),
                            folder.resolve("center"),
                            "city",
                            UNITS,
                            area,
                            new Random(1));
            make(data, city, area, events);
            Files.createFile(made);
        }
        for (int i = 0; i < Integer.parseInt(args[3]); i++) start(folder, extract);
    }

    // --- making the journal, through the real desk ---

    private static void make(Path data, Center city, Area area, long events) throws IOException {
        var random = new Random(2);
        Instant[] now = {BigCity.START};
        try (var journal = SqliteJournal.open(data.resolve("journal"));
                var vault = SqliteVault.open(data.resolve("vault.db"), new SecureRandom())) {
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

    // --- starting it ---

    private static void start(Path folder, Path extract) throws IOException, InterruptedException {
        int port = freePort();
        URI health = URI.create("http://127.0.0.1:%d/api/health".formatted(port));
        long start = System.nanoTime();
        try (var server =
                Started.tocsin(
                        folder.resolve("serve.log"),
                        "serve",
                        "--map",
                        extract.toString(),
                        "--center",
                        folder.resolve("center").toString(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--port",
                        Integer.toString(port))) {
            server.await(Duration.ofMillis(10), () -> isHealthy(health));
            double seconds = (System.nanoTime() - start) / 1e9;
            Process process = server.process();
            double busy =
                    process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
            System.out.printf(
                    "ready in %.2f s (%.2f s of a processor's time), resident %s%n",
                    seconds, busy, resident(process.pid()));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isHealthy(URI health) {
        try (var body = health.toURL().openConnection().getInputStream()) {
            return body.readAllBytes().length > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String resident(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.isReadable(status)) return "unknown";
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .findFirst()
                    .map(line -> line.substring(6).strip())
                    .orElse("unknown");
        }
    }
}
