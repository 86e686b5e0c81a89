package org.tocsin.console;

import static org.tocsin.console.Endpoint.Door.ANYBODY;
import static org.tocsin.console.Endpoint.Door.SIGNED_IN;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;

import org.tocsin.access.Access;
import org.tocsin.access.Permissions;
import org.tocsin.access.Session;
import org.tocsin.access.SignInAnswer;
import org.tocsin.center.DeskSeat;
import org.tocsin.center.Role;
import org.tocsin.center.SignIn;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Who comes in and goes out, whether the centers work, and the document of all paths. */
final class DoorApi {
    private final Map<String, Room> rooms;
    private final Access access;
    private final InstantSource clock;
    private final Listening listening;
    private final String cookieName;
    private final Supplier<List<Endpoint>> all;

    /**
     * @param cookieName of the session
     * @param all the paths of the document
     */
    DoorApi(
            Map<String, Room> rooms,
            Access access,
            InstantSource clock,
            Listening listening,
            String cookieName,
            Supplier<List<Endpoint>> all) {
        this.rooms = rooms;
        this.access = access;
        this.clock = clock;
        this.listening = listening;
        this.cookieName = cookieName;
        this.all = all;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.of(
                        HandlerType.POST,
                        "/api/session",
                        "Sign in",
                        ANYBODY,
                        Optional.of(Forms.CREDENTIALS),
                        200,
                        Answers.SessionAnswer.class,
                        List.of(400, 401, 403, 413, 415, 429),
                        this::signIn),
                Endpoint.of(
                        HandlerType.GET,
                        "/api/session",
                        "Who is signed in",
                        SIGNED_IN,
                        Optional.empty(),
                        200,
                        Answers.SessionAnswer.class,
                        List.of(400, 401),
                        asker -> answer(asker.session())),
                Endpoint.of(
                        HandlerType.DELETE,
                        "/api/session",
                        "Sign out",
                        SIGNED_IN,
                        Optional.empty(),
                        204,
                        Endpoint.Raw.class,
                        List.of(400, 401, 403),
                        this::signOut),
                Endpoint.of(
                        HandlerType.GET,
                        "/api/health",
                        "Whether every center takes requests",
                        ANYBODY,
                        Optional.empty(),
                        200,
                        Answers.Health.class,
                        List.of(400),
                        _ -> health()),
                Endpoint.of(
                        HandlerType.GET,
                        "/api/openapi.json",
                        "This document",
                        ANYBODY,
                        Optional.empty(),
                        200,
                        Endpoint.Raw.class,
                        List.of(400),
                        this::document));
    }

    private Object document(Asker asker) {
        asker.context()
                .contentType("application/json")
                .result(Json.write(OpenApi.document(all.get())));
        return Endpoint.Raw.DOCUMENT;
    }

    private Object signIn(Asker asker) {
        var credentials = (Forms.Credentials) asker.body(Forms.CREDENTIALS);
        Context context = asker.context();
        return switch (access.signIn(
                credentials.user(), credentials.password(), address(context))) {
            case SignInAnswer.SignedIn in -> {
                // Whoever signs in anew leaves the old session behind.
                Optional.ofNullable(context.cookie(cookieName)).ifPresent(access::signOut);
                context.cookie(cookie(in.token(), -1));
                yield answer(in.session());
            }
            case SignInAnswer.Denied _ ->
                    throw Problem.plain(401, "Not signed in", "Name or password is wrong.");
            case SignInAnswer.TooMany many ->
                    throw Problem.tooMany(
                            "Too many attempts; wait %d seconds."
                                    .formatted(many.retryAfter().toSeconds() + 1),
                            many.retryAfter());
        };
    }

    private Cookie cookie(String token, int maxAgeSeconds) {
        var cookie = new Cookie(cookieName, token);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(listening.secure());
        cookie.setSameSite(SameSite.STRICT);
        cookie.setMaxAge(maxAgeSeconds);
        return cookie;
    }

    /** A proxy appends whom it heard; what a client wrote before that proves nothing. */
    private String address(Context context) {
        String forwarded = context.header("X-Forwarded-For");
        if (!listening.behindProxy() || forwarded == null) return context.req().getRemoteAddr();
        String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return last.length() > 64 ? last.substring(0, 64) : last;
    }

    private Object signOut(Asker asker) {
        Optional.ofNullable(asker.context().cookie(cookieName)).ifPresent(access::signOut);
        asker.context().cookie(cookie("", 0)).status(204);
        return Endpoint.Raw.NOTHING;
    }

    private Answers.SessionAnswer answer(Session session) {
        List<Answers.Room> centers =
                rooms.values().stream()
                        .filter(room -> session.in(room.center().id()).isPresent())
                        .map(room -> room(room, session.in(room.center().id()).orElseThrow()))
                        .toList();
        List<String> roles =
                session.centers().values().stream()
                        .flatMap(signIn -> signIn.roles().stream())
                        .distinct()
                        .sorted()
                        .map(Role::name)
                        .toList();
        Optional<String> desk =
                centers.stream().findFirst().flatMap(first -> seat(rooms.get(first.id()), session));
        return new Answers.SessionAnswer(
                session.user(),
                session.displayName(),
                roles,
                desk.orElse(null),
                session.csrf(),
                centers);
    }

    private static Answers.Room room(Room room, SignIn who) {
        return new Answers.Room(
                room.center().id(),
                room.center().name(),
                room.drill(),
                who.roles().stream().sorted().map(Role::name).toList(),
                List.copyOf(who.units()));
    }

    /** The first desk for the agencies of the sign-in, for those who sit at one. */
    private static Optional<String> seat(
            @org.jspecify.annotations.Nullable Room room, Session session) {
        if (room == null) return Optional.empty();
        SignIn who = session.in(room.center().id()).orElseThrow();
        if (!Permissions.sitsInTheRoom(who)) return Optional.empty();
        return room.center().desks().stream()
                .filter(
                        desk ->
                                who.agencies().isEmpty()
                                        || desk.agencies().isEmpty()
                                        || desk.agencies().stream()
                                                .anyMatch(who.agencies()::contains))
                .map(DeskSeat::id)
                .findFirst();
    }

    private Answers.Health health() {
        List<Answers.RoomHealth> centers =
                rooms.values().stream()
                        .map(
                                room ->
                                        new Answers.RoomHealth(
                                                room.center().id(),
                                                room.drill(),
                                                room.desk().stopped().isEmpty(),
                                                room.desk().stopped().orElse(null),
                                                room.desk().board().position(),
                                                room.live().streamCount()))
                        .toList();
        boolean ready = centers.stream().allMatch(Answers.RoomHealth::ready);
        return new Answers.Health(ready ? "ready" : "stopped", clock.instant(), centers);
    }
}
