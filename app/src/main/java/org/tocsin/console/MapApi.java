package org.tocsin.console;

import io.javalin.http.Context;

import org.tocsin.access.Permissions;
import org.tocsin.access.Reading;
import org.tocsin.center.Center;
import org.tocsin.center.SignIn;
import org.tocsin.dispatch.UnitOnBoard;
import org.tocsin.map.CityMap;
import org.tocsin.map.Landmark;
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
import org.tocsin.road.RoadNetwork;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Places, ways and what units reach: all that is asked of the map and its roads. */
final class MapApi {
    /** Landmarks in one answer; a screen of a city shows fewer. */
    static final int MAX_LANDMARKS = 5_000;

    private final InstantSource clock;
    private final Map<String, Related> related = new LinkedHashMap<>();
    private final Map<String, CoverageGrid> grids = new LinkedHashMap<>();

    MapApi(Map<String, Room> rooms, InstantSource clock) {
        this.clock = clock;
        rooms.forEach((id, room) -> related.put(id, new Related(room)));
        rooms.forEach((id, room) -> grids.put(id, new CoverageGrid(room, RoomApi.bounds(room))));
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        Endpoint.IN_CENTER + "/places",
                        "Places that a typed text may mean",
                        Reading.PLACES,
                        Answers.Places.class,
                        this::places,
                        Endpoint.required("q", "what was typed, 1 to 200 characters"),
                        Endpoint.optional("near", "latitude,longitude"),
                        Endpoint.optional("limit", "1 to 50, 10 if left out")),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/describe",
                        "What is at a point",
                        Reading.PLACES,
                        Answers.Described.class,
                        this::describe,
                        Endpoint.required("at", "latitude,longitude")),
                Endpoint.post(
                        Endpoint.IN_CENTER + "/suggest",
                        "Types by the words of a call, and open incidents it may be about",
                        Optional.of(Reading.TRIAGE),
                        Forms.HEARD,
                        Answers.Suggested.class,
                        List.of(),
                        this::suggest),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/triage/{type}",
                        "The question tree of an incident type, or of that id",
                        Reading.TRIAGE,
                        TriageTree.class,
                        this::triage),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/route",
                        "The fastest way over open roads: of a unit to an incident, or between"
                                + " points",
                        Reading.ROUTE,
                        Answers.RouteAnswer.class,
                        this::route,
                        Endpoint.optional("unit", "a call sign; with incident"),
                        Endpoint.optional("incident", "a number; with unit"),
                        Endpoint.optional("from", "latitude,longitude; with to"),
                        Endpoint.optional("to", "latitude,longitude; with from"),
                        Endpoint.optional(
                                "lang", "the language of the steps, such as zh; English else")),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/fastest",
                        "Which units would be at a place first, over open roads",
                        Reading.ADVICE,
                        Answers.Fastest.class,
                        this::fastest,
                        Endpoint.optional("incident", "a number; or to"),
                        Endpoint.optional("to", "latitude,longitude; or incident"),
                        Endpoint.optional(
                                "within", "how many metres from there it may be, 1 to 1000"),
                        Endpoint.optional("count", "1 to 100, 10 if left out"),
                        Endpoint.optional("capability", "only units that can do this"),
                        Endpoint.optional("exclude", "call signs not wanted, comma between"),
                        Endpoint.optional("status", "AVAILABLE if left out, or ANY on duty")),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/reach",
                        "The ground that is reached within given times over open roads",
                        Reading.ROUTE,
                        Answers.ReachAnswer.class,
                        this::reach,
                        Endpoint.optional("unit", "a call sign: from where it is"),
                        Endpoint.optional("from", "latitude,longitude"),
                        Endpoint.optional(
                                "seconds",
                                "up to 12 times with commas between, each up to 3600;"
                                        + " 240,480,720 if left out")),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/moveups",
                        "What share of the demand idle units reach in time, and which of them would"
                                + " restore most from another station",
                        Reading.ADVICE,
                        Answers.MoveUpsAnswer.class,
                        this::moveUps,
                        Endpoint.optional(
                                "agency", "its id; the one with the most units if left out")),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/landmarks",
                        "Stations, hospitals, hydrants, defibrillators and schools of the map",
                        Reading.CENTER,
                        Answers.Landmarks.class,
                        this::landmarks,
                        Endpoint.optional("kind", "one kind of them"),
                        Endpoint.optional("southwest", "latitude,longitude; with northeast"),
                        Endpoint.optional("northeast", "latitude,longitude; with southwest")),
                Endpoint.get(
                        Endpoint.IN_CENTER + "/coverage",
                        "Where the fastest free unit would be when, as a grid",
                        Reading.ADVICE,
                        Answers.CoverageAnswer.class,
                        this::coverage,
                        Endpoint.optional("capability", "which free units count; all if left out"),
                        Endpoint.optional(
                                "target", "seconds, 1 to 86400; arrival for priority 1 if not")),
                Endpoint.get(
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
                            .map(MapApi::candidate)
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
                        .map(MapApi::suggested)
                        .toList();
        List<Related.Match> same =
                Objects.requireNonNull(related.get(room.center().id()))
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
        Point start = from.get();
        Point end = to.get();
        var route =
                room.travel()
                        .route(start, end, conditions)
                        .orElseThrow(() -> noWay(room, start, end, conditions));
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

    private static Problem noWay(Room room, Point from, Point to, Conditions conditions) {
        for (Point place : List.of(from, to)) {
            boolean offRoad =
                    room.map()
                            .filter(map -> map.roads().nearest(place, conditions).isEmpty())
                            .isPresent();
            if (offRoad) {
                return Problem.refused(
                        "No open road lies within %.0f m of %s."
                                .formatted(RoadNetwork.SNAP_METERS, place));
            }
        }
        return Problem.refused("There is no way between the two places by open roads.");
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
                roads.isochrones(start, within, conditions).stream().map(MapApi::area).toList());
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
                        asker.excluded(),
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
        return Objects.requireNonNull(grids.get(room.center().id()))
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
