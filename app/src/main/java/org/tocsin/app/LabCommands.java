package org.tocsin.app;

import org.tocsin.center.CenterFile;
import org.tocsin.center.WholeCenter;
import org.tocsin.map.CityMap;
import org.tocsin.map.SampleTown;
import org.tocsin.simulate.Lab;
import org.tocsin.simulate.Policies;
import org.tocsin.simulate.city.CityModel;
import org.tocsin.simulate.demand.Plan;
import org.tocsin.simulate.demand.Sources;
import org.tocsin.simulate.demand.Told;
import org.tocsin.simulate.result.Findings;
import org.tocsin.simulate.siting.Sited;
import org.tocsin.simulate.siting.Siting;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The lab: cities to try things on, and trying. */
final class LabCommands {
    private LabCommands() {}

    @Command(
            name = "cities",
            description = "City models for the lab.",
            subcommands = {Import.class, SampleTownCommand.class})
    static final class Cities {}

    @Command(
            name = "import",
            description = "Imports the ambulance city models of JEMSS.jl.",
            footer = {
                "",
                "Writes for each city a center's configuration, an extract of its roads and a"
                        + " demand file.",
                "",
                "Example:",
                "  ./tocsin cities import --from ../shared/cities --out cities/"
            })
    static final class Import implements Callable<Integer> {
        @Spec CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--from",
                required = true,
                paramLabel = "DIR",
                description = "Holds a folder for each city, with models/1 in it.")
        Path from = Path.of("");

        @Option(
                names = "--out",
                required = true,
                paramLabel = "DIR",
                description = "A folder for each city is made in it.")
        Path out = Path.of("");

