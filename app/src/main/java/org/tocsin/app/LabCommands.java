package org.tocsin.app;

import org.tocsin.simulate.CityModel;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** The lab: cities to try things on, and trying. */
final class LabCommands {
    private LabCommands() {}

    @Command(
            name = "cities",
            description = "City models for the lab.",
            subcommands = {Import.class})
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
}
