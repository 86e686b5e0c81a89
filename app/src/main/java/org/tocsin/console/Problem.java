package org.tocsin.console;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What went wrong with a request, as the client reads it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** More errors than a person mends at once are not listed. */
    static final int MAX_ERRORS = 50;

    private final int status;
    private final String title;
    private final transient List<FieldError> errors;
    private final transient Optional<Duration> retryAfter;

    /** One thing wrong with the input. */
    record FieldError(String field, String found, String expected) {}

    /** What is sent. */
    record Body(
            String type,
            String title,
            int status,
            String detail,
            @Nullable List<FieldError> errors) {}

    private Problem(
            int status,
            String title,
            String detail,
            List<FieldError> errors,
            Optional<Duration> retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    static Problem badInput(List<FieldError> errors) {
        String detail =
                errors.size() == 1
                        ? "One field is not as expected."
                        : "%d fields are not as expected.".formatted(errors.size());
        List<FieldError> shown = errors.subList(0, Math.min(MAX_ERRORS, errors.size()));
        return new Problem(400, "Bad input", detail, shown, Optional.empty());
    }

    static Problem badInput(String field, String found, String expected) {
        return badInput(List.of(new FieldError(field, found, expected)));
    }

    /** What says itself which field is meant, what was found and what was expected. */
    static Problem badInput(String sentence) {
        return plain(400, "Bad input", sentence);
    }

    static Problem notSignedIn() {
        return plain(401, "Not signed in", "Sign in first.");
    }

    static Problem forbidden(String sentence) {
        return plain(403, "Not permitted", sentence);
    }

    static Problem notFound(String sentence) {
        return plain(404, "Not found", sentence);
    }

    static Problem refused(String sentence) {
        return plain(409, "Refused", sentence);
    }

    static Problem tooLarge(long most) {
        return plain(413, "Too large", "The body is larger than %d bytes.".formatted(most));
    }

    static Problem wrongType(String found, String expected) {
        return plain(
                415,
                "Unsupported media type",
                "The content type is %s, expected %s.".formatted(found, expected));
    }

    static Problem tooMany(String sentence, Duration retryAfter) {
        return new Problem(429, "Too many", sentence, List.of(), Optional.of(retryAfter));
    }

    static Problem unavailable(String sentence) {
        return new Problem(
                503, "Unavailable", sentence, List.of(), Optional.of(Duration.ofSeconds(1)));
    }

    static Problem failed() {
        return plain(500, "Failed", "The server failed; the fault is in its log.");
    }

    static Problem plain(int status, String title, String detail) {
        return new Problem(status, title, detail, List.of(), Optional.empty());
    }

    int status() {
        return status;
    }

    List<FieldError> errors() {
        return errors;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    Body body() {
        return new Body(
                "about:blank",
                title,
                status,
                String.valueOf(getMessage()),
                errors.isEmpty() ? null : errors);
    }
}