        @Override
        public Integer call() throws IOException {
            PrintWriter screen = spec.commandLine().getOut();
            var progress = new ProgressLine(screen, Main.surroundings(spec).atTerminal());
            var all = CityModel.importAll(from, out, progress);
            progress.end();
            for (CityModel.Imported city : all) {
                screen.println(
                        "%s: %d stations, %d units, %d hospitals, %,d arcs of road, in %s"
                                .formatted(
                                        city.city(),
                                        city.stations(),
                                        city.units(),
                                        city.hospitals(),
                                        city.arcs(),
                                        city.folder()));
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "sample",
            description = "Writes the map of the made-up town that demo/center is the center of.",
            footer = {"", "Example:", "  ./tocsin cities sample --out aldermouth.osm.pbf"})
    static final class SampleTownCommand implements Callable<Integer> {
        @Spec CommandSpec spec = CommandSpec.create();

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "A new file.")
        Path out = Path.of("");

        @Override
        public Integer call() throws IOException {
            SampleTown.write(out, ServeCommands.Demo.TOWN_SEED);
            spec.commandLine().getOut().println("Written to %s.".formatted(out));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "simulate",
            description = "Tries policies of dispatch on a center, in virtual time.",
            footer = {
                "",
                "Policies: home, crow, fastest, recommended, coverage, preempt, compliance,"
                        + " dmexclp, moveup, or one",
                "of your own: Mine.java, or org.us.Mine@ours.jar (docs/lab/policies.md). Writes"
                        + " tables (CSV, SQLite; calls.csv has a row for each",
                "call) and report.html; Ctrl-C ends it with what is finished. docs/lab/demand.md"
                        + " describes the",
                "demand file, docs/lab/closures.md closures, docs/lab/calls.md the rows of calls.",
                "",
                "Example:",
                "  ./tocsin simulate --center cities/auckland/center --map"
                        + " cities/auckland/roads.osm.pbf \\",
                "    --demand cities/auckland/demand.txt --days 28 --seed 1 --policy home,fastest"
                        + " --replications 30 \\",
                "    --out lab/"
            })
    static final class Simulate implements Callable<Integer> {
        @Spec CommandSpec spec = CommandSpec.create();

        @Mixin Trial trial = new Trial();

        @Option(
                names = "--days",
                required = true,
                paramLabel = "N",
                description = "Days that are counted; one more goes before.")
        int days;

        @Option(
                names = "--policy",
                split = ",",
                paramLabel = "P",
                description = "What to try, in order; all the lab brings when left out.")
        List<String> policies = Policies.names();

        @Option(
                names = "--replications",
                paramLabel = "R",
                description = "How often, each with other calls; 1 when left out.")
        int replications = 1;

        @Override
        public Integer call() throws IOException {
            PrintWriter screen = spec.commandLine().getOut();
            Findings.refuseRecords(trial.out);
            WholeCenter whole = CenterFile.readWhole(trial.center);
            Sources sources = trial.sources(whole.center().id());
            Policies.check(policies);
            Told told = Told.read(whole, sources);
            Plan plan = trial.plan(whole, told, days, policies, replications);
            var progress = new ProgressLine(screen, Main.surroundings(spec).atTerminal());
            CityMap opened = trial.open(whole, progress);
            Lab lab = Lab.open(told, opened.roads(), plan);
            sayWhatWasSkipped(lab.skipped(), screen);
            return run(lab, screen, progress);
        }

        private Integer run(Lab lab, PrintWriter screen, ProgressLine progress) throws IOException {
            long began = System.nanoTime();
            boolean shows = Main.surroundings(spec).atTerminal();
            return stoppable(
                    lab::stop,
                    () -> {
                        Findings findings =
                                lab.run(
                                        trial.out,
                                        share ->
                                                progress.at(
                                                        shows
                                                                ? leftOver(share, began)
                                                                : "simulating",
                                                        share));
                        progress.end();
                        findings.write(trial.out);
                        screen.println(
                                "%d runs in %.1f s; %s"
                                        .formatted(
                                                findings.finished(),
                                                (System.nanoTime() - began) / 1e9,
                                                trial.out.resolve("report.html")));
                        screen.flush();
                    });
        }

        private static String leftOver(double share, long began) {
            if (share < 0.01) return "simulating";
            double seconds = (System.nanoTime() - began) / 1e9 / share * (1 - share);
            return "simulating, %s left"
                    .formatted(Read.duration(Duration.ofSeconds((long) seconds)));
        }
    }

    @Command(
            name = "optimise",
            description = "Finds how many units should wait at which posts, by part of the day.",
            footer = {
                "",
                "A solver (MEXCLP) gives a first layout and a bound, then a local search tries"
                        + " others in the",
                "simulation. Writes posts.csv, search.csv, summary.csv and posts.html; Ctrl-C ends"
                        + " it with the best",
                "so far. docs/lab/optimise.md says more.",
                "",
                "Example:",
                "  ./tocsin optimise --center cities/auckland/center --map"
                        + " cities/auckland/roads.osm.pbf \\",
                "    --demand cities/auckland/demand.txt --units 16 --seed 1 --out posts/"
            })
    static final class Optimise implements Callable<Integer> {
        @Spec CommandSpec spec = CommandSpec.create();

        @Mixin Trial trial = new Trial();

        @Option(
                names = "--units",
                paramLabel = "N",
                description = "How many at a time; as few as --cover asks for when left out.")
        Optional<Integer> units = Optional.empty();

        @Option(
                names = "--cover",
                paramLabel = "PERCENT",
                description = "The share of calls in time that MEXCLP is to expect; 80.")
        double cover = 80;

        @Option(
                names = "--parts",
                paramLabel = "N",
                description = "Parts of the day with numbers of their own; 1.")
        int parts = 1;

        @Option(names = "--tries", paramLabel = "N", description = "Layouts to judge; 100.")
        int tries = 100;

        @Option(names = "--days", paramLabel = "N", description = "Judged in each replication; 7.")
        int days = 7;

        @Option(
                names = "--replications",
                paramLabel = "R",
                description = "For each layout; 6, fewer for one that is clearly worse.")
        int replications = 6;

        @Override
        public Integer call() throws IOException {
            PrintWriter screen = spec.commandLine().getOut();
            Findings.refuseRecords(trial.out);
            WholeCenter whole = CenterFile.readWhole(trial.center);
            Sources sources = trial.sources(whole.center().id());
            var number = units.isPresent() ? OptionalInt.of(units.get()) : OptionalInt.empty();
            if (!(cover > 0 && cover <= 100)) {
                throw new BadInput("--cover is %s, expected above 0 to 100".formatted(cover));
            }
            var goal = new Siting.Goal(number, cover / 100, parts, tries);
            Told told = Told.read(whole, sources);
            Plan plan = trial.plan(whole, told, days, List.of("fastest"), replications);
            var progress = new ProgressLine(screen, Main.surroundings(spec).atTerminal());
            CityMap opened = trial.open(whole, progress);
            Siting siting = Siting.open(told, opened.roads(), goal, plan);
            sayWhatWasSkipped(siting.skipped(), screen);
            return stoppable(
                    siting::stop,
                    () -> {
                        Sited sited = siting.run(share -> progress.at("judging layouts", share));
                        progress.end();
                        sited.write(trial.out);
                        screen.println(sited.words());
                        screen.println("%s".formatted(trial.out.resolve("posts.html")));
                        screen.flush();
                    });
        }
    }

    /** Of a center on its map, by chance: what every trial in the lab is told. */
    static final class Trial {
        private static final LocalDate MONDAY = LocalDate.of(2025, 1, 6);

        @Option(
                names = "--center",
                required = true,
                paramLabel = "CONFIG",
                description = "The center's configuration.")
        Path center = Path.of("");

        @Option(names = "--map", required = true, paramLabel = "FILE", description = "An extract.")
        Path map = Path.of("");

        @Option(names = "--seed", required = true, paramLabel = "S", description = "Of all chance.")
        long seed;

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "For results.")
        Path out = Path.of("");

        @Option(
                names = "--demand",
                required = true,
                paramLabel = "DEMAND",
                description =
                        "Which calls come, and how long what takes; or a data folder, whose"
                                + " incidents come again.")
        Path demand = Path.of("");

        @Option(
                names = "--durations",
                paramLabel = "DEMAND",
                description = "With a data folder: a demand file that says how long what takes.")
        Optional<Path> durations = Optional.empty();

        @Option(
                names = "--closures",
                paramLabel = "FILE",
                description = "Roads that are closed; or a data folder, for those of its record.")
        Optional<Path> closures = Optional.empty();

        @Option(
                names = "--start",
                paramLabel = "DAY",
                description =
                        "The first day; when left out that of the first past call, or 2025-01-06 (a"
                                + " Monday).")
        Optional<String> start = Optional.empty();

        @Option(
                names = "--threads",
                paramLabel = "N",
                description = "Simulations at once; as many as processors when left out.")
        int threads = Runtime.getRuntime().availableProcessors();

        @Option(
                names = "--bad-rows",
                paramLabel = "stop|skip",
                description = "What to do with rows and incidents that cannot be used.")
        BadRows badRows = BadRows.STOP;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Where serve keeps the built map, so that it is built once only.")
        Optional<Path> data = Optional.empty();

        enum BadRows {
            STOP,
            SKIP
        }

        /** The map, built where it is kept. */
        CityMap open(WholeCenter whole, ProgressLine progress) throws IOException {
            Findings.prepare(out);
            if (!Files.isRegularFile(map)) {
                throw new BadInput(
                        "%s is not a file, expected an extract (.osm.pbf)".formatted(map));
            }
            Path built =
                    data.isPresent()
                            ? Serving.dataFolder(data.get()).resolve("map")
                            : out.resolve("map");
            CityMap opened = CityMap.open(map, built, whole.profiles().asked(), progress);
            progress.end();
            return opened;
        }

        Plan plan(WholeCenter whole, Told told, int days, List<String> policies, int replications) {
            ZoneId zone = whole.center().zone();
            Instant begins = firstDay(told, zone).atStartOfDay(zone).toInstant();
            return new Plan(days, seed, policies, replications, begins, threads);
        }

        Sources sources(String id) throws IOException {
            boolean again = PastRecords.isRecord(demand);
            if (!again && durations.isPresent()) {
                throw new BadInput("--durations is given, expected a data folder as --demand");
            }
            boolean closed = closures.isPresent() && PastRecords.isRecord(closures.get());
            return new Sources(
                    again ? durations : Optional.of(demand),
                    again ? Optional.of(PastRecords.read(demand, id)) : Optional.empty(),
                    closed ? Optional.empty() : closures,
                    closed
                            ? Optional.of(PastRecords.read(closures.orElseThrow(), id))
                            : Optional.empty(),
                    badRows == BadRows.SKIP);
        }

        private LocalDate firstDay(Told told, ZoneId zone) {
            if (start.isEmpty()) {
                return told.first().map(at -> LocalDate.ofInstant(at, zone)).orElse(MONDAY);
            }
            try {
                return LocalDate.parse(start.get());
            } catch (DateTimeParseException e) {
                throw new BadInput(
                        "--start is \"%s\", expected a day such as %s"
                                .formatted(start.get(), MONDAY));
            }
        }
    }

