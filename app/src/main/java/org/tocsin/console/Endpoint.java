package org.tocsin.console;

import io.javalin.http.HandlerType;

import org.tocsin.access.Reading;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

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
    /** Where the paths of a center begin. */
    static final String IN_CENTER = "/api/centers/{center}";

    static Endpoint get(
            String path,
            String summary,
            Reading reading,
            Class<?> answer,
            Work work,
            Parameter... query) {
        return new Endpoint(
                HandlerType.GET,
                path,
                summary,
                Door.OF_THE_ROOM,
                Optional.of(reading),
                List.of(query),
                Optional.empty(),
                200,
                answer,
                List.of(400, 401, 403, 404),
                work);
    }

    static Endpoint post(
            String path,
            String summary,
            Optional<Reading> reading,
            Form body,
            Class<?> answer,
            List<Integer> more,
            Work work) {
        var problems = new TreeSet<>(List.of(400, 401, 403, 404, 413, 415));
        problems.addAll(more);
        return new Endpoint(
                HandlerType.POST,
                path,
                summary,
                Door.OF_THE_ROOM,
                reading,
                List.of(),
                Optional.of(body),
                200,
                answer,
                List.copyOf(problems),
                work);
    }

    static Parameter optional(String name, String description) {
        return new Parameter(name, description, false);
    }

    static Parameter required(String name, String description) {
        return new Parameter(name, description, true);
    }

    static Endpoint of(
            HandlerType method,
            String path,
            String summary,
            Door door,
            Optional<Form> body,
            int status,
            Class<?> answer,
            List<Integer> problems,
            Work work) {
        return new Endpoint(
                method,
                path,
                summary,
                door,
                Optional.empty(),
                List.of(),
                body,
                status,
                answer,
                problems,
                work);
    }

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
