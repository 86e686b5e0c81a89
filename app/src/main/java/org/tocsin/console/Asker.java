package org.tocsin.console;

import io.javalin.http.Context;

import org.jspecify.annotations.Nullable;
import org.tocsin.access.Session;
import org.tocsin.center.SignIn;
import org.tocsin.map.CityMap;
import org.tocsin.place.Area;
import org.tocsin.place.Point;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One HTTP request on its way: who asks, in which center, and the input, strictly read. */
final class Asker {
    /** The longest parameter in a path or query, characters. */
    static final int MAX_PARAMETER = 1_000;

    /** The longest list of call signs in a query, characters. */
    private static final int MAX_EXCLUDED = 10_000;

    private final Context context;
    private final Optional<Session> session;
    private final Optional<Room> room;
    private final List<Problem.FieldError> errors = new ArrayList<>();

    Asker(Context context, Optional<Session> session, Optional<Room> room) {
        this.context = context;
        this.session = session;
        this.room = room;
    }

    Context context() {
        return context;
    }

    Session session() {
        return session.orElseThrow(Problem::notSignedIn);
    }

    Room room() {
        return room.orElseThrow(() -> Problem.notFound("There is no such center."));
    }

    /** What the asker is in the center. */
    SignIn who() {
        return session()
                .in(room().center().id())
                .orElseThrow(() -> Problem.forbidden("You have no part in this center."));
    }

    String path(String name) {
        return context.pathParam(name);
    }

    // --- body ---

    /**
     * The body as the form makes it.
     *
     * @throws Problem if it is not JSON, too large, or not as the form says
     */
    Object body(Form form) {
        requireType("application/json");
        JsonNode node = Json.read(bytes(Forms.MAX_BODY));
        Object read = form.read(node, "", errors);
        finish();
        if (read == null) throw new IllegalStateException("a form gave neither value nor error");
        return read;
    }

    /**
     * The body as it came.
     *
     * @throws Problem if it is of another type, or too large
     */
    byte[] body(String type, int mostBytes) {
        requireType(type);
        return bytes(mostBytes);
    }

    private void requireType(String expected) {
        String type = context.header("Content-Type");
        String plain = type == null ? "" : type.split(";", 2)[0].strip();
        if (!plain.equalsIgnoreCase(expected)) {
            throw Problem.wrongType(type == null ? "not given" : Shown.of(type), expected);
        }
    }

    /**
     * Of a body that is too large some more is read and dropped: who still sends when the answer
     * comes and the connection closes may never see the answer.
     */
    private byte[] bytes(int most) {
        try {
            InputStream in = context.req().getInputStream();
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length <= most) return bytes;
            in.skip(Forms.MAX_PASSED_OVER);
            throw Problem.tooLarge(most);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // --- query: every error is collected, then finish() throws them ---

    /** Refuses parameters that the path does not know. */
    void knowOnly(Set<String> names) {
        for (String name : context.queryParamMap().keySet()) {
            if (names.contains(name) || errors.size() > Problem.MAX_ERRORS) continue;
            wrong(
                    Shown.of(name),
                    "an unknown parameter",
                    names.isEmpty() ? "none" : "one of " + String.join(", ", names));
        }
    }

    private void wrong(String field, String found, String expected) {
        errors.add(new Problem.FieldError(field, found, expected));
    }

    /** The text of a parameter; empty if it is left out or blank. */
    Optional<String> text(String name, int most) {
        List<String> given = context.queryParams(name);
        if (given.isEmpty() || given.getFirst().isBlank()) return Optional.empty();
        String text = given.getFirst();
        if (given.size() > 1) {
            wrong(name, "given %d times".formatted(given.size()), "once");
            return Optional.empty();
        }
        if (text.length() > most) {
            wrong(name, text.length() + " characters", "at most %d characters".formatted(most));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** As {@link #text}, but it must be there. */
    String needText(String name, int most) {
        int before = errors.size();
        Optional<String> text = text(name, most);
        if (text.isEmpty() && errors.size() == before) {
            wrong(name, "nothing", "text of 1 to %d characters".formatted(most));
        }
        return text.orElse("");
    }

    long whole(String name, long least, long most, long otherwise) {
        Optional<String> text = text(name, MAX_PARAMETER);
        if (text.isEmpty()) return otherwise;
        OptionalLong value = parseLong(text.get());
        if (value.isEmpty() || value.getAsLong() < least || value.getAsLong() > most) {
            wrong(
                    name,
                    Shown.of(text.get()),
                    "a whole number from %d to %d".formatted(least, most));
            return otherwise;
        }
        return value.getAsLong();
    }

    static OptionalLong parseLong(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    Optional<Instant> time(String name) {
        Optional<String> text = text(name, MAX_PARAMETER);
        if (text.isEmpty()) return Optional.empty();
        Optional<Instant> time = Form.Time.parse(text.get());
        if (time.isEmpty()) wrong(name, Shown.of(text.get()), new Form.Time().expected());
        return time;
    }

    /** A point written as latitude, comma, longitude. */
    Optional<Point> point(String name) {
        Optional<String> text = text(name, MAX_PARAMETER);
        if (text.isEmpty()) return Optional.empty();
        Point point = parsePoint(text.get());
        if (point == null) {
            wrong(
                    name,
                    Shown.of(text.get()),
                    "latitude,longitude in degrees, such as 41.14961,-8.61099");
        } else if (isSwapped(point)) {
            wrong(
                    name,
                    point.toString(),
                    "a place inside the service area; %s, %s is: latitude comes first"
                            .formatted(point.longitude(), point.latitude()));
        }
        return Optional.ofNullable(point);
    }

    /** Outside of where this center works, and inside when read the other way round. */
    private boolean isSwapped(Point point) {
        Optional<Area> area =
                room().center().serviceArea().or(() -> room().map().map(CityMap::bounds));
        if (area.isEmpty() || area.get().contains(point)) return false;
        if (Math.abs(point.longitude()) > 90) return false;
        var swapped =
                new Point(/* latitude= */ point.longitude(), /* longitude= */ point.latitude());
        return area.get().contains(swapped);
    }

    private static @Nullable Point parsePoint(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 2) return null;
        try {
            return new Point(
                    Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    <E extends Enum<E>> Optional<E> choice(String name, List<E> choices) {
        Optional<String> text = text(name, MAX_PARAMETER);
        if (text.isEmpty()) return Optional.empty();
        for (E choice : choices) {
            if (choice.name().equalsIgnoreCase(text.get())) return Optional.of(choice);
        }
        List<String> names =
                choices.stream().map(c -> c.name().toLowerCase(java.util.Locale.ROOT)).toList();
        wrong(name, Shown.of(text.get()), "one of " + String.join(", ", names));
        return Optional.empty();
    }

    /** The call signs of units that are not wanted, by {@code exclude}. */
    Set<String> excluded() {
        return text("exclude", MAX_EXCLUDED).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toSet());
    }

    /**
     * @throws Problem with all errors so far, if there are any
     */
    void finish() {
        if (!errors.isEmpty()) throw Problem.badInput(errors);
    }
}