    private static void sayWhatWasSkipped(List<String> skipped, PrintWriter screen) {
        skipped.stream().limit(MAX_SKIPPED_SHOWN).forEach(screen::println);
        if (!skipped.isEmpty()) {
            screen.println("%d rows or incidents were left out.".formatted(skipped.size()));
        }
    }

    private static final int MAX_SKIPPED_SHOWN = 50;

    private interface Work {
        void run() throws IOException;
    }

    /** Does the work; while Ctrl-C ends the process, it is stopped and writes what it has. */
    private static int stoppable(Runnable stop, Work work) throws IOException {
        var ended = new CountDownLatch(1);
        Thread stopping = Thread.ofPlatform().unstarted(() -> stop(stop, ended));
        Runtime.getRuntime().addShutdownHook(stopping);
        try {
            work.run();
        } finally {
            ended.countDown();
            forget(stopping);
        }
        return ExitCode.OK;
    }

    /** The working thread itself cannot be waited for: at its end it waits for the process's. */
    private static void stop(Runnable end, CountDownLatch ended) {
        end.run();
        try {
            var _ = ended.await(Main.MAX_CLOSING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread stopping) {
        try {
            Runtime.getRuntime().removeShutdownHook(stopping);
        } catch (IllegalStateException e) {
            return; // The process ends already.
        }
    }
}
