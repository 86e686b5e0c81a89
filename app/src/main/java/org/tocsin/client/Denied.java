package org.tocsin.client;

import tools.jackson.databind.JsonNode;

import java.io.Serial;

/** The server answered, and said no: the problem it named (RFC 9457) and its status. */
public final class Denied extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final int status;
    private final transient JsonNode problem;

    Denied(int status, JsonNode problem) {
        super(sentence(status, problem));
        this.status = status;
        this.problem = problem;
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    /** The problem details; an empty object if the answer held none. */
    public JsonNode problem() {
        return problem;
    }

    private static String sentence(int status, JsonNode problem) {
        var text = new StringBuilder();
        String detail = problem.path("detail").asString("");
        if (detail.isEmpty()) detail = problem.path("title").asString("");
        text.append(detail.isEmpty() ? "The server answered %d.".formatted(status) : detail);
        for (JsonNode error : problem.path("errors")) {
            text.append(
                    "\n  %s: found %s, expected %s"
                            .formatted(
                                    error.path("field").asString(""),
                                    error.path("found").asString(""),
                                    error.path("expected").asString("")));
        }
        return text.toString();
    }
}
