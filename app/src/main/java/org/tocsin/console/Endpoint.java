package org.tocsin.console;

import io.javalin.http.HandlerType;

import org.tocsin.access.Reading;

import java.util.List;
import java.util.Optional;

/**
 * One path of the API: what it takes, what it answers, and who does it. The server's routes and the
 * API's document are both made from these.
 *
 * @param path with {@code {names}}
 * @param door who may come in
 * @param reading what is looked at, where that needs a role
 * @param body what is posted
 * @param status of the good answer
 * @param answer the record sent as JSON, or {@link Raw} for what is not JSON
 * @param problems further statuses, beside those every path has
 */
record Endpoint(
        HandlerType method,
        String path,
        String summary,
        Door door,
        Optional<Reading> reading,
        List<Parameter> query,
        Optional<Form> body,
        int status,
        Class<?> answer,
        List<Integer> problems,
        Work work) {

    /** This with other problems. */
    Endpoint withProblems(List<Integer> others) {
        return new Endpoint(
                method, path, summary, door, reading, query, body, status, answer, others, work);
    }

    /** Who may come in. */
    enum Door {
        ANYBODY,
        SIGNED_IN,
        /** Signed in, and something in the center that the path names. */
        OF_THE_ROOM
    }

    /** A parameter behind the question mark. */
    record Parameter(String name, String description, boolean required) {}

    /** Does what is asked; the result becomes JSON, {@link Raw} has been sent already. */
    interface Work {
        Object answer(Asker asker);
    }

    /** What is not JSON, or is written by the work itself. */
    enum Raw {
        /** 204, nothing to say. */
        NOTHING,
        STREAM,
        TILE,
        PHOTO,
        DOCUMENT
    }
}
