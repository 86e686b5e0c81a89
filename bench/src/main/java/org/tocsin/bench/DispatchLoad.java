package org.tocsin.bench;

import org.tocsin.access.Access;
import org.tocsin.access.Passwords;
import org.tocsin.center.Center;
import org.tocsin.center.DeskSeat;
import org.tocsin.center.Disposition;
import org.tocsin.center.RelatedWindow;
import org.tocsin.center.Role;
import org.tocsin.center.SignIn;
import org.tocsin.center.Targets;
import org.tocsin.center.WholeCenter;
import org.tocsin.console.Console;
import org.tocsin.console.Listening;
import org.tocsin.console.Room;
import org.tocsin.dispatch.Desk;
import org.tocsin.journal.Photos;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.journal.SqliteVault;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.map.SampleTown;
import org.tocsin.place.Point;
import org.tocsin.plan.AlarmLevel;
import org.tocsin.plan.IncidentType;
import org.tocsin.plan.Option;
import org.tocsin.plan.PlanRule;
import org.tocsin.plan.Requirement;
import org.tocsin.unit.Agency;
import org.tocsin.unit.Station;
import org.tocsin.unit.Unit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The peak of a large city, ten times over, on one server: 50 open screens, 20 calls a second each
 * worked to its end by two units (some 200 status changes a second, beside dispatches and
 * closings), 5,000 unit positions a second. Measures, from the moment a request was due, until its
 * answer is there (so it is on disk) and its entries have come on every open stream. Server and
 * clients share this process and machine, over HTTP on the loopback.
 *
 * <p>Build and run (seconds, then {@code advice} to ask for a recommendation with every call):
 *
 * <pre>
 * ./mvnw -q package -DskipTests -DskipWeb
 * java -Xmx600m -XX:+UseZGC -cp 'bench/target/*:bench/target/lib/*' org.tocsin.bench.DispatchLoad 600
 * </pre>
 */
public final class DispatchLoad {
    private static final int SCREENS = 50;
    private static final int CALLS_PER_SECOND = 20;
    private static final int UNITS = 1_000;
    private static final int UNITS_PER_CALL = 2;
    private static final int POSITIONS_PER_BATCH = 500;
    private static final int BATCHES_PER_SECOND = 10;
    private static final String PASSWORD = "load";

    /** Seconds of load before anything counts: the compiler is still at work on the code. */
    private static final int WARM_UP_SECONDS = 30;

    /** Requests under way at once; more would mean that the server has fallen behind for good. */
    private static final int MAX_UNDER_WAY = 20_000;

