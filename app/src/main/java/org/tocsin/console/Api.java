package org.tocsin.console;

import static org.tocsin.console.Endpoint.Door.ANYBODY;
import static org.tocsin.console.Endpoint.Door.OF_THE_ROOM;
import static org.tocsin.console.Endpoint.Door.SIGNED_IN;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;

import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.tocsin.access.Access;
import org.tocsin.access.Permissions;
import org.tocsin.access.Reading;
import org.tocsin.access.Session;
import org.tocsin.access.SignInAnswer;
import org.tocsin.center.Center;
import org.tocsin.center.DeskSeat;
import org.tocsin.center.Role;
import org.tocsin.center.SignIn;
import org.tocsin.center.StatusCode;
import org.tocsin.center.Targets;
import org.tocsin.center.VerbName;
import org.tocsin.dispatch.Basis;
import org.tocsin.dispatch.Envelope;
import org.tocsin.dispatch.Outcome;
import org.tocsin.dispatch.Request;
import org.tocsin.dispatch.UnitOnBoard;
import org.tocsin.incident.Incident;
import org.tocsin.map.CityMap;
import org.tocsin.map.Landmark;
import org.tocsin.place.Area;
import org.tocsin.place.BadCoordinates;
import org.tocsin.place.Here;
import org.tocsin.place.Location;
import org.tocsin.place.Notations;
import org.tocsin.place.PlaceCandidate;
import org.tocsin.place.PlaceSearch;
import org.tocsin.place.Point;
import org.tocsin.plan.Keywords;
import org.tocsin.plan.Suggestion;
import org.tocsin.plan.TriageTree;
import org.tocsin.road.Conditions;
import org.tocsin.road.Fix;
import org.tocsin.road.Isochrone;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadNetwork;
import org.tocsin.unit.Position;
import org.tocsin.unit.UnitStatus;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The API: every path with what it does, in the order of the document. */
final class Api {
    static final String COOKIE = "tocsin_session";

    /**
     * Browsers tell hosts apart by name and not by port: who signs in to a drill must not lose the
     * session of the real center on the same machine.
     */
    static final String DRILL_COOKIE = "tocsin_drill";

    /** Positions further ahead than this are a clock gone wrong; they count as now. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

    /** Landmarks in one answer; a screen of a city shows fewer. */
    static final int MAX_LANDMARKS = 5_000;

    static final String IN_CENTER = "/api/centers/{center}";

    private final Map<String, Room> rooms;
    private final Access access;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Listening listening;
    private final Map<String, Related> related = new LinkedHashMap<>();
    private final Map<String, CoverageGrid> grids = new LinkedHashMap<>();

    Api(
            Map<String, Room> rooms,
            Access access,
            InstantSource clock,
            RandomGenerator random,
            Listening listening) {
        this.rooms = rooms;
        this.access = access;
        this.clock = clock;
        this.random = random;
        this.listening = listening;
        rooms.forEach((id, room) -> related.put(id, new Related(room)));
        rooms.forEach((id, room) -> grids.put(id, new CoverageGrid(room, bounds(room))));
    }

    private String cookieName() {
        return cookieName(rooms);
    }

    static String cookieName(Map<String, Room> rooms) {
        boolean drill = rooms.values().stream().anyMatch(room -> room.exercise().isPresent());
        return drill ? DRILL_COOKIE : COOKIE;
    }

    List<Endpoint> endpoints() {
        var all = new ArrayList<Endpoint>();
        all.addAll(doorEndpoints());
        all.addAll(roomEndpoints());
        all.addAll(incidentEndpoints());
        all.addAll(placeEndpoints());
        all.addAll(DrillDesk.endpoints(clock));
        all.addAll(Playback.endpoints(this));
        return List.copyOf(all);
    }

    // --- how endpoints are written down ---

