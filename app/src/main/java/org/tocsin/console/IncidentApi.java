package org.tocsin.console;

import static org.tocsin.console.Endpoint.Door.OF_THE_ROOM;

import io.javalin.http.HandlerType;

import org.tocsin.access.Permissions;
import org.tocsin.access.Reading;
import org.tocsin.center.SignIn;
import org.tocsin.dispatch.Basis;
import org.tocsin.dispatch.Envelope;
import org.tocsin.incident.Incident;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Incidents: found, shown, opened where they are sealed, advised on. */
final class IncidentApi {
    private final InstantSource clock;
    private final FreshIds ids;

    IncidentApi(InstantSource clock, FreshIds ids) {
        this.clock = clock;
        this.ids = ids;
    }

    List<Endpoint> endpoints() {
        String one = Endpoint.IN_CENTER + "/incidents/{incident}";
        return List.of(
                Endpoint.get(
                        Endpoint.IN_CENTER + "/incidents",
                        "Search by number, place, type, unit and time; never by person",
                        Reading.SEARCH,
                        Answers.Incidents.class,
                        this::search,
                        Endpoint.optional("state", "open, closed or all (if left out)"),
                        Endpoint.optional(
                                "q", "part of a number, a place or a type, 1 to 200 characters"),
                        Endpoint.optional("type", "code of an incident type"),
                        Endpoint.optional("unit", "a call sign that was sent"),
                        Endpoint.optional("from", "opened at or after"),
                        Endpoint.optional("to", "opened before"),
                        Endpoint.optional("limit", "1 to 200, 50 if left out")),
                Endpoint.get(
                        one,
                        "One incident with its calls, assignments, hazards and log",
                        Reading.INCIDENT,
                        Answers.IncidentDetail.class,
                        this::incident),
                Endpoint.get(
                        one + "/sealed",
                        "Caller, words and notes; who read them and why is journalled",
                        Reading.SEALED,
                        SealedWords.Shown.class,
                        this::sealed,
                        Endpoint.required("reason", "why it is read, 1 to 500 characters")),
                new Endpoint(
                        HandlerType.POST,
                        one + "/photos",
                        "Add a photo of the scene; what its maker wrote into it is left out",
                        OF_THE_ROOM,
                        Optional.of(Reading.PHOTOS),
                        List.of(
                                Endpoint.required(
                                        "id", "of the request; the same again adds nothing")),
                        Optional.empty(),
                        200,
                        Answers.Done.class,
                        List.of(400, 401, 403, 404, 409, 413, 415, 503),
                        this::addPhoto),
                Endpoint.get(
                        one + "/photos/{photo}",
                        "A photo of the scene; who looks at it and why is journalled",
                        Reading.PHOTOS,
                        Endpoint.Raw.class,
                        this::photo,
                        Endpoint.required("reason", "why it is looked at, 1 to 500 characters")),
                Endpoint.get(
                        one + "/recommendation",
                        "Who should go, and why",
                        Reading.ADVICE,
                        Answers.RecommendationAnswer.class,
                        this::recommendation,
                        Endpoint.optional("exclude", "call signs not wanted, comma between")),
                Endpoint.get(
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

    static void requireOnIt(Asker asker, String id) {
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
        asker.room().recordReading(ids.next(), asker.who().name(), id, reason);
        return look.sealed(id);
    }

    private Object addPhoto(Asker asker) {
        String request = asker.needText("id", Envelope.MAX_ID);
        asker.finish();
        Incident incident = photographed(asker);
        byte[] photo = Jpeg.bare(asker.body(Jpeg.TYPE, Jpeg.MAX_BYTES));
        return RoomApi.done(
                asker.room().photos().add(asker.who().name(), request, incident, photo));
    }

    private Object photo(Asker asker) {
        String reason = asker.needText("reason", Forms.MAX_WORDS);
        asker.finish();
        Incident incident = photographed(asker);
        int number = (int) Asker.parseLong(asker.path("photo")).orElse(0);
        byte[] photo =
                asker.room()
                        .photos()
                        .show(asker.who().name(), "read-" + ids.next(), incident, number, reason);
        asker.context().contentType(Jpeg.TYPE).result(photo);
        return Endpoint.Raw.PHOTO;
    }

    /** A crew's own while its unit is on it, and anybody's of the room. */
    private static Incident photographed(Asker asker) {
        String id = asker.path("incident");
        if (!Permissions.sitsInTheRoom(asker.who())) requireOnIt(asker, id);
        return new Look(asker.room()).incident(asker.room().desk().board(), id);
    }

    private Object recommendation(Asker asker) {
        Set<String> excluded = asker.excluded();
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
        String token = ids.next();
        room.proposals().keep(token, basis, now);
        return Look.recommendation(basis, Optional.of(token), room.advice().ranges(board, id, now));
    }
}
