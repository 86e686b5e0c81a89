package org.tocsin.app;

import org.tocsin.client.Api;
import org.tocsin.client.Session;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;

/** Which server a command talks to, and as whom. */
final class ServerOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server; otherwise TOCSIN_URL, the login's, or a demo running here.")
    Optional<String> url = Optional.empty();

    @Option(
            names = "--center",
            paramLabel = "ID",
            description = "The center, where the sign-in is for several.")
    Optional<String> center = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Use this login instead (see login --profile).")
    Optional<String> profile = Optional.empty();

    /**
     * The server with somebody signed in: by the environment's name and password, or by a login
     * kept earlier.
     */
    Api open(CommandSpec spec) {
        Surroundings surroundings = Main.surroundings(spec);
        Optional<String> user = surroundings.variable("TOCSIN_USER");
        Optional<String> password = surroundings.variable("TOCSIN_PASSWORD");
        if (user.isPresent() && password.isPresent() && profile.isEmpty()) {
            Api api = Api.at(address(surroundings));
            api.signIn(user.get(), password.get());
            return api;
        }
        return Api.resume(session(surroundings));
    }

    /** Whose commands {@code undo} takes back; none where name and password come each time. */
    Optional<String> profile(CommandSpec spec) {
        Surroundings surroundings = Main.surroundings(spec);
        if (profile.isPresent()) return profile;
        if (surroundings.variable("TOCSIN_USER").isPresent()) return Optional.of("environment");
        return Optional.of(usedProfile(new Profiles(surroundings.configFolder())));
    }

    /** The address, where no session says it. */
    String address(Surroundings surroundings) {
        return url.or(() -> surroundings.variable("TOCSIN_URL")).orElse("http://127.0.0.1:8470");
    }

    private Session session(Surroundings surroundings) {
        Path folder = surroundings.configFolder();
        var profiles = new Profiles(folder);
        String used = usedProfile(profiles);
        Session session =
                profiles.find(used)
                        .orElseThrow(
                                () ->
                                        new NotSignedIn(
                                                ("Nobody is signed in%s. Sign in with ./tocsin"
                                                     + " login, start ./tocsin demo, or set"
                                                     + " TOCSIN_URL, TOCSIN_USER and"
                                                     + " TOCSIN_PASSWORD.")
                                                        .formatted(
                                                                profile.map(
                                                                                name ->
                                                                                        " with"
                                                                                            + " profile"
                                                                                            + " "
                                                                                                + name)
                                                                        .orElse(""))));
        Optional<String> wanted = url.or(() -> surroundings.variable("TOCSIN_URL"));
        if (wanted.isPresent() && !same(wanted.get(), session.url())) {
            throw new NotSignedIn(
                    "The login is for %s, not for %s. Sign in there with ./tocsin login --url %s."
                            .formatted(session.url(), wanted.get(), wanted.get()));
        }
        return session;
    }

    private static boolean same(String one, String other) {
        return one.replaceAll("/+$", "").equals(other.replaceAll("/+$", ""));
    }

    /** A login goes before a demo: whoever signed in to a real center means that one. */
    private String usedProfile(Profiles profiles) {
        if (profile.isPresent()) return profile.get();
        if (profiles.find(Profiles.LOGIN).isPresent()) return Profiles.LOGIN;
        return profiles.find(Profiles.DEMO).isPresent() ? Profiles.DEMO : Profiles.LOGIN;
    }
}
