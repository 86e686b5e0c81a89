package org.tocsin.demo;

import org.tocsin.center.Scenario.Where;
import org.tocsin.client.Api;
import org.tocsin.client.Denied;
import org.tocsin.client.Unreachable;
import org.tocsin.drill.Cue;
import org.tocsin.drill.Cue.Act;
import org.tocsin.drill.Drill;
import org.tocsin.place.Point;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Everybody in a drill whom no trainee and no crew plays: callers, what breaks, what floods. */
final class Players implements Part {
    /** Looks so often whether it is to end. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final String user;
    private final Drill drill;

    Players(String user, Drill drill) {
        this.user = user;
        this.drill = drill;
    }

    @Override
    public String user() {
        return user;
    }

    /** Waits for the next cue instead of looking again and again. */
    @Override
    public Duration pause(Duration usual) {
        return Duration.ZERO;
    }

    @Override
    public void step(Link link, Instant now) throws InterruptedException {
        Optional<Cue> cue = drill.await(LOOK);
        if (cue.isEmpty()) return;
        try {
            drill.played(cue.get(), play(cue.get().act(), link));
        } catch (Denied e) {
            drill.played(cue.get(), Optional.of(String.valueOf(e.getMessage())));
            if (e.status() == 401) throw e;
        } catch (Unreachable e) {
            drill.played(cue.get(), Optional.of(String.valueOf(e.getMessage())));
            throw e;
        }
    }

    /** Does it; gives why it could not be done. */
    private static Optional<String> play(Act act, Link link) {
        return switch (act) {
            case Act.Call call -> call(call, link);
            case Act.Fails(var unit, var reason) -> {
                leaves(unit, reason, link);
                link.ask(
                        verb("setDuty")
                                .put("unit", unit)
                                .put("duty", "OUT_OF_SERVICE")
                                .put("reason", reason));
                yield Optional.empty();
            }
            case Act.Returns(var unit) -> {
                link.ask(verb("setDuty").put("unit", unit).put("duty", "ON_DUTY"));
                yield Optional.empty();
            }
            case Act.Says(var unit, var text) -> says(unit, text, link);
            case Act.Closes(var road, var reason) -> closes(road, reason, link);
            case Act.Opens(var road) -> opens(road, link);
        };
    }

    private static ObjectNode verb(String name) {
        return Api.object().put("verb", name);
    }

    private static Optional<String> call(Act.Call call, Link link) {
        Optional<ObjectNode> location = location(call.where(), link);
        if (location.isEmpty()) return nowhere(call.where());
        ObjectNode request =
                verb("takeCall")
                        .put("source", "PHONE")
                        .put("text", call.text())
                        .put("type", call.type());
        request.set("location", location.get());
        link.ask(request);
        return Optional.empty();
    }

    private static Optional<String> nowhere(Where where) {
        return Optional.of("there is no place " + where.name().orElse(""));
    }

    private static Optional<ObjectNode> location(Where where, Link link) {
        if (where.point().isPresent()) {
            String at = Link.text(where.point().get());
            JsonNode here = link.get("/describe", "at", at);
            ObjectNode location = Api.object().put("name", here.path("name").asString(at));
            location.putObject("point")
                    .put("latitude", where.point().get().latitude())
                    .put("longitude", where.point().get().longitude());
            return Optional.of(location);
        }
        String name = where.name().orElseThrow();
        for (JsonNode each : link.get("/places", "q", name, "limit", "1").path("places")) {
            ObjectNode location = Api.object().put("name", each.path("name").asString(name));
            location.set("point", each.get("point"));
            return Optional.of(location);
        }
        return Optional.empty();
    }

    /** What breaks down at work leaves its incident first, and the log there says why. */
    private static void leaves(String unit, String reason, Link link) {
        for (JsonNode row : link.board().path("units")) {
            if (!row.path("callSign").asString("").equals(unit)) continue;
            String incident = row.path("incident").asString("");
            if (incident.isEmpty()) return;
            link.ask(verb("addNote").put("incident", incident).put("text", unit + ": " + reason));
            boolean onItsWay =
                    switch (row.path("status").asString("")) {
                        case "DISPATCHED", "ACKNOWLEDGED", "EN_ROUTE" -> true;
                        default -> false;
                    };
            link.ask(
                    onItsWay
                            ? verb("cancel")
                                    .put("incident", incident)
                                    .put("unit", unit)
                                    .put("reason", reason)
                            : verb("status").put("unit", unit).put("to", "CLEARED"));
        }
    }

    private static Optional<String> says(String unit, String text, Link link) {
        for (JsonNode row : link.board().path("units")) {
            if (!row.path("callSign").asString("").equals(unit)) continue;
            String incident = row.path("incident").asString("");
            if (incident.isEmpty()) return Optional.of(unit + " is on no incident");
            link.ask(verb("addNote").put("incident", incident).put("text", unit + ": " + text));
            return Optional.empty();
        }
        return Optional.of("there is no unit " + unit);
    }

    private static Optional<String> closes(Where road, String reason, Link link) {
        Optional<ObjectNode> location = location(road, link);
        if (location.isEmpty()) return nowhere(road);
        ObjectNode request = verb("closeRoad").put("reason", reason);
        ObjectNode ground = request.putObject("ground").put("kind", "stretch");
        ground.set("at", location.get().get("point"));
        ground.put("bothDirections", true);
        link.ask(request);
        return Optional.empty();
    }

    /** Opens what was closed nearest to there. */
    private static Optional<String> opens(Where road, Link link) {
        Optional<ObjectNode> location = location(road, link);
        if (location.isEmpty()) return nowhere(road);
        var at = Link.point(location.get().get("point"));
        String nearest = "";
        double meters = Double.MAX_VALUE;
        for (JsonNode each : link.board().path("closures")) {
            double away = meters(each.path("lines"), at);
            if (away >= meters) continue;
            meters = away;
            nearest = each.path("id").asString("");
        }
        if (nearest.isEmpty()) return Optional.of("no road is closed");
        link.ask(verb("reopenRoad").put("closure", nearest));
        return Optional.empty();
    }

    /** From there to the nearest corner of a closure's lines, each a list of pairs. */
    private static double meters(JsonNode lines, Point from) {
        double meters = Double.MAX_VALUE;
        for (JsonNode line : lines) {
            for (JsonNode pair : line) {
                var corner = new Point(pair.path(0).asDouble(), pair.path(1).asDouble());
                meters = Math.min(meters, corner.metersTo(from));
            }
        }
        return meters;
    }
}
