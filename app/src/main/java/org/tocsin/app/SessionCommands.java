package org.tocsin.app;

import org.tocsin.client.Api;
import org.tocsin.client.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Signing in and out. */
final class SessionCommands {
    private SessionCommands() {}

    @Command(
            name = "login",
            description = "Signs in, for the commands that follow.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin login dispatcher",
                "  ./tocsin login dana --url https://dispatch.example.org < password.txt",
                "",
                "The session is kept in ~/.config/tocsin (or $XDG_CONFIG_HOME/tocsin), readable by",
                "you only. Without a login, TOCSIN_URL, TOCSIN_USER and TOCSIN_PASSWORD do."
            })
    static final class Login implements Callable<Integer> {
        @Spec CommandSpec spec = CommandSpec.create();
        @Mixin ServerOptions server = new ServerOptions();

        @Parameters(paramLabel = "USER", description = "The sign-in's name.")
        String user = "";

        @Override
        public Integer call() {
            Surroundings surroundings = Main.surroundings(spec);
            String password =
                    surroundings
                            .variable("TOCSIN_PASSWORD")
                            .orElseGet(() -> Typed.password(surroundings, "Password: "));
            try (Api api = Api.at(server.address(surroundings))) {
                Session session = api.signIn(user, password);
                String profile = server.profile.orElse(Profiles.LOGIN);
                new Profiles(surroundings.configFolder()).save(profile, session);
                spec.commandLine()
                        .getOut()
                        .println(
                                "%s is signed in to %s at %s."
                                        .formatted(
                                                session.name(),
                                                String.join(", ", session.centers()),
                                                session.url()));
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "logout", description = "Signs out.")
    static final class Logout implements Callable<Integer> {
        @Spec CommandSpec spec = CommandSpec.create();

        @Option(names = "--profile", paramLabel = "NAME", description = "Of this login.")
        Optional<String> profile = Optional.empty();

        @Override
        public Integer call() {
            var profiles = new Profiles(Main.surroundings(spec).configFolder());
            String name = profile.orElse(Profiles.LOGIN);
            Optional<Session> session = profiles.find(name);
            if (session.isEmpty()) throw new NotSignedIn("Nobody is signed in.");
            profiles.remove(name);
            try (Api api = Api.resume(session.get())) {
                api.signOut();
            }
            spec.commandLine().getOut().println("Signed out.");
            return ExitCode.OK;
        }
    }

    /** Reads what must not be on the command line, where other users of the machine see it. */
    static final class Typed {
        private Typed() {}

        static String password(Surroundings surroundings, String prompt) {
            if (surroundings.atTerminal()) {
                return Optional.ofNullable(System.console())
                        .map(console -> console.readPassword("%s", prompt))
                        .map(String::new)
                        .orElse("");
            }
            try {
                var reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        surroundings.input(), StandardCharsets.UTF_8));
                String line = reader.readLine();
                return line == null ? "" : line;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
