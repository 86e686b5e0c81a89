package org.tocsin.demo;

import org.tocsin.client.Api;
import org.tocsin.client.Denied;
import org.tocsin.place.Point;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The people of the town who call, and the call taker who writes it down. Half of the calls are
 * routine; no more come for the user than wait already.
 */
final class Callers implements Part {
    /** Random places tried until one has an address. */
    private static final int MAX_TRIES = 8;

    /** Numbers that nobody has: 555-0100 to 555-0199 are kept for stories. */
    private static final int STORY_NUMBERS = 100;

    private static final List<String> NAMES =
            List.of(
                    "Ada Brook",
                    "Ben Castle",
                    "Cora Dunn",
                    "Dev Patel",
                    "Elif Kaya",
                    "Finn Marsh",
                    "Grace Okoro",
                    "Hugo Lind",
                    "Ines Prado",
                    "Jun Mori",
                    "Karl Voss",
                    "Lena Hart",
                    "Milo Reyes",
                    "Nora Quill",
                    "Omar Said",
                    "Pia Berg",
                    "Rosa Timm",
                    "Sven Aho",
                    "Tara Singh",
                    "Uli Kern",
                    "Vera Novak",
                    "Will Otter",
                    "Xenia Pop",
                    "Yusuf Can");

    private final Pace pace;
    private final Random random;
    private final List<Script.Scene> scenes;
    private final List<Script.Scene> serious = new ArrayList<>();
    private final List<Script.Scene> routine = new ArrayList<>();
    private final Map<String, Integer> priorities = new HashMap<>();
    private final List<Second> seconds = new ArrayList<>();
    private Optional<Instant> nextCall = Optional.empty();
    private int made;

    /** Somebody else who will call about the same. */
    private record Second(Instant at, String incident, String text, ObjectNode location) {}

    Callers(Script script, Pace pace, long seed) {
        this.pace = pace;
        random = new Random(seed);
        scenes = script.scenes();
    }

    @Override
    public String user() {
        return "callers";
    }

    @Override
    public void step(Link link, Instant now) {
        if (priorities.isEmpty()) learn(link);
        for (Second second : List.copyOf(seconds)) {
            if (now.isBefore(second.at())) continue;
            seconds.remove(second);
            callAgain(link, second);
        }
        if (nextCall.isEmpty()) nextCall = Optional.of(now);
        if (now.isBefore(nextCall.get())) return;
        // The first few come at once, so that the town lives from the first minute.
        Duration pause = pace.untilNextCall(random);
        nextCall = Optional.of(now.plus(made < 4 ? pause.dividedBy(6) : pause));
        scene(link.board()).ifPresent(scene -> call(link, scene, now));
    }

    private void learn(Link link) {
        for (JsonNode type : link.center().path("types")) {
            priorities.put(type.path("code").asString(""), type.path("priority").asInt());
        }
    }

    private boolean isRoutine(String type) {
        return priorities.getOrDefault(type, 3) >= RoutineDesk.FIRST_ROUTINE_PRIORITY;
    }

    /** The next scene, from a shuffled pile of its kind. */
    private Optional<Script.Scene> scene(JsonNode board) {
        JsonNode open = board.path("incidents");
        if (open.size() >= pace.maxOpen()) return Optional.empty();
        int waiting = 0;
        for (JsonNode row : open) {
            boolean forTheUser = row.path("priority").asInt() < RoutineDesk.FIRST_ROUTINE_PRIORITY;
            if (forTheUser && row.path("state").asString("").equals("WAITING")) waiting++;
        }
        boolean calm = waiting >= pace.maxWaiting() || made % 2 == 0;
        List<Script.Scene> pile = calm ? routine : serious;
        if (pile.isEmpty()) {
            for (Script.Scene each : scenes) {
                boolean known = priorities.containsKey(each.type());
                if (known && isRoutine(each.type()) == calm) pile.add(each);
            }
            Collections.shuffle(pile, random);
        }
        made++;
        return pile.isEmpty() ? Optional.empty() : Optional.of(pile.removeLast());
    }

    private void call(Link link, Script.Scene scene, Instant now) {
        Optional<ObjectNode> place =
                scene.place().flatMap(name -> named(link, name)).or(() -> anyAddress(link));
        if (place.isEmpty()) return;
        ObjectNode request = spoken(scene.first());
        request.put("type", scene.type());
        request.set("location", place.get());
        String incident = link.ask(request).path("incident").asString("");
        if (scene.second().isEmpty()) return;
        Instant at = now.plus(pace.between(Duration.ofSeconds(15), Duration.ofSeconds(50), random));
        seconds.add(new Second(at, incident, scene.second().get(), place.get()));
    }

    private void callAgain(Link link, Second second) {
        ObjectNode request = spoken(second.text());
        request.put("join", second.incident());
        request.set("location", second.location());
        try {
            link.ask(request);
        } catch (Denied e) {
            // Closed in the meantime: the call taker tells the caller that help was there.
            if (e.status() != 409) throw e;
        }
    }

    private ObjectNode spoken(String text) {
        return Api.object()
                .put("verb", "takeCall")
                .put("source", "PHONE")
                .put("callerName", NAMES.get(random.nextInt(NAMES.size())))
                .put("callerNumber", "555-01%02d".formatted(random.nextInt(STORY_NUMBERS)))
                .put("text", text);
    }

    private static Optional<ObjectNode> named(Link link, String name) {
        for (JsonNode each : link.get("/places", "q", name, "limit", "1").path("places")) {
            return Optional.of(location(each));
        }
        return Optional.empty();
    }

    /** The address nearest to a random point of the town. */
    private Optional<ObjectNode> anyAddress(Link link) {
        JsonNode bounds = link.center().path("bounds");
        for (int i = 0; i < MAX_TRIES; i++) {
            // More people live towards the middle.
            double north = (random.nextDouble() + random.nextDouble()) / 2;
            double east = (random.nextDouble() + random.nextDouble()) / 2;
            var point =
                    new Point(
                            between(bounds, "south", "north", north),
                            between(bounds, "west", "east", east));
            String at = Link.text(point);
            String name = link.get("/describe", "at", at).path("name").asString("");
            for (JsonNode each :
                    link.get("/places", "q", name, "near", at, "limit", "1").path("places")) {
                if (each.path("kind").asString("").equals("ADDRESS")) {
                    return Optional.of(location(each));
                }
            }
        }
        return Optional.empty();
    }

    private static double between(JsonNode bounds, String low, String high, double share) {
        double from = bounds.path(low).asDouble();
        return from + share * (bounds.path(high).asDouble() - from);
    }

    private static ObjectNode location(JsonNode candidate) {
        ObjectNode location = Api.object().put("name", candidate.path("name").asString(""));
        location.set("point", candidate.get("point"));
        return location;
    }
}
