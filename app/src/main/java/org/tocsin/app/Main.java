package org.tocsin.app;

import org.tocsin.center.CenterFileException;
import org.tocsin.client.Denied;
import org.tocsin.client.Unreachable;
import org.tocsin.simulate.demand.LabInput;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** The command line, and the list of everything it can do. */
@Command(
        name = "tocsin",
        description = "Open emergency dispatch: from a call to a closed incident.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            ServeCommands.Demo.class,
            ServeCommands.Serve.class,
            CenterCommands.Group.class,
            CenterCommands.Password.class,
            Doctor.class,
            SessionCommands.Login.class,
            SessionCommands.Logout.class,
            LookCommands.Board.class,
            LookCommands.Units.class,
            WorkCommands.Call.class,
            LookCommands.Recommend.class,
            WorkCommands.Dispatch.class,
            WorkCommands.Status.class,
            WorkCommands.Queue.class,
            WorkCommands.Preempt.class,
            WorkCommands.Exchange.class,
            WorkCommands.Cancel.class,
            WorkCommands.Note.class,
            WorkCommands.Close.class,
            WorkCommands.Reopen.class,
            WorkCommands.Undo.class,
            LookCommands.Incident.class,
            LookCommands.Explain.class,
            LookCommands.Log.class,
            LookCommands.Driving.class,
            PlaceCommands.Places.class,
            PlaceCommands.Route.class,
            PlaceCommands.Reach.class,
            PlaceCommands.Closure.class,
            RoadCommands.Group.class,
            LabCommands.Cities.class,
            DrillCommands.Play.class,
            ReplayCommands.Group.class,
            MapCommands.Group.class,
            LabCommands.Simulate.class,
            LabCommands.Optimise.class,
            WorkCommands.Raw.class,
            Main.Completion.class,
            Rehearsal.class
        },
        footer = {
            "",
            "Begin with ./tocsin demo; every command has its own --help with examples.",
            "",
            "Exit codes: 0 done; 1 refused by the rules of dispatch; 2 wrong command, file or"
                    + " value;",
            "3 no server answers, or it cannot take requests now; 4 not signed in, or not"
                    + " permitted;",
            "5 a fault of this program."
        })
public final class Main {
    private static final Pattern NEGATIVE = Pattern.compile("-\\d");

    private final Surroundings surroundings;

    private Main(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static void main(String[] args) {
        // Its words are English: with another country's digits records and tables could not be
        // read.
        Locale.setDefault(Locale.ENGLISH);
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(Surroundings.ofThisProcess(), out, err, args));
    }

    /** Runs one command; returns its exit code. */
    static int run(Surroundings surroundings, PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = commandLine(surroundings);
        line.setOut(out);
        line.setErr(err);
        int code = line.execute(Arrays.stream(args).map(Main::value).toArray(String[]::new));
        out.flush();
        err.flush();
        return code;
    }

    /** Western longitudes and southern latitudes begin as options do: they are none. */
    private static String value(String arg) {
        return NEGATIVE.matcher(arg).lookingAt() ? " " + arg : arg;
    }

    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine line = new CommandLine(new Main(surroundings));
        line.setExecutionExceptionHandler(Main::failed);
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(100);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        addHelp(line);
        return line;
    }

    private static void addHelp(CommandLine line) {
        for (CommandLine each : line.getSubcommands().values()) {
            if (each.getCommandSpec().findOption("--help") == null) {
                each.getCommandSpec().mixinStandardHelpOptions(true);
            }
            addHelp(each);
        }
    }

    static Surroundings surroundings(CommandSpec spec) {
        return ((Main) spec.root().userObject()).surroundings;
    }

    /** Every failure becomes a sentence and an exit code; only a fault of ours shows its stack. */
    private static int failed(Exception e, CommandLine line, ParseResult parsed) {
        int code = exitCode(e);
        PrintWriter err = line.getErr();
        if (code == ExitCode.FAULT && !(e instanceof Denied)) {
            err.println("tocsin: this is a fault of the program; please report what follows.");
            e.printStackTrace(err);
            return code;
        }
        err.println("tocsin: " + sentence(e));
        if (e instanceof Denied denied && denied.status() == 401) {
            err.println("Sign in: ./tocsin login USER");
        }
        return code;
    }

    private static int exitCode(Exception e) {
        return switch (e) {
            case Denied denied -> ExitCode.of(denied.status());
            case Unreachable _ -> ExitCode.UNAVAILABLE;
            case NotSignedIn _ -> ExitCode.NOT_PERMITTED;
            case BadInput _, LabInput _, CenterFileException _, IOException _ -> ExitCode.BAD_INPUT;
            case IllegalArgumentException _, UncheckedIOException _ -> ExitCode.BAD_INPUT;
            default -> ExitCode.FAULT;
        };
    }

    private static String sentence(Exception e) {
        return e instanceof UncheckedIOException disk
                ? "a file cannot be read or written: " + disk.getCause()
                : String.valueOf(e.getMessage());
    }

    @Command(
            name = "completion",
            description = "Prints a completion script for bash and zsh.",
            footer = {"", "Example:", "  source <(./tocsin completion)"})
    static final class Completion implements Runnable {
        @Spec CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            CommandLine root = spec.root().commandLine();
            spec.commandLine().getOut().print(AutoComplete.bash("tocsin", root));
            spec.commandLine().getOut().flush();
        }
    }

    /** Reads the version out of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "tocsin %s (Java %s)"
                        .formatted(
                                version == null ? "built from sources" : version, Runtime.version())
            };
        }
    }

    /** How long a server has to close in good order after Ctrl-C. */
    static final Duration MAX_CLOSING = Duration.ofSeconds(20);
}
