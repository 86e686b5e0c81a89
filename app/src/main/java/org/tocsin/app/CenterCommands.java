package org.tocsin.app;

import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** A center's configuration. */
final class CenterCommands {
    private CenterCommands() {}

    @Command(
            name = "center",
            description = "Writes and checks a center's configuration.",
            subcommands = {Check.class})
    static final class Group {}

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
            Center center = CenterFile.read(folder);
            spec.commandLine()
                    .getOut()
                    .println(
                            "%s is sound: %d agencies, %d stations, %d units, %d types, %d plans, %d sign-ins."
                                    .formatted(
                                            center.name(),
                                            center.agencies().size(),
                                            center.stations().size(),
                                            center.units().size(),
                                            center.types().size(),
                                            center.planRules().size(),
                                            center.signIns().size()));
            return ExitCode.OK;
        }
    }
}
