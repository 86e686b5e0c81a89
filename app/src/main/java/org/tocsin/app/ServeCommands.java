package org.tocsin.app;

import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;
import org.tocsin.center.WholeCenter;
import org.tocsin.client.Api;
import org.tocsin.console.Listening;
import org.tocsin.demo.Pace;
import org.tocsin.demo.World;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.map.CityMap;
import org.tocsin.map.Download;
import org.tocsin.map.SampleTown;
import org.tocsin.road.Profile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Running a server: a real one, and the demo. */
final class ServeCommands {
    static final int USUAL_PORT = 8470;

    private ServeCommands() {}

    /** Where a map comes from, and the map itself. */
    static final class Maps {
        /** The largest extract fetched: a large country's. */
        static final long MAX_BYTES = 20L << 30;

        private Maps() {}

        static CityMap open(
                String map,
                Optional<String> sha256,
                Path data,
                List<Profile> profiles,
                ProgressLine progress)
                throws IOException {
            Path extract =
                    map.contains("://") ? fetched(map, sha256, data, progress) : Path.of(map);
            CityMap opened = CityMap.open(extract, data.resolve("map"), profiles, progress);
            progress.end();
            return opened;
        }

        private static Path fetched(
                String address, Optional<String> sha256, Path data, ProgressLine progress)
                throws IOException {
            Path file = data.resolve("extract.osm.pbf");
            try {
                Download.fetch(URI.create(address), file, MAX_BYTES, sha256, progress);
            } finally {
                progress.end();
            }
            return file;
        }
    }

