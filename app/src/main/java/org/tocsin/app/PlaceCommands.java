package org.tocsin.app;

import org.tocsin.client.Api;
import org.tocsin.place.Datum;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Places, routes and closed roads. */
final class PlaceCommands {
    private static final Pattern COORDINATES =
            Pattern.compile("\\s*(-?\\d{1,3}(?:\\.\\d+)?)\\s*,\\s*(-?\\d{1,3}(?:\\.\\d+)?)\\s*");

    private PlaceCommands() {}

    /** The point typed as latitude,longitude, if it is one. */
    static Optional<ObjectNode> point(String typed) {
        Matcher matcher = COORDINATES.matcher(typed);
        if (!matcher.matches()) return Optional.empty();
        return Optional.of(
                Api.object()
                        .put("latitude", Double.parseDouble(matcher.group(1)))
                        .put("longitude", Double.parseDouble(matcher.group(2))));
    }

    /**
     * The place that was typed, with its name.
     *
     * @throws BadInput if it is nowhere, or may be several: then all are named
     */
    static ObjectNode location(ClientCommand command, String typed) {
        Optional<ObjectNode> point = point(typed);
        if (point.isPresent()) {
            String at = Read.point(point.get());
            JsonNode described = command.api().get(command.path("describe"), "at", at);
            var location = Api.object();
            location.set("point", point.get());
            return location.put("name", described.path("name").asString(at));
        }
        JsonNode found = command.api().get(command.path("places"), "q", typed, "limit", "5");
        List<JsonNode> places = new ArrayList<>();
        found.path("places").forEach(places::add);
        if (places.isEmpty()) {
            throw new BadInput("there is no place like \"%s\" on the map".formatted(typed));
        }
        JsonNode first = places.getFirst();
        boolean coordinates = first.path("kind").asString("").equals("COORDINATES");
        boolean sure = first.path("certainty").asString("").equals("CERTAIN") || places.size() == 1;
        if (!sure) {
            throw new BadInput(
                    "\"%s\" may be several places; give one of them or its coordinates:\n%s"
                            .formatted(typed, table(found).toString().stripTrailing()));
        }
        return coordinates ? coordinates(first, typed) : named(first, typed);
    }

    private static ObjectNode named(JsonNode candidate, String typed) {
        var location = Api.object();
        location.set("point", candidate.get("point"));
        return location.put("name", candidate.path("name").asString(typed));
    }

    /** Coordinates in any notation: named by what is there, in the datum that was typed. */
    private static ObjectNode coordinates(JsonNode candidate, String typed) {
        var location = Api.object();
        JsonNode given = candidate.path("given");
        if (given.isObject()) {
            location.set(
                    "point",
                    Api.object()
                            .put("latitude", given.path("latitude").asDouble())
                            .put("longitude", given.path("longitude").asDouble()));
            location.put("datum", given.path("datum").asString());
        } else {
            location.set("point", candidate.get("point"));
        }
        JsonNode meters = candidate.path("uncertaintyMeters");
        if (meters.isNumber()) location.put("uncertaintyMeters", meters.asDouble());
        return location.put("name", candidate.path("about").asString(typed));
    }

    /**
     * The place at coordinates in a datum other than WGS 84.
     *
     * @throws BadInput if the text is no latitude,longitude or the datum none that is known
     */
    static ObjectNode location(ClientCommand command, String typed, String datum) {
        Optional<Datum> known = Datum.named(datum);
        if (known.isEmpty()) {
            throw new BadInput("--datum is \"%s\", expected WGS84, GCJ02 or BD09".formatted(datum));
        }
        if (point(typed).isEmpty()) {
            throw new BadInput(
                    "--at is \"%s\", expected latitude,longitude with --datum".formatted(typed));
        }
        return location(command, known.get().words() + " " + typed);
    }

    private static Table table(JsonNode found) {
        var table = new Table("KIND", "NAME", "WHERE", "CERTAIN", "COORDINATES");
        for (JsonNode place : found.path("places")) {
            String differs = Read.text(place.path("differs"));
            table.row(
                    Read.words(place.path("kind")),
                    Read.text(place.path("name")),
                    Read.text(place.path("about")),
                    differs.equals("-") || differs.isEmpty()
                            ? Read.words(place.path("certainty"))
                            : differs,
                    Read.point(place.path("point")));
        }
        return table;
    }