    static Endpoint get(
            String path,
            String summary,
            Reading reading,
            Class<?> answer,
            Endpoint.Work work,
            Endpoint.Parameter... query) {
        return new Endpoint(
                HandlerType.GET,
                path,
                summary,
                OF_THE_ROOM,
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
            Endpoint.Work work) {
        var problems = new TreeSet<>(List.of(400, 401, 403, 404, 413, 415));
        problems.addAll(more);
        return new Endpoint(
                HandlerType.POST,
                path,
                summary,
                OF_THE_ROOM,
                reading,
                List.of(),
                Optional.of(body),
                200,
                answer,
                List.copyOf(problems),
                work);
    }

    private static Endpoint.Parameter optional(String name, String description) {
        return new Endpoint.Parameter(name, description, false);
    }

    private static Endpoint.Parameter required(String name, String description) {
        return new Endpoint.Parameter(name, description, true);
    }

    private static Endpoint plain(
            HandlerType method,
            String path,
            String summary,
            Endpoint.Door door,
            Optional<Form> body,
            int status,
            Class<?> answer,
            List<Integer> problems,
            Endpoint.Work work) {
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

    // --- the door ---

    private List<Endpoint> doorEndpoints() {
        return List.of(
                plain(
                        HandlerType.POST,
                        "/api/session",
                        "Sign in",
                        ANYBODY,
                        Optional.of(Forms.CREDENTIALS),
                        200,
                        Answers.SessionAnswer.class,
                        List.of(400, 401, 403, 413, 415, 429),
                        this::signIn),
                plain(
                        HandlerType.GET,
                        "/api/session",
                        "Who is signed in",
                        SIGNED_IN,
                        Optional.empty(),
                        200,
                        Answers.SessionAnswer.class,
                        List.of(400, 401),
                        asker -> answer(asker.session())),
                plain(
                        HandlerType.DELETE,
                        "/api/session",
                        "Sign out",
                        SIGNED_IN,
                        Optional.empty(),
                        204,
                        Endpoint.Raw.class,
                        List.of(400, 401, 403),
                        this::signOut),
                plain(
                        HandlerType.GET,
                        "/api/health",
                        "Whether every center takes requests",
                        ANYBODY,
                        Optional.empty(),
                        200,
                        Answers.Health.class,
                        List.of(400),
                        _ -> health()),
                plain(
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
                .result(Json.write(OpenApi.document(endpoints())));
        return Endpoint.Raw.DOCUMENT;
    }

    private Object signIn(Asker asker) {
        var credentials = (Forms.Credentials) asker.body(Forms.CREDENTIALS);
        Context context = asker.context();
        return switch (access.signIn(
                credentials.user(), credentials.password(), address(context))) {
            case SignInAnswer.SignedIn in -> {
                // Whoever signs in anew leaves the old session behind.
                Optional.ofNullable(context.cookie(cookieName())).ifPresent(access::signOut);
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
        var cookie = new Cookie(cookieName(), token);
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
        Optional.ofNullable(asker.context().cookie(cookieName())).ifPresent(access::signOut);
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
        if (!sitsInTheRoom(who)) return Optional.empty();
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
                                                room.desk().stopped().isEmpty(),
                                                room.desk().stopped().orElse(null),
                                                room.desk().board().position(),
                                                room.live().streamCount()))
                        .toList();
        boolean ready = centers.stream().allMatch(Answers.RoomHealth::ready);
        return new Answers.Health(ready ? "ready" : "stopped", clock.instant(), centers);
    }

    // --- the room ---

    private List<Endpoint> roomEndpoints() {
        return List.of(
                get(
                        IN_CENTER,
                        "How the center is made up",
                        Reading.CENTER,
                        Answers.CenterAnswer.class,
                        asker -> center(asker.room(), asker.room().center(), asker.who())),
                get(
                        IN_CENTER + "/board",
                        "Every open incident, unit, alarm, closure and hazard",
                        Reading.BOARD,
                        Rows.BoardMessage.class,
                        asker -> asker.room().live().full()),
                get(
                        IN_CENTER + "/stream",
                        "Server-sent events: board, units, desk, beat; resumes by Last-Event-ID",
                        Reading.BOARD,
                        Endpoint.Raw.class,
                        this::stream),
                post(
                        IN_CENTER + "/requests",
                        "Ask the desk for something; the same id again gets the first answer",
                        Optional.empty(),
                        Forms.ASKED,
                        Answers.Done.class,
                        List.of(409, 503),
                        this::request),
                post(
                        IN_CENTER + "/positions",
                        "Where units are",
                        Optional.empty(),
                        Forms.POSITIONS,
                        Answers.Accepted.class,
                        List.of(),
                        this::positions),
                get(
                        IN_CENTER + "/log",
                        "Entries of the record as sentences",
                        Reading.LOG,
                        Answers.Log.class,
                        this::log,
                        optional(
                                "from",
                                "first position, 1 or more; the latest entries if left out"),
                        optional("limit", "1 to 1000, 100 if left out"),
                        optional("incident", "only entries about this incident")),
                get(
                        IN_CENTER + "/levels",
                        "Service levels today: nine in ten were at least as fast",
                        Reading.BOARD,
                        Answers.LevelsAnswer.class,
                        this::levels),
                get(
                        IN_CENTER + "/units/{unit}/work",
                        "A unit's work, for its crew: places, hazards, who else is there",
                        Reading.INCIDENT,
                        Answers.FieldAnswer.class,
                        this::work),
                get(
                        IN_CENTER + "/closures",
                        "Roads that are closed",
                        Reading.CENTER,
                        Answers.Closures.class,
                        asker -> new Answers.Closures(asker.room().live().full().closures())));
    }

    private Object levels(Asker asker) {
        Instant now = clock.instant();
        return new Answers.LevelsAnswer(
                now, Levels.today(asker.room().desk().board(), asker.room().paces(), now));
    }

    private Object work(Asker asker) {
        String unit = asker.path("unit");
        SignIn who = asker.who();
        if (Permissions.isOnlyCrew(who) && !who.units().contains(unit)) {
            throw Problem.forbidden("You may look at the work of your own unit.");
        }
        return new Look(asker.room()).field(unit, clock.instant());
    }

    /** The room's center, as it is configured or was. */
    Answers.CenterAnswer center(Room room, Center center, SignIn who) {
        return new Answers.CenterAnswer(
                center.id(),
                center.name(),
                center.zone().getId(),
                bounds(room),
                room.drill(),
                room.map().map(CityMap::attribution).orElse(""),
                center.types().stream()
                        .map(t -> new Answers.Type(t.code(), t.name(), t.priority(), t.agency()))
                        .toList(),
                center.agencies().stream().map(a -> new Answers.Named(a.id(), a.name())).toList(),
                center.stations().stream()
                        .map(s -> new Answers.Station(s.id(), s.name(), s.agency(), s.point()))
                        .toList(),
                center.desks().stream().map(d -> new Answers.Named(d.id(), d.name())).toList(),
                center.destinations().stream()
                        .map(d -> new Answers.Place(d.id(), d.name(), d.point()))
                        .toList(),
                center.dispositions().stream()
                        .map(d -> new Answers.Coded(d.code(), d.name()))
                        .toList(),
                Arrays.stream(UnitStatus.values())
                        .map(center::statusCode)
                        .map(Api::status)
                        .toList(),
                room.statuses().stream()
                        .map(own -> Api.agencyStatus(own.agency(), own.code()))
                        .toList(),
                room.verbs().stream()
                        .filter(verb -> isSpokenBy(verb, who))
                        .map(verb -> new Answers.Verb(verb.verb(), verb.names()))
                        .toList(),
                center.targets().priorities().stream().map(Api::target).toList(),
                center.targets().timeInState().entrySet().stream()
                        .map(
                                each ->
                                        new Answers.TimeInState(
                                                each.getKey(), each.getValue().toSeconds()))
                        .toList(),
                room.profiles().asked().stream().map(Profile::name).distinct().toList(),
                center.units().stream().map(Api::unit).toList());
    }

    /** Whose sign-in names no agency hears all of them. */
    private static boolean isSpokenBy(VerbName verb, SignIn who) {
        return verb.agency()
                .filter(agency -> !who.agencies().isEmpty() && !who.agencies().contains(agency))
                .isEmpty();
    }

    private static Answers.Status status(StatusCode code) {
        return new Answers.Status(
                code.status(), code.name(), code.letter(), code.color(), code.codes());
    }

    private static Answers.AgencyStatus agencyStatus(String agency, StatusCode code) {
        return new Answers.AgencyStatus(
                agency, code.status(), code.name(), code.letter(), code.color(), code.codes());
    }

    private static Answers.Target target(Targets.ByPriority each) {
        return new Answers.Target(
                each.priority(),
                each.waiting().toSeconds(),
                each.acknowledgement().toSeconds(),
                each.arrival().toSeconds(),
                each.checkIn().map(Duration::toSeconds).orElse(null));
    }

    private static Answers.Unit unit(org.tocsin.unit.Unit unit) {
        return new Answers.Unit(
                unit.callSign(),
                unit.agency(),
                unit.station(),
                unit.capabilities().stream().sorted().toList(),
                unit.crewSize(),
                unit.crew().orElse(null),
                unit.canTransport());
    }

    /** The map, else the service area, else where the stations are. */
    private static Answers.Bounds bounds(Room room) {
        Optional<Area> area =
                room.map().map(map -> map.bounds()).or(() -> room.center().serviceArea());
        List<Point> points =
                area.map(Area::corners)
                        .orElseGet(
                                () ->
                                        room.center().stations().stream()
                                                .map(org.tocsin.unit.Station::point)
                                                .toList());
        if (points.isEmpty()) return new Answers.Bounds(-85, -180, 85, 180);
        return new Answers.Bounds(
                points.stream().mapToDouble(Point::latitude).min().orElseThrow(),
                points.stream().mapToDouble(Point::longitude).min().orElseThrow(),
                points.stream().mapToDouble(Point::latitude).max().orElseThrow(),
                points.stream().mapToDouble(Point::longitude).max().orElseThrow());
    }

    private Object stream(Asker asker) {
        Context context = asker.context();
        Live live = asker.room().live();
        var connection =
                ServletContextRequest.getServletContextRequest(context.req())
                        .getConnectionMetaData()
                        .getConnection()
                        .getEndPoint();
        var stream = new LiveStream(connection::close);
        String last = context.header("Last-Event-ID");
        OptionalLong position =
                last == null || last.isBlank()
                        ? OptionalLong.empty()
                        : Asker.parseLong(last.strip());
        // An id that is no position of ours is as good as none.
        live.open(stream, position);
        try {
            context.disableCompression();
            context.contentType("text/event-stream;charset=utf-8");
            context.header("Cache-Control", "no-store");
            context.header("X-Accel-Buffering", "no");
            context.res().flushBuffer();
            stream.pump(context.res().getOutputStream(), () -> stillSignedIn(context));
        } catch (IOException e) {
            // The screen has gone, or was cut off: it comes back when it wants.
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connection.close();
        } finally {
            live.close(stream);
        }
        return Endpoint.Raw.STREAM;
    }

    /** An open stream is use of its session, and ends with it. */
    private boolean stillSignedIn(Context context) {
        String token = context.cookie(cookieName());
        return token != null && access.findSession(token).isPresent();
    }

    private Object request(Asker asker) {
        var asked = (Forms.AskedRaw) asker.body(Forms.ASKED);
        Room room = asker.room();
        SignIn who = asker.who();
        Request request =
                switch (asked.request()) {
                    case Request plain -> plain;
                    case Forms.DispatchAsked dispatch -> room.withBasis(dispatch, clock);
                    case Object other -> throw new IllegalStateException("read " + other);
                };
        Permissions.refusal(who, room.center(), request, room.requesters()::of)
                .ifPresent(
                        sentence -> {
                            throw Problem.forbidden(sentence);
                        });
        if (request instanceof Request.AddNote note && !sitsInTheRoom(who)) {
            requireOnIt(asker, note.incident());
        }
        return done(room.ask(new Envelope(asked.id(), who.name(), request)));
    }

    private static Answers.Done done(Outcome.Done done) {
        return new Answers.Done(
                "done",
                done.first(),
                done.last(),
                done.incident().orElse(null),
                done.call().isPresent() ? done.call().getAsLong() : null,
                done.closure().orElse(null),
                done.hazard().orElse(null));
    }

    private Object positions(Asker asker) {
        var sent = (Forms.Positions) asker.body(Forms.POSITIONS);
        SignIn who = asker.who();
        Instant now = clock.instant();
        var errors = new ArrayList<Problem.FieldError>();
        for (int i = 0; i < sent.positions().size() && errors.size() <= Problem.MAX_ERRORS; i++) {
            Forms.Fix fix = sent.positions().get(i);
            if (asker.room().fleet().indexOf(fix.unit()).isEmpty()) {
                errors.add(
                        new Problem.FieldError(
                                "positions[%d].unit".formatted(i),
                                "\"" + Shown.of(fix.unit()) + "\"",
                                "a unit of the center"));
            } else if (!Permissions.mayReportPosition(who, fix.unit())) {
                throw Problem.forbidden("You may not say where %s is.".formatted(fix.unit()));
            }
        }
        if (!errors.isEmpty()) throw Problem.badInput(errors);
        for (Forms.Fix fix : sent.positions()) {
            Instant at = fix.at().filter(each -> !each.isAfter(now.plus(AHEAD))).orElse(now);
            OptionalInt heading = fix.heading().map(OptionalInt::of).orElseGet(OptionalInt::empty);
            asker.room()
                    .fleet()
                    .accept(
                            fix.unit(),
                            new Position(new Point(fix.latitude(), fix.longitude()), at, heading));
        }
        return new Answers.Accepted(sent.positions().size());
    }

    private Object log(Asker asker) {
        int limit = (int) asker.whole("limit", 1, 1_000, 100);
        long head = asker.room().desk().board().position();
        long from = asker.whole("from", 1, 1L << 40, Math.max(1, head - limit + 1));
        Optional<String> incident = asker.text("incident", Forms.MAX_ID);
        asker.finish();
        var look = new Look(asker.room());
        return incident.isPresent() ? look.logOf(incident.get(), limit) : look.log(from, limit);
    }

    // --- incidents ---

    private List<Endpoint> incidentEndpoints() {
        String one = IN_CENTER + "/incidents/{incident}";
        return List.of(
                get(
                        IN_CENTER + "/incidents",
                        "Search by number, place, type, unit and time; never by person",
                        Reading.SEARCH,
                        Answers.Incidents.class,
                        this::search,
                        optional("state", "open, closed or all (if left out)"),
                        optional("q", "part of a number, a place or a type, 1 to 200 characters"),
                        optional("type", "code of an incident type"),
                        optional("unit", "a call sign that was sent"),
                        optional("from", "opened at or after"),
                        optional("to", "opened before"),
                        optional("limit", "1 to 200, 50 if left out")),
                get(
                        one,
                        "One incident with its calls, assignments, hazards and log",
                        Reading.INCIDENT,
                        Answers.IncidentDetail.class,
                        this::incident),
                get(
                        one + "/sealed",
                        "Caller, words and notes; who read them and why is journalled",
                        Reading.SEALED,
                        SealedWords.Shown.class,
                        this::sealed,
                        required("reason", "why it is read, 1 to 500 characters")),
                new Endpoint(
                        HandlerType.POST,
                        one + "/photos",
                        "Add a photo of the scene; what its maker wrote into it is left out",
                        OF_THE_ROOM,
                        Optional.of(Reading.PHOTOS),
                        List.of(required("id", "of the request; the same again adds nothing")),
                        Optional.empty(),
                        200,
                        Answers.Done.class,
                        List.of(400, 401, 403, 404, 409, 413, 415, 503),
                        this::addPhoto),
                get(
                        one + "/photos/{photo}",
                        "A photo of the scene; who looks at it and why is journalled",
                        Reading.PHOTOS,
                        Endpoint.Raw.class,
                        this::photo,
                        required("reason", "why it is looked at, 1 to 500 characters")),
                get(
                        one + "/recommendation",
                        "Who should go, and why",
                        Reading.ADVICE,
                        Answers.RecommendationAnswer.class,
                        this::recommendation,
                        optional("exclude", "call signs not wanted, comma between")),
                get(
                        one + "/explain",
                        "What each decision rested on, and whether it can be had again",
                        Reading.ADVICE,
                        Answers.Explained.class,
                        asker -> new Look(asker.room()).explain(asker.path("incident"))));
    }

    private Object search(Asker asker) {
        var wanted =
                new Look.Wanted(
                        asker.choice("state", Arrays.asList(Look.Which.values()))
                                .orElse(Look.Which.ALL),
                        asker.text("q", 200),
                        asker.text("type", Forms.MAX_ID),
                        asker.text("unit", Forms.MAX_ID),
                        asker.time("from"),
                        asker.time("to"),
                        (int) asker.whole("limit", 1, Look.MAX_HITS, 50));
        asker.finish();
        return new Answers.Incidents(new Look(asker.room()).search(wanted, clock.instant()));
    }

    private Object incident(Asker asker) {
        String id = asker.path("incident");
        requireOwn(asker, id);
        return new Look(asker.room()).detail(id, clock.instant());
    }

    /** A crew sees an incident while one of its units is on it. */
    private static void requireOwn(Asker asker, String id) {
        SignIn who = asker.who();
        if (Permissions.isOnlyCrew(who)) requireOnIt(asker, id);
    }

    private static boolean sitsInTheRoom(SignIn who) {
        return who.roles().stream().anyMatch(role -> role != Role.CREW && role != Role.VIEWER);
    }

    private static void requireOnIt(Asker asker, String id) {
        SignIn who = asker.who();
        boolean own =
                asker.room().desk().board().findIncident(id).stream()
                        .flatMap(incident -> incident.assignments().stream())
                        .anyMatch(each -> each.isLive() && who.units().contains(each.unit()));
        if (!own) throw Problem.forbidden("Your unit is not on this incident.");
    }

    private Object sealed(Asker asker) {
        String reason = asker.needText("reason", Forms.MAX_WORDS);
        asker.finish();
        String id = asker.path("incident");
        var look = new Look(asker.room());
        look.incident(asker.room().desk().board(), id);
        // Nothing is shown before the record of it is on disk.
        asker.room()
                .ask(
                        new Envelope(
                                "read-" + token(),
                                asker.who().name(),
                                new Request.ReadSealed(id, reason)));
        return look.sealed(id);
    }

    private Object addPhoto(Asker asker) {
        String request = asker.needText("id", Envelope.MAX_ID);
        asker.finish();
        Incident incident = photographed(asker);
        byte[] photo = Jpeg.bare(asker.body(Jpeg.TYPE, Jpeg.MAX_BYTES));
        return done(asker.room().photos().add(asker.who().name(), request, incident, photo));
    }

    private Object photo(Asker asker) {
        String reason = asker.needText("reason", Forms.MAX_WORDS);
        asker.finish();
        Incident incident = photographed(asker);
        int number = (int) Asker.parseLong(asker.path("photo")).orElse(0);
        byte[] photo =
                asker.room()
                        .photos()
                        .show(asker.who().name(), "read-" + token(), incident, number, reason);
        asker.context().contentType(Jpeg.TYPE).result(photo);
        return Endpoint.Raw.PHOTO;
    }

    /** A crew's own while its unit is on it, and anybody's of the room. */
    private static Incident photographed(Asker asker) {
        String id = asker.path("incident");
        if (!sitsInTheRoom(asker.who())) requireOnIt(asker, id);
        return new Look(asker.room()).incident(asker.room().desk().board(), id);
    }

    private Object recommendation(Asker asker) {
        Set<String> excluded = callSigns(asker);
        asker.finish();
        Room room = asker.room();
        String id = asker.path("incident");
        var board = room.desk().board();
        Incident incident = new Look(room).incident(board, id);
        if (room.center().findType(incident.type()).isEmpty()) {
            throw Problem.refused(
                    "%s has the type %s, which the configuration no longer has; change it first."
                            .formatted(id, incident.type()));
        }
        Instant now = clock.instant();
        Basis basis = room.advice().advise(board, id, excluded, now);
        String token = token();
        room.proposals().keep(token, basis, now);
        return Look.recommendation(basis, Optional.of(token), room.advice().ranges(board, id, now));
    }

    String token() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    // --- places and roads ---

    private List<Endpoint> placeEndpoints() {
        return List.of(
                get(
                        IN_CENTER + "/places",
                        "Places that a typed text may mean",
                        Reading.PLACES,
                        Answers.Places.class,
                        this::places,
                        required("q", "what was typed, 1 to 200 characters"),
                        optional("near", "latitude,longitude"),
                        optional("limit", "1 to 50, 10 if left out")),
                get(
                        IN_CENTER + "/describe",
                        "What is at a point",
                        Reading.PLACES,
                        Answers.Described.class,
                        this::describe,
                        required("at", "latitude,longitude")),
                post(
                        IN_CENTER + "/suggest",
                        "Types by the words of a call, and open incidents it may be about",
                        Optional.of(Reading.TRIAGE),
                        Forms.HEARD,
                        Answers.Suggested.class,
                        List.of(),
                        this::suggest),
                get(
                        IN_CENTER + "/triage/{type}",
                        "The question tree of an incident type, or of that id",
                        Reading.TRIAGE,
                        TriageTree.class,
                        this::triage),
                get(
                        IN_CENTER + "/route",
                        "The fastest way over open roads: of a unit to an incident, or between"
                                + " points",
                        Reading.ROUTE,
                        Answers.RouteAnswer.class,
                        this::route,
                        optional("unit", "a call sign; with incident"),
                        optional("incident", "a number; with unit"),
                        optional("from", "latitude,longitude; with to"),
                        optional("to", "latitude,longitude; with from"),
                        optional("lang", "the language of the steps, such as zh; English else")),
                get(
                        IN_CENTER + "/fastest",
                        "Which units would be at a place first, over open roads",
                        Reading.ADVICE,
                        Answers.Fastest.class,
                        this::fastest,
                        optional("incident", "a number; or to"),
                        optional("to", "latitude,longitude; or incident"),
                        optional("within", "how many metres from there it may be, 1 to 1000"),
                        optional("count", "1 to 100, 10 if left out"),
                        optional("capability", "only units that can do this"),
                        optional("exclude", "call signs not wanted, comma between"),
                        optional("status", "AVAILABLE if left out, or ANY on duty")),
                get(
                        IN_CENTER + "/reach",
                        "The ground that is reached within given times over open roads",
                        Reading.ROUTE,
                        Answers.ReachAnswer.class,
                        this::reach,
                        optional("unit", "a call sign: from where it is"),
                        optional("from", "latitude,longitude"),
                        optional(
                                "seconds",
                                "up to 12 times with commas between, each up to 3600;"
                                        + " 240,480,720 if left out")),
                get(
                        IN_CENTER + "/moveups",
                        "What share of the demand idle units reach in time, and which of them would"
                                + " restore most from another station",
                        Reading.ADVICE,
                        Answers.MoveUpsAnswer.class,
                        this::moveUps,
                        optional("agency", "its id; the one with the most units if left out")),
                get(
                        IN_CENTER + "/landmarks",
                        "Stations, hospitals, hydrants, defibrillators and schools of the map",
                        Reading.CENTER,
                        Answers.Landmarks.class,
                        this::landmarks,
                        optional("kind", "one kind of them"),
                        optional("southwest", "latitude,longitude; with northeast"),
                        optional("northeast", "latitude,longitude; with southwest")),
                get(
                        IN_CENTER + "/coverage",
                        "Where the fastest free unit would be when, as a grid",
                        Reading.ADVICE,
                        Answers.CoverageAnswer.class,
                        this::coverage,
                        optional("capability", "which free units count; all if left out"),
                        optional("target", "seconds, 1 to 86400; arrival for priority 1 if not")),
                get(
                        "/tiles/{center}/{z}/{x}/{y}.mvt",
                        "A vector tile of the map",
                        Reading.TILES,
                        Endpoint.Raw.class,
                        this::tile));
    }

    private PlaceSearch search(Room room) {
        return room.places().orElseThrow(() -> Problem.notFound("This center has no map."));
    }

    private Object places(Asker asker) {
        String text = asker.needText("q", PlaceSearch.MAX_CHARACTERS);
        Optional<Point> near = asker.point("near");
        int limit = (int) asker.whole("limit", 1, PlaceSearch.MAX_CANDIDATES, 10);
        asker.finish();
        try {
            return new Answers.Places(
                    search(asker.room()).search(text, near, limit).stream()
                            .map(Api::candidate)
                            .toList());
        } catch (BadCoordinates e) {
            throw Problem.badInput(String.valueOf(e.getMessage()));
        }
    }

    private static Answers.Candidate candidate(PlaceCandidate each) {
        return new Answers.Candidate(
                each.kind().name(),
                each.name(),
                each.about(),
                each.point(),
                each.certainty().name(),
                each.differs().isEmpty() ? null : each.differs(),
                each.uncertaintyMeters().orElse(null),
                each.given().orElse(null));
    }

    private Object describe(Asker asker) {
        Optional<Point> at = asker.point("at");
        if (at.isEmpty()) asker.needText("at", Asker.MAX_PARAMETER);
        asker.finish();
        Point point = at.orElseThrow();
        return described(search(asker.room()).here(point));
    }

    private static Answers.Described described(Here here) {
        Notations notations = here.notations();
        return new Answers.Described(
                here.name(),
                here.point(),
                here.address().orElse(null),
                here.crossing().orElse(null),
                here.road().orElse(null),
                here.building().orElse(null),
                here.locality().orElse(null),
                here.description(),
                new Answers.Coordinates(
                        notations.decimal(),
                        notations.degrees(),
                        notations.minutes(),
                        notations.mgrs().orElse(null),
                        notations.utm().orElse(null),
                        notations.plusCode(),
                        notations.grids()));
    }

    private Object suggest(Asker asker) {
        var heard = (Forms.Heard) asker.body(Forms.HEARD);
        Room room = asker.room();
        List<Answers.SuggestedType> types =
                heard.text().stream()
                        .map(text -> text.substring(0, Math.min(Keywords.MAX_TEXT, text.length())))
                        .flatMap(text -> room.keywords().suggest(text).stream())
                        .map(Api::suggested)
                        .toList();
        List<Related.Match> same =
                java.util.Objects.requireNonNull(related.get(room.center().id()))
                        .find(heard.text(), heard.point(), clock.instant());
        return new Answers.Suggested(types, same);
    }

    private static Answers.SuggestedType suggested(Suggestion each) {
        List<String> joint =
                Stream.concat(each.agencies().stream(), each.capabilities().stream()).toList();
        return new Answers.SuggestedType(each.type(), each.priority(), joint, each.reason());
    }

    private Object triage(Asker asker) {
        String wanted = asker.path("type");
        Center center = asker.room().center();
        return center.findType(wanted)
                .flatMap(type -> type.triage())
                .flatMap(center::findTriage)
                .or(() -> center.findTriage(wanted))
                .orElseThrow(
                        () ->
                                Problem.notFound(
                                        "There are no triage questions for %s."
                                                .formatted(Shown.of(wanted))));
    }

    private Object route(Asker asker) {
        Optional<String> unit = asker.text("unit", Forms.MAX_ID);
        Optional<String> incident = asker.text("incident", Forms.MAX_ID);
        Optional<Point> from = asker.point("from");
        Optional<Point> to = asker.point("to");
        Locale language = asker.text("lang", 35).map(Locale::forLanguageTag).orElse(Locale.ENGLISH);
        asker.finish();
        Room room = asker.room();
        ownUnitOnly(asker, unit);
        if (unit.isPresent() && incident.isPresent()) {
            from = Optional.of(place(room, unit.get()));
            to =
                    Optional.of(
                            new Look(room)
                                    .incident(room.desk().board(), incident.get())
                                    .location()
                                    .point());
        }
        if (from.isEmpty() || to.isEmpty()) {
            throw Problem.badInput(
                    "unit, incident, from, to",
                    "not two places",
                    "unit and incident, or from and to");
        }
        Conditions conditions = conditions(room, unit);
        var route =
                room.travel()
                        .route(from.get(), to.get(), conditions)
                        .orElseThrow(
                                () ->
                                        Problem.refused(
                                                "There is no way between the two places by open"
                                                        + " roads."));
        return new Answers.RouteAnswer(
                route.duration().toMillis() / 1000.0,
                route.meters(),
                RowMaker.line(route.line()),
                route.secondsAt(),
                route.steps().stream()
                        .map(
                                step ->
                                        new Answers.RouteStep(
                                                step.kind(),
                                                step.text(language),
                                                step.road().orElse(null),
                                                step.at(),
                                                step.metersAt(),
                                                step.secondsAt()))
                        .toList());
    }

    /** As the unit drives, or as units here usually do, over the closures of now. */
    private Conditions conditions(Room room, Optional<String> unit) {
        return new Conditions(
                unit.map(room.profiles()::of).orElseGet(room.profiles()::usual),
                room.desk().board().closureList(),
                clock.instant());
    }

    private static void ownUnitOnly(Asker asker, Optional<String> unit) {
        SignIn who = asker.who();
        boolean ownUnit = unit.filter(who.units()::contains).isPresent();
        if (Permissions.isOnlyCrew(who) && !ownUnit) {
            throw Problem.forbidden("You may ask for the way of your own unit.");
        }
    }

    private Object reach(Asker asker) {
        Optional<String> unit = asker.text("unit", Forms.MAX_ID);
        Optional<Point> from = asker.point("from");
        List<Duration> within = times(asker);
        asker.finish();
        if (unit.isPresent() == from.isPresent()) {
            throw Problem.badInput(
                    "unit, from", unit.isPresent() ? "both" : "neither", "one of them");
        }
        ownUnitOnly(asker, unit);
        Room room = asker.room();
        RoadNetwork roads =
                room.map().orElseThrow(() -> Problem.notFound("This center has no map.")).roads();
        Conditions conditions = conditions(room, unit);
        Point start = unit.map(callSign -> place(room, callSign)).or(() -> from).orElseThrow();
        return new Answers.ReachAnswer(
                roads.isochrones(start, within, conditions).stream().map(Api::area).toList());
    }

    private Object moveUps(Asker asker) {
        Optional<String> asked = asker.text("agency", Forms.MAX_ID);
        asker.finish();
        Room room = asker.room();
        if (asked.isPresent() && room.center().findAgency(asked.get()).isEmpty()) {
            throw Problem.badInput("agency", asked.get(), "the id of an agency of the center");
        }
        String agency = asked.orElseGet(() -> Standbys.usual(room.center()));
        return room.standbys().of(agency, clock.instant());
    }

    private Object fastest(Asker asker) {
        Optional<String> incident = asker.text("incident", Forms.MAX_ID);
        Optional<Point> to = asker.point("to");
        long said = asker.whole("within", 1, (long) Fix.MAX_UNCERTAINTY_METERS, 0);
        Optional<Double> within = said == 0 ? Optional.empty() : Optional.of((double) said);
        int count = (int) asker.whole("count", 1, FastestUnits.MAX, 10);
        var wanted =
                new FastestUnits.Wanted(
                        count,
                        asker.text("capability", Forms.MAX_ID),
                        callSigns(asker),
                        asker.choice("status", Arrays.asList(FastestUnits.Status.values()))
                                .orElse(FastestUnits.Status.AVAILABLE));
        asker.finish();
        if (incident.isPresent() == to.isPresent()) {
            throw Problem.badInput(
                    "incident, to", to.isPresent() ? "both" : "neither", "one of them");
        }
        Room room = asker.room();
        var board = room.desk().board();
        Point place = to.orElse(null);
        if (incident.isPresent()) {
            Location location = new Look(room).incident(board, incident.get()).location();
            place = location.point();
            if (within.isEmpty()) within = location.uncertaintyMeters();
        }
        return new FastestUnits(room, board, clock.instant())
                .to(Objects.requireNonNull(place), within, wanted);
    }

    private static Set<String> callSigns(Asker asker) {
        return asker.text("exclude", 10_000).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toSet());
    }

    private static List<Duration> times(Asker asker) {
        String text = asker.text("seconds", 100).orElse("240,480,720");
        var times = new ArrayList<Duration>();
        for (String part : text.split(",", -1)) {
            OptionalLong seconds = Asker.parseLong(part.strip());
            long most = RoadNetwork.MAX_REACH.toSeconds();
            if (seconds.isPresent() && seconds.getAsLong() >= 1 && seconds.getAsLong() <= most) {
                times.add(Duration.ofSeconds(seconds.getAsLong()));
            }
        }
        boolean allRead = times.size() == text.split(",", -1).length;
        if (!allRead || times.size() > RoadNetwork.MAX_REACHES) {
            throw Problem.badInput(
                    "seconds",
                    Shown.of(text),
                    "1 to %d whole numbers from 1 to %d with commas between"
                            .formatted(RoadNetwork.MAX_REACHES, RoadNetwork.MAX_REACH.toSeconds()));
        }
        return times;
    }

    private static Answers.ReachArea area(Isochrone reach) {
        return new Answers.ReachArea(
                Math.toIntExact(reach.within().toSeconds()),
                reach.polygons().stream()
                        .map(
                                polygon ->
                                        Stream.concat(
                                                        Stream.of(polygon.outline()),
                                                        polygon.holes().stream())
                                                .map(RowMaker::line)
                                                .toList())
                        .toList());
    }

    private Object landmarks(Asker asker) {
        Optional<Landmark.Kind> kind = asker.choice("kind", Arrays.asList(Landmark.Kind.values()));
        Optional<Point> southwest = asker.point("southwest");
        Optional<Point> northeast = asker.point("northeast");
        asker.finish();
        if (southwest.isPresent() != northeast.isPresent()) {
            throw Problem.badInput("southwest, northeast", "one of them", "both or none");
        }
        List<Landmark> found =
                asker.room().map().map(CityMap::landmarks).orElse(List.of()).stream()
                        .filter(each -> kind.isEmpty() || kind.get() == each.kind())
                        .filter(
                                each ->
                                        southwest.isEmpty()
                                                || isWithin(
                                                        each.point(),
                                                        southwest.get(),
                                                        northeast.orElseThrow()))
                        .limit(MAX_LANDMARKS + 1L)
                        .toList();
        return new Answers.Landmarks(
                found.stream()
                        .limit(MAX_LANDMARKS)
                        .map(each -> new Answers.Landmark(each.kind(), each.name(), each.point()))
                        .toList(),
                found.size() > MAX_LANDMARKS);
    }

    private static boolean isWithin(Point point, Point southwest, Point northeast) {
        return point.latitude() >= southwest.latitude()
                && point.latitude() <= northeast.latitude()
                && point.longitude() >= southwest.longitude()
                && point.longitude() <= northeast.longitude();
    }

    private Object coverage(Asker asker) {
        Room room = asker.room();
        Optional<String> capability = asker.text("capability", Forms.MAX_ID);
        long arrival = room.center().targets().of(1).arrival().toSeconds();
        Duration target = Duration.ofSeconds(asker.whole("target", 1, 86_400, arrival));
        asker.finish();
        if (capability.isPresent()
                && room.center().capabilities().stream()
                        .noneMatch(each -> each.code().equals(capability.get()))) {
            throw Problem.badInput(
                    "capability", Shown.of(capability.get()), "a capability of the center");
        }
        return java.util.Objects.requireNonNull(grids.get(room.center().id()))
                .now(capability, target, clock.instant());
    }

    private static Point place(Room room, String callSign) {
        var board = room.desk().board();
        Optional<UnitOnBoard> unit = board.findUnit(callSign);
        OptionalInt index = room.fleet().indexOf(callSign);
        if (unit.isEmpty() || index.isEmpty()) {
            throw Problem.notFound("There is no unit %s.".formatted(Shown.of(callSign)));
        }
        return room.fleet().position(index.getAsInt(), board).point();
    }

    private Object tile(Asker asker) {
        var map = asker.room().map().orElseThrow(() -> Problem.notFound("This center has no map."));
        long zoom = Asker.parseLong(asker.path("z")).orElse(-1);
        long x = Asker.parseLong(asker.path("x")).orElse(-1);
        long y = Asker.parseLong(asker.path("y")).orElse(-1);
        if (zoom < 0 || zoom > 14 || x < 0 || y < 0 || x >= 1L << zoom || y >= 1L << zoom) {
            throw Problem.notFound("There is no such tile.");
        }
        byte[] tile = map.tile((int) zoom, (int) x, (int) y);
        Context context = asker.context();
        context.header("Cache-Control", "private, max-age=3600");
        if (tile.length == 0) context.status(204);
        else {
            context.header("Content-Encoding", "gzip");
            context.contentType("application/vnd.mapbox-vector-tile").result(tile);
        }
        return Endpoint.Raw.TILE;
    }
}
