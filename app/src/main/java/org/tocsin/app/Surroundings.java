package org.tocsin.app;

import java.io.Console;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the program finds around it, apart from its arguments.
 *
 * @param environment the environment variables
 * @param userHome the person's folder
 * @param programHome where the program lies, if its launcher said so
 * @param atTerminal whether a person is there who can be asked for a password
 * @param input what is piped
 */
record Surroundings(
        Map<String, String> environment,
        Path userHome,
        Optional<Path> programHome,
        boolean atTerminal,
        InputStream input) {
    static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of(System.getProperty("user.home", ".")),
                Optional.ofNullable(System.getProperty("tocsin.home")).map(Path::of),
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false),
                System.in);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Where the sessions of the command line are kept. */
    Path configFolder() {
        return variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElseGet(() -> userHome.resolve(".config"))
                .resolve("tocsin");
    }
}