    @Command(
            name = "places",
            description = "Searches the map: addresses, crossings, streets, places, coordinates.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin places high street 12",
                "  ./tocsin places \"bridge street & quay\"",
                "  ./tocsin places 45.0021,-19.9987",
                "  ./tocsin places 29T NF 32398 55015",
                "  ./tocsin places \"300 m north of market square\""
            })
    static final class Places extends ClientCommand {
        @Parameters(arity = "1..*", paramLabel = "TEXT")
        List<String> text = new ArrayList<>();

        @Option(names = "--near", paramLabel = "LAT,LON", description = "What it is near to.")
        Optional<String> near = Optional.empty();

        @Option(names = "--limit", paramLabel = "N", defaultValue = "10")
        int limit = 10;

        @Override
        int run() {
            JsonNode answer =
                    api().get(
                                    path("places"),
                                    "q",
                                    String.join(" ", text),
                                    "near",
                                    near.orElse(""),
                                    "limit",
                                    Integer.toString(limit));
            if (printed(answer)) return ExitCode.OK;
            Table table = table(answer);
            out().print(table.isEmpty() ? "Nothing on the map is like that.\n" : table);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "route",
            description =
                    "How long a drive takes over the roads that are open now, and where to turn.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin route E1 26-17",
                "  ./tocsin route \"Market Square\" \"Aldermouth General Hospital\""
            })
    static final class Route extends ClientCommand {
        @Parameters(index = "0", paramLabel = "FROM", description = "A unit, or a place.")
        String from = "";

        @Parameters(index = "1", paramLabel = "TO", description = "An incident, or a place.")
        String to = "";

        @Option(names = "--lang", paramLabel = "LANG", description = "en, zh … (${DEFAULT-VALUE}).")
        String language = "en";

        @Override
        int run() {
            boolean ofUnit = to.matches("\\d\\d-\\d+|\\d+");
            JsonNode answer =
                    ofUnit
                            ? api().get(
                                            path("route"),
                                            "unit",
                                            from,
                                            "incident",
                                            incident(to),
                                            "lang",
                                            language)
                            : api().get(
                                            path("route"),
                                            "from",
                                            coordinates(from),
                                            "to",
                                            coordinates(to),
                                            "lang",
                                            language);
            if (printed(answer)) return ExitCode.OK;
            out().println(
                            "%s, %.1f km"
                                    .formatted(
                                            Read.duration(answer.path("seconds")),
                                            answer.path("meters").asDouble() / 1_000));
            for (JsonNode step : answer.path("steps")) {
                out().println(
                                "%8.1f km  %5s  %s"
                                        .formatted(
                                                step.path("metersAt").asDouble() / 1_000,
                                                Read.duration(step.path("secondsAt")),
                                                step.path("text").asString("")));
            }
            return ExitCode.OK;
        }

        private String coordinates(String place) {
            return Read.point(location(this, place).path("point"));
        }
    }

    @Command(
            name = "reach",
            description = "The ground reached within given times, as GeoJSON for any map.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin reach \"Central Fire Station\" --minutes 4,8 > reach.geojson",
                "  ./tocsin reach E11 --unit"
            })
    static final class Reach extends ClientCommand {
        @Parameters(index = "0", paramLabel = "FROM", description = "A place; a unit with --unit.")
        String from = "";

        @Option(names = "--unit", description = "FROM is a unit: from where it is now.")
        boolean ofUnit;

        @Option(
                names = "--minutes",
                split = ",",
                paramLabel = "N",
                description = "Up to 12 times (${DEFAULT-VALUE}).",
                defaultValue = "4,8,12")
        List<Double> minutes = new ArrayList<>();

        @Override
        int run() {
            String seconds =
                    minutes.stream()
                            .map(each -> Long.toString(Math.round(each * 60)))
                            .collect(Collectors.joining(","));
            JsonNode answer =
                    ofUnit
                            ? api().get(path("reach"), "unit", from, "seconds", seconds)
                            : api().get(
                                            path("reach"),
                                            "from",
                                            Read.point(location(this, from).path("point")),
                                            "seconds",
                                            seconds);
            if (printed(answer)) return ExitCode.OK;
            ObjectNode features = Api.object().put("type", "FeatureCollection");
            ArrayNode list = features.putArray("features");
            for (JsonNode area : answer.path("areas")) list.add(feature(area));
            out().println(features);
            return ExitCode.OK;
        }

        private static ObjectNode feature(JsonNode area) {
            ObjectNode feature = Api.object().put("type", "Feature");
            feature.putObject("properties").put("seconds", area.path("seconds").asInt());
            ObjectNode geometry = feature.putObject("geometry").put("type", "MultiPolygon");
            ArrayNode polygons = geometry.putArray("coordinates");
            for (JsonNode polygon : area.path("polygons")) {
                ArrayNode rings = polygons.addArray();
                for (JsonNode ring : polygon) ring(ring, rings.addArray());
            }
            return feature;
        }

        /** GeoJSON puts the longitude first, and closes its rings. */
        private static void ring(JsonNode points, ArrayNode ring) {
            for (int i = 0; i <= points.size(); i++) {
                JsonNode point = points.get(i % points.size());
                ring.addArray().add(point.get(1).asDouble()).add(point.get(0).asDouble());
            }
        }
    }

    @Command(
            name = "closure",
            description = "Closes roads and opens them again.",
            subcommands = {
                ClosureAdd.class,
                ClosureArea.class,
                ClosureList.class,
                ClosureLift.class
            })
    static final class Closure {}

    /** Why a road is closed, and for how long. */
    static final class Terms {
        @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "closed")
        String reason = "closed";

        @Option(names = "--until", paramLabel = "TIME", description = "When it opens by itself.")
        Optional<String> until = Optional.empty();

        void putInto(ObjectNode request) {
            request.put("reason", reason);
            until.ifPresent(time -> request.put("until", time));
        }
    }

    @Command(
            name = "add",
            description = "Closes a road; every ranking and route knows it at once.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin closure add \"Bridge Street\" --reason \"burst main\"",
                "  ./tocsin closure add 45.001,-19.998 --to 45.003,-19.997 --until"
                        + " 2026-11-21T18:00:00Z",
                "  ./tocsin closure add 45.001,-19.998 --to 45.003,-19.997 --one-way",
                "  ./tocsin closure add \"Bridge Street\" --road \"Bridge Street\" --speed 40"
                        + " --reason snow",
                "  ./tocsin closure add 45.001,-19.998 --bridge --for heavy-appliance"
            })
    static final class ClosureAdd extends ClientCommand {
        @Parameters(paramLabel = "PLACE", description = "The road nearest to it.")
        String at = "";

        @Option(names = "--to", paramLabel = "PLACE", description = "Closed from PLACE to here.")
        Optional<String> to = Optional.empty();

        @Option(names = "--one-way", description = "Only in the direction it is drawn.")
        boolean oneWay;

        @Option(
                names = "--both-carriageways",
                description = "With what lies beside it of a divided road.")
        boolean carriageways;

        @Option(
                names = "--road",
                paramLabel = "NAME",
                description = "The road of that name or number near PLACE, as far as --to.")
        Optional<String> road = Optional.empty();

        @Option(names = "--bridge", description = "The bridge nearest to PLACE.")
        boolean bridge;

        @Option(
                names = "--speed",
                paramLabel = "PERCENT",
                description = "Not closed: so much of the usual speed is left, 5 to 95.")
        Optional<Integer> speed = Optional.empty();

        @Option(
                names = "--for",
                paramLabel = "PROFILE",
                description = "Only for units that drive by this profile; may be repeated.")
        List<String> profiles = List.of();

        @Mixin Terms terms = new Terms();

        @Option(names = "--from", paramLabel = "TIME", description = "When it begins; now.")
        Optional<String> from = Optional.empty();

        @Override
        int run() {
            JsonNode place = location(this, at);
            boolean limited = speed.isPresent() || !profiles.isEmpty();
            ObjectNode request = verb(limited ? "limitRoad" : "closeRoad");
            request.set("ground", ground(place));
            terms.putInto(request);
            if (limited) {
                speed.ifPresent(percent -> request.put("speedPercent", percent));
                ArrayNode names = request.putArray("profiles");
                profiles.forEach(names::add);
            }
            from.ifPresent(time -> request.put("from", time));
            JsonNode answer = send(request);
            if (json) return ExitCode.OK;
            String id = answer.path("closure").asString("");
            String what = speed.isPresent() ? "slower" : "closed";
            out().println(
                            "%s is %s (%s). Open it again: ./tocsin closure lift %s"
                                    .formatted(place.path("name").asString(""), what, id, id));
            note(this, answer);
            return ExitCode.OK;
        }

        private ObjectNode ground(JsonNode place) {
            String kind =
                    bridge
                            ? "bridge"
                            : road.isPresent()
                                    ? "named"
                                    : carriageways ? "carriageways" : "stretch";
            ObjectNode ground = Api.object().put("kind", kind);
            ground.set("at", place.get("point"));
            road.ifPresent(name -> ground.put("name", name));
            if (kind.equals("stretch")) ground.put("bothDirections", !oneWay);
            if (!bridge) to.ifPresent(end -> ground.set("to", location(this, end).get("point")));
            return ground;
        }
    }

    @Command(
            name = "area",
            description = "Closes an area, or changes the area of a closure: a flood grows.",
            footer = {
                "",
                "Examples:",
                "  ./tocsin closure area 45.001,-19.998 45.001,-19.99 45.005,-19.99 --reason flood",
                "  ./tocsin closure area 45.001,-19.998 45.001,-19.98 45.007,-19.98 --change C3"
                        + " --reason \"the water rises\""
            })
    static final class ClosureArea extends ClientCommand {
        @Parameters(
                arity = "3..*",
                paramLabel = "CORNER",
                description = "Its corners, in the order of a walk around it.")
        List<String> corners = List.of();

        @Option(
                names = "--change",
                paramLabel = "CLOSURE",
                description = "The closure that holds here from now on.")
        Optional<String> change = Optional.empty();

        @Mixin Terms terms = new Terms();

        @Override
        int run() {
            ObjectNode ground = Api.object().put("kind", "within");
            ArrayNode points = Api.object().putArray("corners");
            for (String corner : corners) points.add(location(this, corner).get("point"));
            ground.set("area", Api.object().set("corners", points));
            ObjectNode request = verb(change.isPresent() ? "amendClosure" : "closeRoad");
            change.ifPresent(closure -> request.put("closure", closure));
            request.set("ground", ground);
            terms.putInto(request);
            JsonNode answer = send(request);
            if (json) return ExitCode.OK;
            String id = change.orElse(answer.path("closure").asString(""));
            out().println(
                            "The area of %s is closed. Open it again: ./tocsin closure lift %s"
                                    .formatted(id, id));
            note(this, answer);
            return ExitCode.OK;
        }
    }

    @Command(name = "list", description = "The roads that are closed.")
    static final class ClosureList extends ClientCommand {
        @Override
        int run() {
            JsonNode answer = api().get(path("closures"));
            if (printed(answer)) return ExitCode.OK;
            var table = new Table("CLOSURE", "SPEED", "FOR", "FROM", "UNTIL", "BY", "REASON");
            for (JsonNode row : answer.path("closures")) {
                table.row(
                        Read.text(row.path("id")),
                        speed(row),
                        profiles(row),
                        Read.day(row.path("from")),
                        Read.day(row.path("until")),
                        Read.text(row.path("by")),
                        Read.text(row.path("reason")));
            }
            out().print(table.isEmpty() ? "No road is closed.\n" : table);
            return ExitCode.OK;
        }
    }

    private static void note(ClientCommand command, JsonNode answer) {
        String note = answer.path("note").asString("");
        if (!note.isEmpty()) command.out().println(note);
    }

    private static String speed(JsonNode row) {
        int percent = row.path("speedPercent").asInt(0);
        return percent == 0 ? "closed" : percent + "%";
    }

    private static String profiles(JsonNode row) {
        var names = new ArrayList<String>();
        for (JsonNode name : row.path("profiles")) names.add(name.asString(""));
        return names.isEmpty() ? "all" : String.join(", ", names);
    }

    @Command(name = "lift", description = "Opens a closed road again.")
    static final class ClosureLift extends ClientCommand {
        @Parameters(paramLabel = "CLOSURE")
        String closure = "";

        @Override
        int run() {
            return ask(
                    verb("reopenRoad").put("closure", closure),
                    "The road of %s is open again.".formatted(closure));
        }
    }
}
