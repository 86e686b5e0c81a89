package org.tocsin.app;

import org.tocsin.access.Passwords;
import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;
import org.tocsin.center.Role;
import org.tocsin.center.Scenario;
import org.tocsin.center.SignIn;
import org.tocsin.center.WholeCenter;
import org.tocsin.client.Api;
import org.tocsin.console.Listening;
import org.tocsin.demo.World;
import org.tocsin.drill.Drill;
import org.tocsin.drill.DrillClock;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.map.CityMap;
import org.tocsin.map.SampleTown;
import org.tocsin.unit.Unit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Drills: playing a scenario on the real console, and the trainer's hand on it. */
final class DrillCommands {
    /** Marks a folder that drills may write to, and nothing else. */
    static final String MARK = "drill.txt";

    static final String CREWS = "drill-crews";
    static final String PLAYERS = "drill-players";

    private DrillCommands() {}

    @Command(
            name = "drill",
            description = "Plays a scenario on the real console, with a record of its own.",
            subcommands = {Control.class, Review.class},
            footer = {
                "",
                "Scenarios are files that people write (docs/drill.md); demo/scenarios has five for"
                        + " the sample town:",
                "first-day, flood, pile-up, half-the-units and chemical-works.",
                "",
                "Examples:",
                "  ./tocsin drill --scenario flood",
                "  ./tocsin drill --scenario our-flood.yaml --center center/ --map city.osm.pbf",
                "  ./tocsin drill control speed 10     (in another terminal, as supervisor)",
                "  ./tocsin drill review"
            })
    static final class Play implements Callable<Integer> {
        @Spec CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--scenario",
                paramLabel = "FILE|NAME",
                description = "A scenario's file, or the name of a shipped one.")
        Optional<String> scenario = Optional.empty();

        @Option(
                names = "--center",
                paramLabel = "DIR",
                description = "A center's configuration; the sample town's when left out.")
        Optional<Path> center = Optional.empty();

        @Option(
                names = "--map",
                paramLabel = "FILE|URL",
                description = "Its OpenStreetMap extract; goes with --center.")
        Optional<String> map = Optional.empty();

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Where the drill's record is kept; a new folder when left out.")
        Optional<Path> data = Optional.empty();

        @Option(names = "--port", paramLabel = "N", description = "${DEFAULT-VALUE}; 0: any.")
        int port = ServeCommands.USUAL_PORT;

        @Option(
                names = "--speed",
                paramLabel = "N",
                description = "Its time runs so many times as fast, 0.5 to 60 (${DEFAULT-VALUE}).")
        double speed = 1;

        @Option(
                names = "--seed",
                paramLabel = "N",
                description = "What is left to chance comes out the same with the same number.")
        Optional<Long> seed = Optional.empty();

        @Option(
                names = "--map-data",
                paramLabel = "DIR",
                description =
                        "Where its map was built before; in --data, or one for all drills on it,"
                                + " when left out.")
        Optional<Path> mapData = Optional.empty();

        @Option(names = "--attached", hidden = true, description = "Ends when its input ends.")
        boolean attached;

        @Option(names = "--held", description = "Begin with the clock held.")
        boolean held;

