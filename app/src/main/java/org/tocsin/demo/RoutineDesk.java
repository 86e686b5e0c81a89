package org.tocsin.demo;

import org.tocsin.client.Api;
import org.tocsin.client.Denied;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A dispatcher who does what is recommended: sends, closes, and sees to the alarms of what is its
 * own. What is urgent is left to the user, unless it is told to do all.
 */
final class RoutineDesk implements Part {
    /** From this priority on an incident is routine. */
    static final int FIRST_ROUTINE_PRIORITY = 3;

    private static final Duration THINKING = Duration.ofSeconds(6);

    /** When nobody is free it looks again after this time. */
    private static final Duration RETRY = Duration.ofSeconds(15);

    private final Pace pace;
    private final boolean all;
    private final Map<String, Instant> notBefore = new HashMap<>();
    private String disposition = "";

    RoutineDesk(Pace pace, boolean all) {
        this.pace = pace;
        this.all = all;
    }

    @Override
    public String user() {
        return "autopilot";
    }

    @Override
    public void step(Link link, Instant now) {
        if (disposition.isEmpty()) {
            // The first of the center's list is how most incidents end.
            disposition = link.center().path("dispositions").path(0).path("code").asString("");
        }
        JsonNode board = link.board();
        var mine = new HashMap<String, JsonNode>();
        for (JsonNode row : board.path("incidents")) {
            boolean routine = row.path("priority").asInt() >= FIRST_ROUTINE_PRIORITY;
            if (all || routine) mine.put(row.path("id").asString(""), row);
        }
        notBefore.keySet().retainAll(mine.keySet());
        for (Map.Entry<String, JsonNode> each : mine.entrySet()) {
            work(link, each.getKey(), each.getValue(), now);
        }
        for (JsonNode alarm : board.path("alarms")) {
            boolean seen = !alarm.path("acknowledgedAt").isNull();
            if (seen || !mine.containsKey(alarm.path("incident").asString(""))) continue;
            ask(link, verb("acknowledgeAlarm").put("alarm", alarm.path("id").asLong()));
        }
    }

    private static ObjectNode verb(String verb) {
        return Api.object().put("verb", verb);
    }

    private void work(Link link, String id, JsonNode row, Instant now) {
        Instant opened = Instant.parse(row.path("openedAt").asString());
        if (now.isBefore(notBefore.getOrDefault(id, opened.plus(pace.of(THINKING))))) return;
        switch (row.path("state").asString("")) {
            case "WAITING" -> send(link, id, now);
            case "WORKED" ->
                    ask(link, verb("close").put("incident", id).put("disposition", disposition));
            default -> {}
        }
    }

    private void send(Link link, String id, Instant now) {
        JsonNode advice = link.get("/incidents/%s/recommendation".formatted(Api.encode(id)));
        ObjectNode request = verb("dispatch").put("incident", id);
        ArrayNode units = request.putArray("units");
        for (JsonNode pick : advice.path("chosen")) {
            // One that is still busy comes later, when it is free.
            if (pick.path("seconds").isNumber()) units.add(pick.path("unit").asString(""));
        }
        advice.path("token").asStringOpt().ifPresent(token -> request.put("recommendation", token));
        notBefore.put(id, now.plus(pace.of(RETRY)));
        if (!units.isEmpty()) ask(link, request);
    }

    private static void ask(Link link, ObjectNode request) {
        try {
            link.ask(request);
        } catch (Denied e) {
            // Somebody else was quicker, or a unit is busy by now: it looks again.
            if (e.status() != 409) throw e;
        }
    }
}
