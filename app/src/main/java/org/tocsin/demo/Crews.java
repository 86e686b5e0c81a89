package org.tocsin.demo;

import org.tocsin.client.Denied;
import org.tocsin.place.Point;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All crews: one program with one data link, as vehicles often have. */
final class Crews implements Part {
    private final String user;
    private final Pace pace;
    private final Map<String, Crew> crews = new LinkedHashMap<>();
    private final Map<String, Point> stations = new HashMap<>();
    private Optional<Hospitals> hospitals = Optional.empty();

    Crews(String user, Pace pace) {
        this.user = user;
        this.pace = pace;
    }

    @Override
    public String user() {
        return user;
    }

    @Override
    public void step(Link link, Instant now) {
        JsonNode board = link.board();
        if (hospitals.isEmpty()) muster(link, board, now);
        var incidents = new HashMap<String, JsonNode>();
        for (JsonNode row : board.path("incidents")) {
            incidents.put(row.path("id").asString(""), row);
        }
        String closures = closures(board);
        for (JsonNode unit : board.path("units")) {
            Crew crew = crews.get(unit.path("callSign").asString(""));
            if (crew == null) continue;
            var work = Optional.ofNullable(incidents.get(unit.path("incident").asString("")));
            var home = Optional.ofNullable(stations.get(unit.path("station").asString("")));
            try {
                crew.follow(
                        new Crew.View(unit, work, closures, home),
                        link,
                        hospitals.orElseThrow(),
                        now);
            } catch (Denied e) {
                // The dispatcher was quicker: the next look at the board shows what holds.
                if (e.status() != 409) throw e;
            }
        }
        report(link, now);
    }

    private void muster(Link link, JsonNode board, Instant now) {
        JsonNode center = link.center();
        for (JsonNode station : center.path("stations")) {
            stations.put(station.path("id").asString(""), Link.point(station.path("point")));
        }
        var transports = new HashMap<String, Boolean>();
        for (JsonNode unit : center.path("units")) {
            transports.put(
                    unit.path("callSign").asString(""), unit.path("canTransport").asBoolean(false));
        }
        for (JsonNode unit : board.path("units")) {
            String callSign = unit.path("callSign").asString("");
            Point where = Link.point(unit.path("point"));
            boolean carries = transports.getOrDefault(callSign, false);
            crews.put(callSign, new Crew(callSign, where, carries, pace, now));
        }
        hospitals = Optional.of(Hospitals.of(center));
    }

    private static String closures(JsonNode board) {
        var ids = new ArrayList<String>();
        for (JsonNode closure : board.path("closures")) ids.add(closure.path("id").asString(""));
        return ids.toString();
    }

    private void report(Link link, Instant now) {
        List<ObjectNode> positions = new ArrayList<>();
        for (Crew crew : crews.values()) crew.position(now).ifPresent(positions::add);
        if (!positions.isEmpty()) link.report(positions);
    }
}
