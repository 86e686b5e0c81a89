package org.tocsin.console;

import io.javalin.http.Context;

import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.tocsin.access.Access;
import org.tocsin.access.Permissions;
import org.tocsin.access.Reading;
import org.tocsin.center.Center;
import org.tocsin.center.SignIn;
import org.tocsin.center.StatusCode;
import org.tocsin.center.Targets;
import org.tocsin.center.VerbName;
import org.tocsin.dispatch.Envelope;
import org.tocsin.dispatch.Outcome;
import org.tocsin.dispatch.Request;
import org.tocsin.map.CityMap;
import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.road.Profile;
import org.tocsin.unit.Position;
import org.tocsin.unit.UnitStatus;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The room as a whole: its center, its board, what is asked of its desk, its record. */
final class RoomApi {
    /** Positions further ahead than this are a clock gone wrong; they count as now. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private final Access access;
    private final InstantSource clock;
    private final String cookieName;

    RoomApi(Access access, InstantSource clock, String cookieName) {
        this.access = access;
        this.clock = clock;
        this.cookieName = cookieName;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        Endpoint.IN_CENTER,
                        "How the center is made up",
                        Reading.CENTER,
                        Answers.CenterAnswer.class,
                        asker -> center(asker.room(), asker.room().center(), asker.who())),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/board",
                        "Every open incident, unit, alarm, closure and hazard",
                        Reading.BOARD,
                        Rows.BoardMessage.class,
                        asker -> asker.room().live().full()),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/stream",
                        "Server-sent events: board, units, desk, beat; resumes by Last-Event-ID",
                        Reading.BOARD,
                        Endpoint.Raw.class,
                        this::stream),
                Endpoint.post(
                        Endpoint.IN_CENTER + "/requests",
                        "Ask the desk for something; the same id again gets the first answer",
                        Optional.empty(),
                        Forms.ASKED,
                        Answers.Done.class,
                        List.of(409, 503),
                        this::request),
                Endpoint.post(
                        Endpoint.IN_CENTER + "/positions",
                        "Where units are",
                        Optional.empty(),
                        Forms.POSITIONS,
                        Answers.Accepted.class,
                        List.of(),
                        this::positions),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/log",
                        "Entries of the record as sentences",
                        Reading.LOG,
                        Answers.Log.class,
                        this::log,
                        Endpoint.optional(
                                "from",
                                "first position, 1 or more; the latest entries if left out"),
                        Endpoint.optional("limit", "1 to 1000, 100 if left out"),
                        Endpoint.optional("incident", "only entries about this incident")),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/driving",
                        "The driving profiles that units go by, or went by",
                        Reading.ADVICE,
                        Answers.DrivingAnswer.class,
                        this::driving,
                        Endpoint.optional("entry", "of the record; those in force if left out")),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/levels",
                        "Service levels today: nine in ten were at least as fast",
                        Reading.BOARD,
                        Answers.LevelsAnswer.class,
                        this::levels),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/units/{unit}/work",
                        "A unit's work, for its crew: places, hazards, who else is there",
                        Reading.INCIDENT,
                        Answers.FieldAnswer.class,
                        this::work),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/closures",
                        "Roads that are closed",
                        Reading.CENTER,
                        Answers.Closures.class,
                        asker -> new Answers.Closures(asker.room().live().full().closures())));
    }

    private Object driving(Asker asker) {
        long entry = asker.whole("entry", 1, 1L << 40, 0);
        asker.finish();
        return new Look(asker.room()).driving(Optional.of(entry).filter(each -> each > 0));
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
                        .map(RoomApi::status)
                        .toList(),
                room.statuses().stream()
                        .map(own -> agencyStatus(own.agency(), own.code()))
                        .toList(),
                room.verbs().stream()
                        .filter(verb -> isSpokenBy(verb, who))
                        .map(verb -> new Answers.Verb(verb.verb(), verb.names()))
                        .toList(),
                center.targets().priorities().stream().map(RoomApi::target).toList(),
                center.targets().timeInState().entrySet().stream()
                        .map(
                                each ->
                                        new Answers.TimeInState(
                                                each.getKey(), each.getValue().toSeconds()))
                        .toList(),
                room.profiles().asked().stream().map(Profile::name).distinct().toList(),
                center.units().stream().map(RoomApi::unit).toList());
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
    static Answers.Bounds bounds(Room room) {
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
        String token = context.cookie(cookieName);
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
        if (request instanceof Request.AddNote note && !Permissions.sitsInTheRoom(who)) {
            IncidentApi.requireOnIt(asker, note.incident());
        }
        Optional<String> note = new ClosedGround(room, clock.instant()).check(request);
        return done(room.ask(new Envelope(asked.id(), who.name(), request)), note);
    }

    static Answers.Done done(Outcome.Done done) {
        return done(done, Optional.empty());
    }

    private static Answers.Done done(Outcome.Done done, Optional<String> note) {
        return new Answers.Done(
                "done",
                done.first(),
                done.last(),
                done.incident().orElse(null),
                done.call().isPresent() ? done.call().getAsLong() : null,
                done.closure().orElse(null),
                done.hazard().orElse(null),
                note.orElse(null));
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
}
