package org.tocsin.app;

import org.tocsin.access.Passwords;
import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;
import org.tocsin.center.CenterTemplate;
import org.tocsin.center.WholeCenter;
import org.tocsin.map.CityMap;
import org.tocsin.map.Landmark;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A center's configuration. */
final class CenterCommands {
    private CenterCommands() {}

    @Command(
            name = "center",
            description = "Writes and checks a center's configuration.",
            subcommands = {Init.class, Check.class})
    static final class Group {}

    @Command(
            name = "init",
            description = "Writes a commented starting point from what the map knows.",
            footer = {
                "",
                "Fire, ambulance and police stations and hospitals are taken from the map, each"
                        + " with",
                "units that you will want to change. The sign-ins' passwords are shown once.",
                "",
                "Example:",
                "  ./tocsin center init --map porto.osm.pbf --out center/ --name Porto --zone"
                        + " Europe/Lisbon"
            })
    static final class Init implements Callable<Integer> {
        @Spec CommandSpec spec = CommandSpec.create();

        @Option(names = "--map", required = true, paramLabel = "FILE", description = "An extract.")
        Path map = Path.of("");

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new folder.")
        Path folder = Path.of("");

        @Option(names = "--name", paramLabel = "TEXT", description = "The center's name.")
        Optional<String> name = Optional.empty();

        @Option(
                names = "--zone",
                paramLabel = "ZONE",
                description = "Its time zone; this machine's when left out.")
        Optional<String> zone = Optional.empty();

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Where serve will keep the built map, so that it is built once only.")
        Optional<Path> data = Optional.empty();

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            Path built =
                    data.isPresent()
                            ? Serving.dataFolder(data.get()).resolve("map")
                            : Files.createTempDirectory("tocsin-map");
            var progress = new ProgressLine(out, Main.surroundings(spec).atTerminal());
            CityMap opened = CityMap.open(map, built, progress);
            progress.end();
            List<CenterTemplate.Issued> issued = write(opened);
            out.println("Written to %s. Look through it, then:".formatted(folder));
            out.println("  ./tocsin center check " + folder);
            out.println(
                    "  ./tocsin serve --map %s --center %s --data data/".formatted(map, folder));
            out.println("\nSign-ins; the passwords are stored nowhere, note them now:");
            var table = new Table("NAME", "PASSWORD", "ROLES");
            for (CenterTemplate.Issued each : issued) {
                table.row(each.name(), each.password(), each.roles());
            }
            out.print(table);
            return ExitCode.OK;
        }

        private List<CenterTemplate.Issued> write(CityMap opened) throws IOException {
            try {
                return CenterTemplate.write(
                        folder,
                        name.orElse("Emergency Center"),
                        zone(),
                        opened.bounds(),
                        landmarks(opened),
                        Passwords::hash,
                        new SecureRandom());
            } catch (FileAlreadyExistsException e) {
                throw new BadInput(
                        "%s holds YAML files already; nothing was written. Give a new folder."
                                .formatted(folder),
                        e);
            }
        }

        private ZoneId zone() {
            try {
                return zone.map(ZoneId::of).orElseGet(ZoneId::systemDefault);
            } catch (DateTimeException e) {
                throw new BadInput(
                        "the zone is \"%s\", expected such as Europe/Lisbon".formatted(zone.get()),
                        e);
            }
        }

        private static List<CenterTemplate.Landmark> landmarks(CityMap map) {
            var landmarks = new ArrayList<CenterTemplate.Landmark>();
            for (Landmark each : map.landmarks()) {
                kind(each.kind())
                        .ifPresent(
                                kind ->
                                        landmarks.add(
                                                new CenterTemplate.Landmark(
                                                        kind, each.name(), each.point())));
            }
            return landmarks;
        }

        private static Optional<CenterTemplate.Kind> kind(Landmark.Kind kind) {
            return switch (kind) {
                case FIRE_STATION -> Optional.of(CenterTemplate.Kind.FIRE_STATION);
                case AMBULANCE_STATION -> Optional.of(CenterTemplate.Kind.AMBULANCE_STATION);
                case POLICE_STATION -> Optional.of(CenterTemplate.Kind.POLICE_STATION);
                case HOSPITAL -> Optional.of(CenterTemplate.Kind.HOSPITAL);
                case SCHOOL, HYDRANT, DEFIBRILLATOR -> Optional.empty();
            };
        }
    }

    @Command(
            name = "password",
            description = "Makes the hash of a password for a center's configuration.",
            footer = {
                "",
                "The password is asked for, or read from the input; it is never on the command"
                        + " line.",
                "",
                "Examples:",
                "  ./tocsin password",
                "  ./tocsin password < password.txt"
            })
    static final class Password implements Callable<Integer> {
        @Spec CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            String password =
                    SessionCommands.Typed.password(Main.surroundings(spec), "New password: ");
            if (password.isEmpty()) throw new BadInput("no password was given");
            spec.commandLine().getOut().println(Passwords.hash(password));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "check",
            description = "Checks a center's configuration and names everything that is wrong.",
            footer = {"", "Example:", "  ./tocsin center check center/"})
    static final class Check implements Callable<Integer> {
        @Spec CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "DIR", description = "A folder of YAML files, or one file.")
        Path folder = Path.of(".");

        @Override
        public Integer call() {
            WholeCenter whole = CenterFile.readWhole(folder);
            Center center = whole.center();
            spec.commandLine()
                    .getOut()
                    .println(
                            "%s is sound: %d agencies, %d stations, %d units, %d types, %d plans, %d sign-ins, %d driving profiles%s."
                                    .formatted(
                                            center.name(),
                                            center.agencies().size(),
                                            center.stations().size(),
                                            center.units().size(),
                                            center.types().size(),
                                            center.planRules().size(),
                                            center.signIns().size(),
                                            whole.profiles().all().size(),
                                            whole.gazetteer().isEmpty()
                                                    ? ""
                                                    : ", %d places of its own"
                                                            .formatted(whole.gazetteer().size())));
            return ExitCode.OK;
        }
    }
}
