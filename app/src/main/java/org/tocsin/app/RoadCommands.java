package org.tocsin.app;

import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.center.WholeCenter;
import org.tocsin.dispatch.Codec;
import org.tocsin.dispatch.Event;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.map.CityMap;
import org.tocsin.place.Point;
import org.tocsin.plan.District;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadNetwork;
import org.tocsin.road.SpeedSurvey;
import org.tocsin.unit.UnitEvent;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The roads of a map: what is wrong with them, and how fast the center's units really drive. */
final class RoadCommands {
    private RoadCommands() {}

    @Command(
            name = "roads",
            description = "Looks at the roads of a map, and at how fast units drive on them.",
            subcommands = {Check.class, Learn.class})
    static final class Group {}

    /** Which map, and where it is kept built. */
    static final class MapOptions {
        @Option(names = "--map", required = true, paramLabel = "FILE", description = "An extract.")
        Path map = Path.of("");

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description =
                        "Where serve keeps the built map, so that it is built once only, and the"
                                + " record.")
        Optional<Path> data = Optional.empty();

        RoadNetwork open(CommandSpec spec, List<Profile> profiles) throws IOException {
            Path built =
                    data.isPresent()
                            ? Serving.dataFolder(data.get()).resolve("map")
                            : Files.createTempDirectory("tocsin-map");
            var progress =
                    new ProgressLine(
                            spec.commandLine().getOut(), Main.surroundings(spec).atTerminal());
            CityMap opened = CityMap.open(map, built, profiles, progress);
            progress.end();
            return opened.roads();
        }
    }

    @Command(
            name = "check",
            description =
                    "Tells what the roads hold, and which do not hang together with the rest.",
            footer = {"", "Example:", "  ./tocsin roads check --map porto.osm.pbf"})
    static final class Check implements Callable<Integer> {
        /** Of more islands only the number is told. */
        static final int MAX_SHOWN = 50;

        @Spec CommandSpec spec = CommandSpec.create();

        @Mixin MapOptions map = new MapOptions();

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            RoadNetwork roads = map.open(spec, RoadNetwork.STANDARD);
            for (Profile profile : List.of(Profile.EMERGENCY, Profile.HEAVY)) {
                show(out, roads, profile);
            }
            RoadNetwork.TurnSigns signs = roads.turnSigns();
            out.println(
                    "%d turn restrictions: %d not heeded because their members do not meet, %d heeded always because their condition is no plain time."
                            .formatted(signs.read(), signs.unclear(), signs.sometimes()));
            RoadNetwork.HoursOnRoads hours = roads.hoursOnRoads();
            out.println(
                    "By the hour: %d segments, %d turn restrictions; the conditions of %d segments are no plain times and are not heeded%s"
                            .formatted(
                                    hours.segments(),
                                    hours.signs(),
                                    hours.unread(),
                                    hours.unread() == 0 ? "." : ":"));
            hours.unreadTags().stream().limit(MAX_SHOWN).forEach(tag -> out.println("  " + tag));
            return ExitCode.OK;
        }

        private static void show(PrintWriter out, RoadNetwork roads, Profile profile) {
            RoadNetwork.Census census = roads.census(profile);
            RoadNetwork.Connection connection = roads.connection(profile);
            out.println(
                    "%s: %,d junctions, %,d segments, %,.0f km; %d islands; %d segments to which, %d from which no way leads."
                            .formatted(
                                    profile.name(),
                                    census.junctions(),
                                    census.segments(),
                                    census.kilometers(),
                                    connection.islands().size(),
                                    connection.outOfReach(),
                                    connection.noWayOut()));
            var table = new Table("JUNCTIONS", "KM", "AT", "ROADS");
            connection.islands().stream()
                    .limit(MAX_SHOWN)
                    .forEach(
                            island ->
                                    table.row(
                                            island.junctions(),
                                            "%.2f".formatted(island.kilometers()),
                                            island.at(),
                                            island.names().isEmpty()
                                                    ? "without names"
                                                    : String.join(", ", island.names())));
            if (!table.isEmpty()) out.print(table);
            int more = connection.islands().size() - MAX_SHOWN;
            if (more > 0) out.println("and %d smaller ones.".formatted(more));
        }
    }

    @Command(
            name = "learn",
            description = "Compares how fast units drove with what their profiles say.",
            footer = {
                "",
                "It reads the tracks that the record holds of the center's own units at work, or a"
                        + " file of",
                "their positions (unit,time,latitude,longitude; of each unit in the order of time),"
                        + " and proposes factors with the evidence.",
                "Stop the server before it reads the record.",
                "Nothing is changed: write what you believe into a profile's hours"
                        + " (docs/center.md).",
                "",
                "Examples:",
                "  ./tocsin roads learn --map porto.osm.pbf --center center/ --data data/",
                "  ./tocsin roads learn --map porto.osm.pbf --center center/ --positions gps.csv"
            })
    static final class Learn implements Callable<Integer> {
        /** A year of a large center. */
        static final long MAX_ROWS = 50_000_000;

        private static final String HEADER = "unit,time,latitude,longitude";

        @Spec CommandSpec spec = CommandSpec.create();

        @Mixin MapOptions map = new MapOptions();

        @Option(
                names = "--center",
                required = true,
                paramLabel = "DIR",
                description = "The center's configuration: only its own units are looked at.")
        Path folder = Path.of("");

        @Option(
                names = "--positions",
                paramLabel = "FILE",
                description = "Positions in CSV instead of the record's tracks.")
        Optional<Path> positions = Optional.empty();

        @Override
        public Integer call() throws IOException {
            if (map.data.isEmpty() && positions.isEmpty()) {
                throw new BadInput("neither --data nor --positions is given; give one");
            }
            PrintWriter out = spec.commandLine().getOut();
            WholeCenter whole = CenterFile.readWhole(folder);
            Center center = whole.center();
            DrivingProfiles profiles = whole.profiles();
            List<Profile> asked =
                    profiles.asked().stream().map(Learn::withoutHours).distinct().toList();
            RoadNetwork roads = map.open(spec, asked);
            var survey = new SpeedSurvey(roads, center.zone(), point -> district(center, point));
            Sight sight = (unit, mark) -> survey.look(unit, withoutHours(profiles.of(unit)), mark);
            if (positions.isPresent()) fromFile(center, sight);
            else fromRecord(center, sight);
            print(out, survey.report(), survey.units());
            return ExitCode.OK;
        }

        /** Takes the positions as they are read: they are too many to keep. */
        private interface Sight {
            void of(String unit, SpeedSurvey.Mark mark);
        }

        /** Slower hours are what is looked for: they must not be in the comparison already. */
        private static Profile withoutHours(Profile profile) {
            return profile.factors().isEmpty()
                    ? profile
                    : profile.with(profile.name(), profile.zone(), List.of());
        }

        private static Optional<String> district(Center center, Point point) {
            return center.districts().stream()
                    .filter(district -> district.area().contains(point))
                    .map(District::id)
                    .findFirst();
        }

        private void fromRecord(Center center, Sight sight) {
            Path journal = map.data.orElseThrow().resolve("journal");
            if (!Files.isDirectory(journal)) {
                throw new BadInput("%s holds no record; give --positions".formatted(journal));
            }
            try (SqliteJournal open = SqliteJournal.open(journal)) {
                open.replay(
                        center.id(),
                        1,
                        entry -> {
                            if (!entry.event().startsWith("{\"type\":\"TrackRecorded\"")) return;
                            if (Codec.STORED.readEvent(entry.event())
                                    instanceof
                                    Event.OfUnit(
                                            UnitEvent.TrackRecorded(var unit, _, var points))) {
                                points.forEach(
                                        point ->
                                                sight.of(
                                                        unit,
                                                        new SpeedSurvey.Mark(
                                                                point.at(), point.point())));
                            }
                        });
            } catch (IllegalStateException e) {
                throw new BadInput(
                        "the record in %s cannot be read now (%s); stop the server or give"
                                        .formatted(journal, e.getMessage())
                                + " --positions",
                        e);
            }
        }

        private void fromFile(Center center, Sight sight) throws IOException {
            Path file = positions.orElseThrow();
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                String header = reader.readLine();
                if (header == null || !header.strip().equalsIgnoreCase(HEADER)) {
                    throw new BadInput(
                            "%s begins with \"%s\", expected %s".formatted(file, header, HEADER));
                }
                long number = 1;
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    number++;
                    if (number > MAX_ROWS) {
                        throw new BadInput(
                                "%s has more than %d rows; split it".formatted(file, MAX_ROWS));
                    }
                    if (!line.isBlank()) row(center, "%s:%d".formatted(file, number), line, sight);
                }
            }
        }

        private static void row(Center center, String place, String line, Sight sight) {
            String[] cells = line.split(",", -1);
            if (cells.length != 4) {
                throw new BadInput(
                        "%s has %d columns, expected %s".formatted(place, cells.length, HEADER));
            }
            String unit = cells[0].strip();
            if (center.findUnit(unit).isEmpty()) {
                throw new BadInput(
                        "%s: found \"%s\", expected a call sign of the center: only its own units are looked at"
                                .formatted(place, unit));
            }
            try {
                var point =
                        new Point(
                                Double.parseDouble(cells[2].strip()),
                                Double.parseDouble(cells[3].strip()));
                sight.of(unit, new SpeedSurvey.Mark(Instant.parse(cells[1].strip()), point));
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new BadInput(
                        "%s: found \"%s\", expected such as E1,2026-11-21T12:00:00Z,41.1496,-8.6110"
                                .formatted(place, line),
                        e);
            }
        }

        private static void print(PrintWriter out, SpeedSurvey.Report report, int units) {
            out.println(
                    "%d units, %,d pairs of positions, %,d of them samples."
                            .formatted(units, report.pairs(), report.samples()));
            var table =
                    new Table(
                            "PROFILE",
                            "ROADS",
                            "WHERE",
                            "WHEN",
                            "SAMPLES",
                            "UNITS",
                            "DAYS",
                            "QUARTILES",
                            "MEDIAN",
                            "PROPOSED");
            for (SpeedSurvey.Finding each : report.findings()) {
                SpeedSurvey.Cell cell = each.cell();
                table.row(
                        each.profile(),
                        lower(cell.roadClass()),
                        cell.area().orElse("everywhere"),
                        cell.hour().isEmpty()
                                ? "always"
                                : "%s %02d h"
                                        .formatted(
                                                lower(cell.days().orElseThrow()),
                                                cell.hour().get()),
                        each.samples(),
                        each.units(),
                        each.days(),
                        "%.2f-%.2f".formatted(each.lowerQuartile(), each.upperQuartile()),
                        "%.2f".formatted(each.median()),
                        each.proposed().map(Object::toString).orElse("no: " + each.why()));
            }
            out.print(table);
            out.println(
                    "A factor above 1: faster than the profile says. Nothing was changed; write"
                            + " what you believe into a profile's hours.");
        }

        private static String lower(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }
}