    private static final Pattern LAST = Pattern.compile("\"last\":(\\d+)");
    private static final Pattern INCIDENT = Pattern.compile("\"incident\":\"([^\"]+)\"");
    private static final Pattern CSRF = Pattern.compile("\"csrf\":\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

    private final int seconds;
    private final boolean advice;
    private final int port;
    private final HttpClient client;
    private final String cookie;
    private final String csrf;
    private final List<Screen> screens = new ArrayList<>();
    private final ConcurrentLinkedQueue<Answered> answered = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> free = new ConcurrentLinkedQueue<>();
    private final AtomicLong underWay = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong positions = new AtomicLong();
    private long countFrom;
    private final List<Long> onScreens = new ArrayList<>();
    private final List<Long> answers = new ArrayList<>();

    /** An answer: its last position, when it was due, when it was there. */
    private record Answered(long last, long dueNanos, long thereNanos) {}

    /** One open stream, and when it had come to which position. */
    private static final class Screen {
        private final ConcurrentSkipListMap<Long, Long> seen = new ConcurrentSkipListMap<>();
        private volatile boolean broken;

        /** Looks for lines that begin with an id, and at nothing else: it must cost little. */
        void read(InputStream stream) throws IOException {
            byte[] buffer = new byte[1 << 16];
            long id = 0;
            int column = 0;
            boolean isId = false;
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    byte c = buffer[i];
                    if (c == '\n') {
                        if (isId && column > 4) seen.put(id, System.nanoTime());
                        column = 0;
                        id = 0;
                        continue;
                    }
                    if (column == 0) isId = c == 'i';
                    else if (isId && column >= 4) id = id * 10 + (c - '0');
                    column++;
                }
            }
            broken = true;
        }
    }

    private DispatchLoad(int seconds, boolean advice, int port, HttpClient client)
            throws IOException, InterruptedException {
        this.seconds = seconds;
        this.advice = advice;
        this.port = port;
        this.client = client;
        HttpResponse<String> in = signIn("desk0");
        cookie = cookieOf(in);
        csrf = first(CSRF, in.body());
        for (int i = 0; i < UNITS; i++) free.add("U" + i);
    }

    /** Runs the load against a server of its own; arguments as above. */
    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 600;
        boolean advice = Arrays.asList(arguments).contains("advice");
        Path folder = Files.createTempDirectory("tocsin-load");
        System.out.printf("fdatasync of this disk before: %s%n", sync(folder));
        SampleTown.write(folder.resolve("town.osm.pbf"), 1);
        CityMap map =
                CityMap.open(
                        folder.resolve("town.osm.pbf"), folder.resolve("map"), Progress.SILENT);
        Center center = center();
        try (var journal = SqliteJournal.open(folder.resolve("journal"));
                var vault = SqliteVault.open(folder.resolve("keys.db"), new SecureRandom());
                var desk = Desk.open(center, journal, vault, InstantSource.system())) {
            desk.start();
            var room =
                    new Room(
                            WholeCenter.usual(center),
                            true,
                            Optional.empty(),
                            desk,
                            journal,
                            vault,
                            Photos.inMemory(),
                            Optional.of(map),
                            InstantSource.system());
            var access =
                    new Access(
                            List.of(center),
                            Optional.empty(),
                            InstantSource.system(),
                            new SecureRandom());
            try (var console =
                            Console.start(
                                    List.of(room),
                                    access,
                                    Listening.onLoopback(0),
                                    InstantSource.system(),
                                    new SecureRandom());
                    var client =
                            HttpClient.newBuilder()
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                                    .build()) {
                new DispatchLoad(seconds, advice, console.port(), client).run();
            }
        }
        System.out.printf("fdatasync of this disk after: %s%n", sync(folder));
        removeAll(folder);
    }

    private void run() throws IOException, InterruptedException {
        for (int i = 0; i < SCREENS; i++) openScreen("desk" + i);
        long start = System.nanoTime();
        Thread.ofVirtual().start(() -> reportPositions(start));
        long interval = 1_000_000_000L / CALLS_PER_SECOND;
        long nextLine = start;
        countFrom = start + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS);
        long processor = 0;
        for (long i = 0; i < (long) (WARM_UP_SECONDS + seconds) * CALLS_PER_SECOND; i++) {
            if (i == (long) WARM_UP_SECONDS * CALLS_PER_SECOND) processor = processorNanos();
            long due = start + i * interval;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            if (underWay.get() < MAX_UNDER_WAY) Thread.ofVirtual().start(() -> workCall(due));
            else skipped.incrementAndGet();
            evaluate(false);
            if (System.nanoTime() >= nextLine) {
                nextLine += TimeUnit.SECONDS.toNanos(30);
                line(start);
            }
        }
        double cores = (processorNanos() - processor) / 1e9 / seconds;
        System.out.printf("processors used by server and clients together: %.2f%n", cores);
        for (int i = 0; i < 60 && underWay.get() > 0; i++) TimeUnit.SECONDS.sleep(1);
        TimeUnit.SECONDS.sleep(1);
        evaluate(true);
        result();
    }

    // --- the work of a room ---

    private void workCall(long due) {
        underWay.incrementAndGet();
        try {
            var random = new Random(due);
            String call =
                    """
                    {"verb":"takeCall","source":"PHONE","callerName":"Caller","callerNumber":"555",
                     "text":"smoke from the window on the second floor","type":"FIRE","desk":"D",
                     "location":{"point":{"latitude":%.5f,"longitude":%.5f},"name":"Somewhere"}}
                    """
                            .formatted(
                                    SampleTown.CENTRE.latitude() + (random.nextDouble() - 0.5) / 60,
                                    SampleTown.CENTRE.longitude()
                                            + (random.nextDouble() - 0.5) / 60);
            String answer = ask(call, due);
            String incident = first(INCIDENT, answer);
            if (incident.isEmpty()) return;
            String token = advice ? recommendation(incident) : "";
            var units = new ArrayList<String>();
            for (int i = 0; i < UNITS_PER_CALL; i++) {
                String unit = free.poll();
                if (unit != null) units.add(unit);
            }
            work(incident, units, token, random);
            free.addAll(units);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void work(String incident, List<String> units, String token, Random random)
            throws InterruptedException {
        pause(1_500, random);
        String named = String.join("\",\"", units);
        String basis = token.isEmpty() ? "" : ",\"recommendation\":\"" + token + "\"";
        ask(
                "{\"verb\":\"dispatch\",\"incident\":\"%s\",\"units\":[\"%s\"]%s}"
                        .formatted(incident, named, basis),
                System.nanoTime());
        for (String state : List.of("ACKNOWLEDGED", "EN_ROUTE", "ON_SCENE", "CLEARED")) {
            for (String unit : units) {
                pause(1_200, random);
                ask(
                        "{\"verb\":\"status\",\"unit\":\"%s\",\"to\":\"%s\"}"
                                .formatted(unit, state),
                        System.nanoTime());
                if (state.equals("ON_SCENE")) {
                    ask(
                            "{\"verb\":\"checkIn\",\"unit\":\"%s\"}".formatted(unit),
                            System.nanoTime());
                }
            }
        }
        ask(
                "{\"verb\":\"close\",\"incident\":\"%s\",\"disposition\":\"DONE\"}"
                        .formatted(incident),
                System.nanoTime());
    }

    private static void pause(int meanMillis, Random random) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(meanMillis / 2 + random.nextInt(meanMillis));
    }

    private String ask(String request, long due) throws InterruptedException {
        String body =
                "{\"id\":\"load-%d\",\"request\":%s}".formatted(ids.incrementAndGet(), request);
        try {
            HttpResponse<String> response = send("/api/centers/load/requests", body);
            long there = System.nanoTime();
            if (response.statusCode() == 200) {
                answered.add(
                        new Answered(Long.parseLong(first(LAST, response.body())), due, there));
            } else if (refused.incrementAndGet() <= 5) {
                System.out.printf(
                        "refused: %d %s to %s%n", response.statusCode(), response.body(), request);
            }
            return response.body();
        } catch (IOException e) {
            if (refused.incrementAndGet() <= 5) System.out.printf("failed: %s%n", e);
            return "";
        }
    }

    private String recommendation(String incident) throws InterruptedException {
        try {
            var request =
                    HttpRequest.newBuilder(
                                    uri(
                                            "/api/centers/load/incidents/%s/recommendation"
                                                    .formatted(incident)))
                            .header("Cookie", cookie)
                            .build();
            return first(TOKEN, client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            if (refused.incrementAndGet() <= 5) System.out.printf("no recommendation: %s%n", e);
            return "";
        }
    }

    private void reportPositions(long start) {
        var random = new Random(7);
        long interval = 1_000_000_000L / BATCHES_PER_SECOND;
        for (long i = 0; i < (long) (WARM_UP_SECONDS + seconds) * BATCHES_PER_SECOND; i++) {
            var body = new StringBuilder("{\"positions\":[");
            for (int k = 0; k < POSITIONS_PER_BATCH; k++) {
                long unit = (i * POSITIONS_PER_BATCH + k) % UNITS;
                body.append(k == 0 ? "" : ",")
                        .append(
                                String.format(
                                        Locale.ROOT,
                                        "{\"unit\":\"U%d\",\"latitude\":%.5f,\"longitude\":%.5f,\"heading\":%d}",
                                        unit,
                                        SampleTown.CENTRE.latitude()
                                                + (random.nextDouble() - 0.5) / 60,
                                        SampleTown.CENTRE.longitude()
                                                + (random.nextDouble() - 0.5) / 60,
                                        random.nextInt(360)));
            }
            try {
                long wait = start + i * interval - System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
                var response = send("/api/centers/load/positions", body + "]}");
                if (response.statusCode() == 200) positions.addAndGet(POSITIONS_PER_BATCH);
                else refused.incrementAndGet();
            } catch (IOException e) {
                refused.incrementAndGet();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    // --- measuring ---

    /** Looks at answers that every screen must have shown by now. */
    private void evaluate(boolean all) {
        long old = System.nanoTime() - TimeUnit.SECONDS.toNanos(3);
        while (true) {
            Answered next = answered.peek();
            if (next == null || (!all && next.thereNanos() > old)) return;
            answered.remove();
            long shown = next.thereNanos();
            for (Screen screen : screens) {
                var seen = screen.seen.ceilingEntry(next.last());
                if (seen == null) {
                    // Three seconds are past: it counts as late by all of them.
                    shown = Math.max(shown, System.nanoTime());
                } else {
                    shown = Math.max(shown, seen.getValue());
                    screen.seen.headMap(next.last() - 2_000).clear();
                }
            }
            if (next.dueNanos() < countFrom) continue;
            onScreens.add(shown - next.dueNanos());
            answers.add(next.thereNanos() - next.dueNanos());
        }
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private void line(long start) {
        System.out.printf(
                "%4d s: %d requests, %d refused, %d under way, %d positions, heap after collection"
                        + " %d MB%n",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                onScreens.size(),
                refused.get(),
                underWay.get(),
                positions.get(),
                heapMegabytes());
    }

    private static long heapMegabytes() {
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            var after = pool.getCollectionUsage();
            if (after != null) bytes += after.getUsed();
        }
        return bytes >> 20;
    }

    private void result() {
        long broken = screens.stream().filter(screen -> screen.broken).count();
        System.out.printf("answer durable:                    %s%n", percentiles(answers));
        System.out.printf(
                "… and on every one of %d screens:  %s%n", SCREENS, percentiles(onScreens));
        System.out.printf(
                "%d requests in %d s (%.0f/s), %d positions (%.0f/s); refused %d, not begun %d,"
                        + " screens cut off %d%n",
                answers.size(),
                seconds,
                (double) answers.size() / seconds,
                positions.get(),
                (double) positions.get() / (WARM_UP_SECONDS + seconds),
                refused.get(),
                skipped.get(),
                broken);
    }

    private static String percentiles(List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) return "none";
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p90 %.1f, p99 %.1f, p99.9 %.1f, max %.1f",
                at(sorted, 0.5),
                at(sorted, 0.9),
                at(sorted, 0.99),
                at(sorted, 0.999),
                at(sorted, 1));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
    }

    private static String sync(Path folder) throws IOException {
        Path file = folder.resolve("sync");
        var nanos = new ArrayList<Long>();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < 500; i++) {
                channel.write(ByteBuffer.allocate(4_096));
                long start = System.nanoTime();
                channel.force(false);
                nanos.add(System.nanoTime() - start);
            }
        }
        Files.delete(file);
        return percentiles(nanos);
    }

    // --- HTTP ---

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> signIn(String user) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri("/api/session"))
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"user\":\"%s\",\"password\":\"%s\"}"
                                                .formatted(user, PASSWORD)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String cookieOf(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private HttpResponse<String> send(String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .header("Cookie", cookie)
                        .header("X-CSRF-Token", csrf)
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void openScreen(String user) throws IOException, InterruptedException {
        String own = cookieOf(signIn(user));
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        String get =
                "GET /api/centers/load/stream HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s\r\n\r\n"
                        .formatted(port, own);
        socket.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
        var screen = new Screen();
        screens.add(screen);
        // Threads of their own, so that screens take no turn from the server's.
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try (socket) {
                                screen.read(socket.getInputStream());
                            } catch (IOException e) {
                                screen.broken = true;
                            }
                        });
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    // --- the center ---

    private static Center center() {
        var random = new Random(3);
        var stations = new ArrayList<Station>();
        for (int i = 0; i < 20; i++) {
            var point =
                    new Point(
                            SampleTown.CENTRE.latitude() + (random.nextDouble() - 0.5) / 60,
                            SampleTown.CENTRE.longitude() + (random.nextDouble() - 0.5) / 60);
            stations.add(new Station("S" + i, "Station " + i, "FIRE", point));
        }
        List<Unit> units =
                IntStream.range(0, UNITS)
                        .mapToObj(
                                i ->
                                        new Unit(
                                                "U" + i,
                                                "FIRE",
                                                "S" + i % 20,
                                                Set.of("ENGINE"),
                                                4,
                                                Optional.empty(),
                                                false,
                                                List.of()))
                        .toList();
        String hash = Passwords.hash(PASSWORD);
        List<SignIn> signIns =
                IntStream.range(0, SCREENS)
                        .mapToObj(
                                i ->
                                        new SignIn(
                                                "desk" + i,
                                                "Desk " + i,
                                                hash,
                                                List.of(Role.DISPATCHER),
                                                List.of(),
                                                List.of()))
                        .toList();
        var engines = new Requirement("engines", List.of(new Option(Map.of("ENGINE", 2))));
        return new Center(
                "load",
                "Load",
                ZoneId.of("UTC"),
                Optional.empty(),
                List.of(new Agency("FIRE", "Fire")),
                List.of(),
                stations,
                List.of(),
                units,
                List.of(),
                List.of(new IncidentType("FIRE", "Fire", 1, "FIRE", Optional.empty())),
                List.of(
                        new PlanRule(
                                "any",
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(
                                        new AlarmLevel(
                                                false, List.of(engines), List.of(), List.of())))),
                List.of(),
                List.of(),
                targets(),
                List.of(new DeskSeat("D", "Desk", List.of())),
                signIns,
                List.of(),
                List.of(),
                List.of(new Disposition("DONE", "Done")),
                new RelatedWindow(Duration.ofMinutes(10), 300),
                List.of());
    }

    private static Targets targets() {
        return new Targets(
                IntStream.rangeClosed(1, 5)
                        .mapToObj(
                                p ->
                                        new Targets.ByPriority(
                                                p,
                                                Duration.ofMinutes(2),
                                                Duration.ofMinutes(1),
                                                Duration.ofMinutes(8),
                                                Optional.empty()))
                        .toList(),
                Map.of());
    }

    private static void removeAll(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