        @Option(
                names = "--check",
                description = "Only read the scenario, and say what is wrong with it on this map.")
        boolean check;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            // Picocli would ask for a required option even of "drill control".
            String named =
                    scenario.orElseThrow(
                            () ->
                                    new BadInput(
                                            "no scenario is given; give one with --scenario, such"
                                                    + " as flood"));
            if (center.isPresent() != map.isPresent()) {
                throw new BadInput("--center and --map belong together; give both");
            }
            Surroundings surroundings = Main.surroundings(spec);
            Path home = surroundings.programHome().orElse(Path.of("."));
            WholeCenter whole =
                    CenterFile.readWhole(center.orElse(home.resolve("demo").resolve("center")));
            Path file = file(named, home);
            // What is wrong without looking at a map is said before one is built.
            var _ = CenterFile.readScenario(file, whole.center());
            Path drills = home.resolve("demo").resolve("drills");
            Path folder = data.orElseGet(() -> drills.resolve(folderName(named)));
            boolean used = !check && isGoneOnWith(folder);
            CityMap opened = open(whole, drills);
            Scenario read =
                    CenterFile.readScenario(
                            file, whole.center(), opened.places().with(whole.ownPlaces()));
            if (check) {
                out.println(sound(read));
                return ExitCode.OK;
            }
            DrillNotes notes = prepare(folder, file, read, used);
            var clock = new DrillClock(begin(notes, folder, whole.center()));
            clock.run(speed);
            clock.pause(); // Nothing comes before anybody can see it.
            long number =
                    notes.seed()
                            .or(() -> seed)
                            .orElseGet(() -> (long) new Random().nextInt(1_000_000));
            Drill drill = notes.drill(number, clock);
            String password = HexFormat.of().formatHex(random(16));
            var plan =
                    new Serving.Plan(
                            CompletableFuture.completedFuture(opened),
                            List.of(withPlayers(whole, password)),
                            folder,
                            Optional.empty(),
                            SqliteJournal.Loss.REFUSED,
                            Listening.onLoopback(port),
                            true,
                            Optional.of(drill));
            var serving = Serving.start(plan, clock);
            String url = "http://127.0.0.1:" + serving.port();
            World world =
                    World.stage(
                            url,
                            CREWS,
                            PLAYERS,
                            password,
                            drill,
                            spec.commandLine().getErr()::println);
            if (!held) drill.resume();
            out.print(banner(read, whole.center(), url, folder, drill.state(), notes.goesOn()));
            out.flush();
            if (attached) endWith(surroundings.input());
            ServeCommands.untilStopped(List.of(world, serving, notes), out);
            return ExitCode.OK;
        }

        /**
         * Its first moment; one that goes on begins where its record ends, for time never goes
         * back.
         */
        private static Instant begin(DrillNotes notes, Path folder, Center center) {
            if (notes.latest().isEmpty()) return Clock.systemUTC().instant();
            Instant noted = notes.latest().get();
            Optional<Instant> recorded = Serving.lastEntry(folder, center);
            return recorded.filter(noted::isBefore).orElse(noted);
        }

        /** Whoever started this has gone, or wants it to end. */
        private static void endWith(InputStream input) {
            Runnable wait =
                    () -> {
                        try {
                            while (input.read() >= 0) Thread.onSpinWait();
                        } catch (IOException e) {
                            // An input that breaks off has ended.
                        }
                        System.exit(ExitCode.OK);
                    };
            Thread.ofPlatform().daemon().name("attached").start(wait);
        }

        private static Path file(String scenario, Path home) {
            Path shipped = home.resolve("demo").resolve("scenarios").resolve(scenario + ".yaml");
            boolean name = scenario.matches("[a-z0-9-]+") && Files.isRegularFile(shipped);
            return name ? shipped : Path.of(scenario);
        }

        /** A file's name without what it ends in, for a folder's. */
        private static String plainName(String file) {
            String name = file.replaceAll(".*/", "").replaceAll("\\.(ya?ml|osm\\.pbf)$", "");
            return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
        }

        static String folderName(String scenario) {
            String plain = plainName(scenario);
            return "%s-%s"
                    .formatted(
                            plain,
                            LocalDateTime.now(ZoneId.systemDefault())
                                    .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")));
        }

        private static String town(Path drills) throws IOException {
            Files.createDirectories(drills);
            Path extract = drills.resolve("aldermouth.osm.pbf");
            if (!Files.exists(extract)) SampleTown.write(extract, 1);
            return extract.toString();
        }

        private static String sound(Scenario read) {
            return "%s is sound. Calls: %d, waves: %d, other events: %d; it takes %d min."
                    .formatted(
                            read.name(),
                            read.calls().size(),
                            read.waves().size(),
                            read.turns().size(),
                            read.length().toMinutes());
        }

        /** Its map, which is built once for all drills on it. */
        private CityMap open(WholeCenter whole, Path drills) throws IOException {
            var progress =
                    new ProgressLine(
                            spec.commandLine().getOut(), Main.surroundings(spec).atTerminal());
            Optional<Path> own =
                    map.map(extract -> data.orElse(drills.resolve("map-" + plainName(extract))));
            return ServeCommands.Maps.open(
                    map.isPresent() ? map.get() : town(drills),
                    Optional.empty(),
                    mapData.or(() -> own).orElse(drills),
                    whole.profiles().asked(),
                    progress);
        }

        /** A drill never writes into the record of real work. */
        private static boolean isGoneOnWith(Path folder) {
            boolean used = Files.exists(folder.resolve("journal"));
            if (used && !Files.exists(folder.resolve(MARK))) {
                throw new BadInput(
                        "%s holds a record that is no drill's (no %s in it); give another folder"
                                .formatted(folder, MARK));
            }
            return used;
        }

        /** Nor into another drill's. */
        private DrillNotes prepare(Path folder, Path file, Scenario read, boolean used)
                throws IOException {
            DrillNotes notes = DrillNotes.open(folder, file, read, used);
            if (notes.seed().isPresent() && seed.isPresent() && !seed.equals(notes.seed())) {
                throw new BadInput(
                        "%s holds a drill with the seed %d; found --seed %d. Leave it out, or give another folder"
                                .formatted(folder, notes.seed().get(), seed.get()));
            }
            Serving.dataFolder(folder);
            Files.writeString(
                    folder.resolve(MARK), "The record of a drill: nothing in it is real.\n");
            return notes;
        }

        private static String gone(Drill.State state) {
            return minutes(Duration.between(state.start(), state.now()).toSeconds());
        }

        private static byte[] random(int bytes) {
            byte[] random = new byte[bytes];
            new SecureRandom().nextBytes(random);
            return random;
        }

        private String banner(
                Scenario scenario,
                Center center,
                String url,
                Path folder,
                Drill.State state,
                boolean goesOn) {
            return """

            DRILL: %s, %s. %s

              Trainees  %s
              Trainer   %s/trainer   (as supervisor)
              Sign-ins  %s

            %s

            Seed %d. The record is in %s; nothing of it is real.
            Ctrl-C stops; the same command with --data %s goes on.

            """
                    .formatted(
                            scenario.name(),
                            center.name(),
                            (goesOn ? "It goes on after " + gone(state) + ". " : "")
                                    + (held ? "The clock is held." : "It runs."),
                            url,
                            url,
                            this.center.isPresent()
                                    ? "as in the center's configuration"
                                    : "dispatcher, calltaker, supervisor …; password: demo",
                            scenario.about().strip(),
                            state.seed(),
                            folder,
                            folder);
        }
    }

    /** With sign-ins for those whom the program plays. */
    static WholeCenter withPlayers(WholeCenter whole, String password) {
        Center center = whole.center();
        String hash = Passwords.hash(password);
        var signIns = new ArrayList<SignIn>(center.signIns());
        signIns.add(
                new SignIn(
                        CREWS,
                        "Crews (drill)",
                        hash,
                        List.of(Role.CREW, Role.VIEWER),
                        List.of(),
                        center.units().stream().map(Unit::callSign).toList()));
        signIns.add(
                new SignIn(
                        PLAYERS,
                        "Drill",
                        hash,
                        List.of(Role.DISPATCHER, Role.CALL_TAKER),
                        List.of(),
                        List.of()));
        return whole.withSignIns(signIns);
    }

    private static String told(JsonNode drill, JsonNode cue) {
        Instant start = Instant.parse(drill.path("start").asString());
        Instant at = Instant.parse(cue.path("at").asString());
        return "%9s  %s"
                .formatted(
                        minutes(Duration.between(start, at).toSeconds()),
                        cue.path("what").asString(""));
    }

    private static String minutes(long seconds) {
        return "%d:%02d min".formatted(seconds / 60, seconds % 60);
    }

    @Command(
            name = "control",
            description = "Holds or hastens a drill that runs; only for supervisors.",
            footer = {
                "",
                "Without a word it tells where the drill stands.",
                "",
                "Examples:",
                "  ./tocsin drill control hold",
                "  ./tocsin drill control go",
                "  ./tocsin drill control speed 10",
                "  ./tocsin drill control jump 300     (seconds ahead)",
                "  ./tocsin drill control next         (ahead to what comes next)"
            })
    static final class Control extends ClientCommand {
        @Parameters(
                arity = "0..2",
                paramLabel = "WORD",
                description = "hold, go, speed N, jump SECONDS, or next.")
        List<String> words = List.of();

        @Override
        int run() {
            JsonNode answer =
                    words.isEmpty()
                            ? api().get(path("drill"))
                            : api().post(path("drill"), control());
            if (printed(answer)) return ExitCode.OK;
            out().println(
                            "%s: %s of %s, %s; %d things are still to come."
                                    .formatted(
                                            answer.path("scenario").asString(""),
                                            minutes(answer.path("elapsedSeconds").asLong()),
                                            minutes(answer.path("lengthSeconds").asLong()),
                                            answer.path("paused").asBoolean()
                                                    ? "held"
                                                    : "speed " + answer.path("speed").asDouble(),
                                            answer.path("left").asInt()));
            for (JsonNode cue : answer.path("next")) {
                out().println(told(answer, cue));
            }
            return ExitCode.OK;
        }

        private ObjectNode control() {
            String word = words.getFirst();
            return switch (word) {
                case "hold" -> Api.object().put("do", "pause");
                case "go" -> Api.object().put("do", "resume");
                case "speed" -> Api.object().put("do", "run").put("speed", number(word));
                case "jump" -> Api.object().put("do", "jump").put("seconds", (int) number(word));
                case "next" -> Api.object().put("do", "jumpToNext");
                default ->
                        throw new BadInput(
                                "found %s, expected hold, go, speed N, jump SECONDS or next"
                                        .formatted(word));
            };
        }

        private double number(String word) {
            if (words.size() < 2) {
                throw new BadInput("%s needs a number, such as %s 10".formatted(word, word));
            }
            try {
                return Double.parseDouble(words.get(1));
            } catch (NumberFormatException e) {
                throw new BadInput(
                        "found %s, expected a number after %s".formatted(words.get(1), word), e);
            }
        }
    }

    @Command(
            name = "review",
            description = "How a drill goes: times against targets, choices against advice.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin drill review",
                "  ./tocsin drill review --timeline"
            })
    static final class Review extends ClientCommand {
        @Option(
                names = "--timeline",
                description = "Also what came and what was done about it, in its order.")
        boolean timeline;

        @Override
        int run() {
            JsonNode answer = api().get(path("drill", "review"));
            if (printed(answer)) return ExitCode.OK;
            var table =
                    new Table(
                            "INCIDENT",
                            "TYPE",
                            "PRIO",
                            "CALLS",
                            "SENT",
                            "TARGET",
                            "THERE",
                            "TARGET");
            for (JsonNode each : answer.path("incidents")) {
                String merged = each.path("mergedInto").asString("");
                table.row(
                        each.path("id").asString("") + (merged.isEmpty() ? "" : " → " + merged),
                        each.path("type").asString(""),
                        each.path("priority").asInt(),
                        each.path("calls").asInt(),
                        after(each, "dispatchedAfter", "dispatchLate"),
                        minutes(each.path("dispatchTarget").asLong()),
                        after(each, "arrivedAfter", "arrivalLate"),
                        minutes(each.path("arrivalTarget").asLong()));
            }
            if (!table.isEmpty()) out().print(table);
            int asAdvised = 0;
            for (JsonNode each : answer.path("choices")) {
                if (each.path("asAdvised").asBoolean()) {
                    asAdvised++;
                    continue;
                }
                JsonNode advised = each.path("advised");
                out().println(
                                "%s: %s sent %s; advised was %s."
                                        .formatted(
                                                each.path("incident").asString(""),
                                                each.path("by").asString(""),
                                                names(each.path("sent")),
                                                advised.isArray()
                                                        ? names(advised)
                                                        : "not looked at"));
            }
            out().println(
                            "Decisions: %d, as advised: %d."
                                    .formatted(answer.path("choices").size(), asAdvised));
            if (timeline) timeline(out(), answer);
            return ExitCode.OK;
        }

        private static String after(JsonNode each, String what, String late) {
            JsonNode seconds = each.path(what);
            String time = seconds.isNumber() ? minutes(seconds.asLong()) : "-";
            return time + (each.path(late).asBoolean() ? " late" : "");
        }

        /** What came and what was done about it, in its order. */
        private static void timeline(PrintWriter out, JsonNode answer) {
            record Line(Instant at, String text) {}
            var lines = new ArrayList<Line>();
            for (JsonNode cue : answer.path("cues")) {
                String trouble = cue.path("trouble").asString("");
                lines.add(
                        new Line(
                                Instant.parse(cue.path("at").asString()),
                                "* "
                                        + cue.path("what").asString("")
                                        + (trouble.isEmpty()
                                                ? ""
                                                : " (not done: " + trouble + ")")));
            }
            for (JsonNode each : answer.path("log")) {
                String incident = each.path("incident").asString("");
                lines.add(
                        new Line(
                                Instant.parse(each.path("at").asString()),
                                "  %s%s (%s)"
                                        .formatted(
                                                incident.isEmpty() ? "" : incident + " ",
                                                each.path("text").asString(""),
                                                each.path("actor").asString(""))));
            }
            lines.sort(Comparator.comparing(Line::at));
            Instant start = Instant.parse(answer.path("drill").path("start").asString());
            for (Line each : lines) {
                long seconds = Math.max(0, Duration.between(start, each.at()).toSeconds());
                out.println("%9s  %s".formatted(minutes(seconds), each.text()));
            }
        }

        private static String names(JsonNode units) {
            var names = new ArrayList<String>();
            units.forEach(unit -> names.add(unit.asString("")));
            return names.isEmpty() ? "nobody" : String.join(", ", names);
        }
    }
}
