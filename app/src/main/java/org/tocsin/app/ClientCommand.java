package org.tocsin.app;

import org.jspecify.annotations.Nullable;
import org.tocsin.client.Api;
import org.tocsin.client.Session;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * A command that asks a running server for something. What it prints for a person and with {@code
 * --json} is decided by each; connection, session and errors are the same for all.
 */
abstract class ClientCommand implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Mixin ServerOptions server = new ServerOptions();

    @Option(names = "--json", description = "Print the server's answer as JSON.")
    boolean json;

    /** The server, with somebody signed in, while the command runs. */
    private @Nullable Api api;

    ClientCommand(CommandSpec spec, Api api) {
        this.spec = spec;
        this.api = api;
    }

    /** For picocli, which fills in the rest before the command is called. */
    ClientCommand() {
        spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        try (Api open = server.open(spec)) {
            api = open;
            return run();
        }
    }

    /** Does it; returns the exit code. */
    abstract int run();

    Api api() {
        return Objects.requireNonNull(api, "the command does not run");
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    Surroundings surroundings() {
        return Main.surroundings(spec);
    }

    /** The center asked for, or the only one there is. */
    String center() {
        List<String> centers = api().session().map(Session::centers).orElse(List.of());
        if (server.center.isPresent()) {
            String wanted = server.center.get();
            if (centers.isEmpty() || centers.contains(wanted)) return wanted;
            throw new BadInput(
                    "there is no center %s here, expected one of %s"
                            .formatted(wanted, String.join(", ", centers)));
        }
        if (centers.size() == 1) return centers.getFirst();
        if (centers.isEmpty()) throw new NotSignedIn("This sign-in is for no center.");
        throw new BadInput("name one with --center: " + String.join(", ", centers));
    }

    /** A path within the center. */
    String path(String... parts) {
        var path = new StringBuilder("/api/centers/" + Api.encode(center()));
        for (String part : parts) path.append('/').append(Api.encode(part));
        return path.toString();
    }

    /** Prints JSON if that is wanted. */
    boolean printed(JsonNode answer) {
        if (json) out().println(answer.toPrettyString());
        return json;
    }

    static ObjectNode verb(String verb) {
        return Api.object().put("verb", verb);
    }

    /** Has the desk do something, and says what came of it. */
    int ask(ObjectNode request, String sentence) {
        JsonNode answer = send(request);
        if (json) return ExitCode.OK;
        out().println(sentence);
        if (answer.path("incident").isString() && !sentence.contains("%")) {
            // Named in the sentence already, or opened by it.
            String incident = answer.path("incident").asString("");
            if (!sentence.contains(incident)) out().println("Incident " + incident);
        }
        return ExitCode.OK;
    }

    /** Has the desk do something; remembers it for {@code undo}. */
    JsonNode send(ObjectNode request) {
        String id = "cli-" + UUID.randomUUID();
        JsonNode answer = api().request(center(), id, request);
        server.profile(spec)
                .ifPresent(
                        profile ->
                                new Profiles(surroundings().configFolder())
                                        .rememberRequest(profile, id));
        if (json && answer instanceof ObjectNode object) {
            object.put("request", id);
            printed(object);
        }
        return answer;
    }

    /** Call signs, separated by commas or blanks, in upper case as they are on the radio. */
    static List<String> callSigns(List<String> typed) {
        var callSigns = new ArrayList<String>();
        for (String each : typed) {
            for (String one : each.split("[,\\s]+", -1)) if (!one.isEmpty()) callSigns.add(one);
        }
        return callSigns;
    }

    /**
     * The incident meant: its number, or the count after the year's hyphen, this year's.
     *
     * @throws BadInput if a count alone is given and no open incident ends so
     */
    String incident(String typed) {
        if (!typed.matches("\\d{1,12}")) return typed;
        for (JsonNode row : api().get(path("board")).path("incidents")) {
            String id = row.path("id").asString("");
            if (id.endsWith("-" + typed)) return id;
        }
        throw new BadInput(
                "no open incident has the number %s; a closed one needs its whole number, such as 26-%s"
                        .formatted(typed, typed));
    }

    /** A text typed as several words. */
    static Optional<String> joined(List<String> words) {
        return Optional.of(String.join(" ", words).strip()).filter(text -> !text.isEmpty());
    }
}
