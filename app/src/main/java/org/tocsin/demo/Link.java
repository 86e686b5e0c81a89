package org.tocsin.demo;

import org.tocsin.client.Api;
import org.tocsin.place.Point;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One program's sign-in to the demo's center, and the questions it asks there. */
final class Link implements AutoCloseable {
    private final Api api;
    private final String center;

    private Link(Api api, String center) {
        this.api = api;
        this.center = center;
    }

    static Link signIn(String url, String user, String password) {
        Api api = Api.at(url);
        var session = api.signIn(user, password);
        return new Link(api, session.centers().getFirst());
    }

    private String path(String rest) {
        return "/api/centers/%s%s".formatted(Api.encode(center), rest);
    }

    JsonNode center() {
        return api.get(path(""));
    }

    JsonNode board() {
        return api.get(path("/board"));
    }

    JsonNode get(String rest, String... query) {
        return api.get(path(rest), query);
    }

    /** Asks the desk for something, once and for all: a lost answer is asked for again. */
    JsonNode ask(ObjectNode request) {
        return api.request(center, "demo-" + UUID.randomUUID(), request);
    }

    /** A drive; standing at the start when there is no way. */
    Course drive(Point from, Point to, Instant start, double speed) {
        JsonNode route = get("/route", "from", text(from), "to", text(to));
        var line = new ArrayList<Point>();
        for (JsonNode each : route.path("line")) {
            line.add(new Point(each.get(0).asDouble(), each.get(1).asDouble()));
        }
        var seconds = new ArrayList<Double>();
        for (JsonNode each : route.path("secondsAt")) seconds.add(each.asDouble());
        if (line.isEmpty() || line.size() != seconds.size()) return Course.standing(from, start);
        return new Course(line, seconds, start, speed);
    }

    void report(List<ObjectNode> positions) {
        var body = Api.object();
        var list = body.putArray("positions");
        positions.forEach(list::add);
        api.post(path("/positions"), body);
    }

    static String text(Point point) {
        return point.latitude() + "," + point.longitude();
    }

    static Point point(JsonNode node) {
        return new Point(node.path("latitude").asDouble(), node.path("longitude").asDouble());
    }

    @Override
    public void close() {
        api.close();
    }
}