    /** Waits for Ctrl-C, then closes in good order. */
    static void untilStopped(List<AutoCloseable> parts, PrintWriter out) {
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Thread hook =
                Thread.ofPlatform()
                        .name("stop")
                        .unstarted(
                                () -> {
                                    stop.countDown();
                                    await(stopped);
                                });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            out.println("\nClosing ...");
            out.flush();
            for (AutoCloseable part : parts) {
                try {
                    part.close();
                } catch (Exception e) {
                    out.println("tocsin: " + e);
                }
            }
            out.println("Everything is on disk.");
            out.flush();
            stopped.countDown();
        }
    }

    private static void await(CountDownLatch stopped) {
        try {
            if (!stopped.await(Main.MAX_CLOSING.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println(
                        "tocsin: closing took too long; the record is safe all the same");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Command(
            name = "serve",
            description = "Serves one or several centers on a map.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin center init --map porto.osm.pbf --out center/",
                "  ./tocsin serve --map porto.osm.pbf --center center/ --data data/",
                "  ./tocsin serve --map https://example.org/city.osm.pbf --center north/ --center"
                        + " south/ \\",
                "      --data data/ --bind 0.0.0.0 --tls-cert chain.pem --tls-key key.pem",
                "",
                "It listens on this machine only unless --bind says otherwise; then TLS is needed,"
                        + " or",
                "a proxy in front that ends it (--behind-proxy)."
            })
    static final class Serve implements Callable<Integer> {
        @Spec CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--map",
                required = true,
                paramLabel = "FILE|URL",
                description = "An OpenStreetMap extract (.osm.pbf), or the https address of one.")
        String map = "";

        @Option(
                names = "--map-sha256",
                paramLabel = "HEX",
                description = "What the fetched extract's SHA-256 must be.")
        Optional<String> sha256 = Optional.empty();

        @Option(
                names = "--center",
                required = true,
                paramLabel = "DIR",
                description = "A center's configuration; may be given several times.")
        List<Path> centers = new ArrayList<>();

        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "Where the record and the built map are kept.")
        Path data = Path.of(".");

        @Option(
                names = "--witness",
                paramLabel = "DIR",
                description = "The record's second log, best on another disk; always the same.")
        Optional<Path> witness = Optional.empty();

        @Option(names = "--port", paramLabel = "N", description = "${DEFAULT-VALUE}; 0: any.")
        int port = USUAL_PORT;

        @Option(names = "--bind", paramLabel = "ADDRESS", description = "${DEFAULT-VALUE}")
        String bind = "127.0.0.1";

        @Option(names = "--tls-cert", paramLabel = "FILE", description = "Certificate chain, PEM.")
        Optional<Path> certificate = Optional.empty();

        @Option(names = "--tls-key", paramLabel = "FILE", description = "Its key, PEM, PKCS #8.")
        Optional<Path> key = Optional.empty();

        @Option(names = "--behind-proxy", description = "A proxy in front ends TLS.")
        boolean behindProxy;

        @Option(
                names = "--drill-port",
                paramLabel = "N",
                description = "The port of drills that supervisors start; 0: any.")
        int drillPort;

        @Option(names = "--drill", description = "Practice: marked on every screen.")
        boolean drill;

        @Option(
                names = "--accept-loss",
                description = "Go on with a damaged record, without what is missing in it.")
        boolean acceptLoss;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            if (certificate.isPresent() != key.isPresent()) {
                throw new BadInput("--tls-cert and --tls-key belong together; give both");
            }
            Serving.dataFolder(data);
            Listening listening = listening();
            var progress = new ProgressLine(out, Main.surroundings(spec).atTerminal());
            List<WholeCenter> read = centers.stream().map(CenterFile::readWhole).toList();
            Future<CityMap> opened =
                    Beside.begin("map", () -> Maps.open(map, sha256, data, driven(read), progress));
            var plan =
                    new Serving.Plan(
                            opened,
                            read,
                            data,
                            witness,
                            acceptLoss ? SqliteJournal.Loss.ACCEPTED : SqliteJournal.Loss.REFUSED,
                            listening,
                            drill,
                            Optional.empty());
            var serving = Serving.start(plan, Clock.systemUTC());
            // A drill listens on loopback only: behind TLS of our own it could not be reached.
            if (certificate.isEmpty() && !drill) {
                for (int i = 0; i < read.size(); i++) {
                    offerDrills(serving, read.get(i).center(), centers.get(i));
                }
            }
            for (String finding : serving.findings()) out.println("! " + finding);
            for (WholeCenter each : read) {
                Center center = each.center();
                out.println("%s: %d units.".formatted(center.name(), center.units().size()));
                if (each.forgetAfter().isEmpty()) {
                    out.println(
                            "! What is said of incidents of %s is never forgotten; set personal_data."
                                    .formatted(center.name()));
                }
            }
            out.println(
                    "Serving at %s://%s:%d   (Ctrl-C stops; the record is in %s)"
                            .formatted(
                                    certificate.isPresent() ? "https" : "http",
                                    bind,
                                    serving.port(),
                                    data));
            out.flush();
            untilStopped(List.of(serving), out);
            return ExitCode.OK;
        }

        private void offerDrills(Serving serving, Center center, Path files) {
            Path extract = map.contains("://") ? data.resolve("extract.osm.pbf") : Path.of(map);
            serving.offer(
                    center.id(),
                    DrillProcess.of(
                            center,
                            files,
                            files.resolve("scenarios"),
                            extract,
                            data,
                            data,
                            drillPort,
                            Main.surroundings(spec).programHome()));
        }

        private static List<Profile> driven(List<WholeCenter> centers) {
            return centers.stream()
                    .flatMap(each -> each.profiles().asked().stream())
                    .distinct()
                    .toList();
        }

        private Listening listening() throws IOException {
            Optional<Listening.Tls> tls =
                    certificate.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    Certificate.read(
                                            certificate.get(),
                                            key.orElseThrow(),
                                            data.resolve("tls.p12")));
            // Naming another address is asking for it.
            return new Listening(bind, port, true, behindProxy, tls);
        }
    }

    @Command(
            name = "demo",
            description = "Runs a made-up town with calls and crews, to try everything.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin demo",
                "  ./tocsin demo --speed 5 --autopilot all      (watch it live by itself)",
                "  ./tocsin demo --autopilot off                (send every unit yourself)",
                "  ./tocsin demo --reset                        (begin anew)",
                "",
                "While it runs, the other commands talk to it without a login:",
                "  ./tocsin board"
            })
    static final class Demo implements Callable<Integer> {
        /** Everybody's in the demo: there is nothing to protect, and it listens here only. */
        static final String PASSWORD = "demo";

        /** The town is always the same, so that people can tell each other where to look. */
        static final long TOWN_SEED = 1;

        private static final String MARK = "demo.txt";

        @Spec CommandSpec spec = CommandSpec.create();

        @Option(names = "--port", paramLabel = "N", description = "${DEFAULT-VALUE}; 0: any.")
        int port = USUAL_PORT;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Where it is kept; demo/data beside the program when left out.")
        Optional<Path> data = Optional.empty();

        @Option(
                names = "--speed",
                paramLabel = "N",
                description =
                        "Calls and crews are so many times faster than in life, 0.1 to 100"
                                + " (${DEFAULT-VALUE}). At 1 they arrive when the screen says.")
        double speed = 1;

        @Option(
                names = "--autopilot",
                paramLabel = "off|routine|all",
                description =
                        "What an automatic desk works: nothing, priorities 3 to 5, or everything"
                                + " (${DEFAULT-VALUE}).")
        World.Autopilot autopilot = World.Autopilot.ROUTINE;

        @Option(names = "--reset", description = "Forget the earlier demo and begin anew.")
        boolean reset;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            Surroundings surroundings = Main.surroundings(spec);
            Pace pace = Pace.of(speed);
            Path home = surroundings.programHome().orElse(Path.of("."));
            Path folder = data.orElse(home.resolve("demo").resolve("data"));
            Path files = home.resolve("demo").resolve("center");
            WholeCenter center = CenterFile.readWhole(files);
            if (reset) forget(folder);
            prepare(folder);
            var progress = new ProgressLine(out, surroundings.atTerminal());
            String town = town(folder, progress).toString();
            Future<CityMap> map =
                    Beside.begin(
                            "map",
                            () ->
                                    Maps.open(
                                            town,
                                            Optional.empty(),
                                            folder,
                                            center.profiles().asked(),
                                            progress));
            var plan =
                    new Serving.Plan(
                            map,
                            List.of(center),
                            folder,
                            Optional.empty(),
                            SqliteJournal.Loss.REFUSED,
                            Listening.onLoopback(port),
                            true,
                            Optional.empty());
            var serving = Serving.start(plan, Clock.systemUTC());
            serving.offer(
                    center.center().id(),
                    DrillProcess.of(
                            center.center(),
                            files,
                            home.resolve("demo").resolve("scenarios"),
                            Path.of(town),
                            folder,
                            folder,
                            0,
                            surroundings.programHome()));
            String url = "http://127.0.0.1:" + serving.port();
            World world =
                    World.start(
                            url,
                            PASSWORD,
                            pace,
                            autopilot,
                            World.anySeed(),
                            Clock.systemUTC(),
                            spec.commandLine().getErr()::println);
            var profiles = new Profiles(surroundings.configFolder());
            try (Api api = Api.at(url)) {
                profiles.save(Profiles.DEMO, api.signIn("dispatcher", PASSWORD));
            }
            boolean loggedIn = profiles.find(Profiles.LOGIN).isPresent();
            out.print(banner(url, folder, center.center(), loggedIn));
            out.flush();
            untilStopped(List.of(() -> profiles.remove(Profiles.DEMO), world, serving), out);
            return ExitCode.OK;
        }

        private static Path town(Path folder, ProgressLine progress) throws IOException {
            Path extract = folder.resolve("aldermouth.osm.pbf");
            if (Files.exists(extract)) return extract;
            progress.at("laying out the town", 0);
            SampleTown.write(extract, TOWN_SEED);
            return extract;
        }

        private static void prepare(Path folder) throws IOException {
            Serving.dataFolder(folder);
            Files.writeString(
                    folder.resolve(MARK),
                    "The demo's data. ./tocsin demo --reset removes this whole folder.\n");
        }

        /** Removes only what a demo has made. */
        private static void forget(Path folder) throws IOException {
            if (!Files.exists(folder)) return;
            if (!Files.exists(folder.resolve(MARK))) {
                throw new BadInput(
                        "%s is not the folder of a demo (no %s in it); nothing was removed"
                                .formatted(folder, MARK));
            }
            List<Path> all;
            try (var walk = Files.walk(folder)) {
                all = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path each : all) Files.delete(each);
        }

        private String banner(String url, Path folder, Center center, boolean loggedIn) {
            String automatic =
                    switch (autopilot) {
                        case OFF -> "Nobody is sent unless you send them.";
                        case ROUTINE ->
                                "A routine desk works priorities 3 to 5 by itself; 1 and 2 wait for"
                                        + " you.";
                        case ALL -> "An automatic desk works everything; watch, or be quicker.";
                    };
            String profile = loggedIn ? " --profile demo" : "";
            return """

            Tocsin demo: %s, a made-up town. Calls and crews are made up too.

              Open      %s
              Sign in   dispatcher, calltaker, supervisor, viewer, crew (of E11)
              Password  %s

              %s
              1. Select an incident that waits: see who is recommended, and why.
              2. Ctrl+Enter sends them. Watch them acknowledge, drive, arrive, transport, clear.
              3. Close a road ("Close road" above the map, or ./tocsin closure add%s "Bridge Street"): the ranking changes.
              4. Press ? on the page for the keys. In another terminal: ./tocsin board%s

              Everything is kept in %s (--reset begins anew). Ctrl-C stops.

            """
                    .formatted(
                            center.name(),
                            url,
                            PASSWORD,
                            automatic + (speed == 1 ? "" : " Speed %s.".formatted(plain(speed))),
                            profile,
                            profile,
                            folder);
        }

        private static String plain(double number) {
            return number == Math.rint(number)
                    ? Long.toString((long) number)
                    : String.format(Locale.ROOT, "%s", number);
        }
    }
}
