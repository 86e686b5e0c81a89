package org.tocsin.demo;

import org.tocsin.place.Point;

import tools.jackson.databind.JsonNode;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where patients are taken. */
record Hospitals(Map<String, Point> byId) {
    static Hospitals of(JsonNode center) {
        var byId = new LinkedHashMap<String, Point>();
        for (JsonNode each : center.path("destinations")) {
            byId.put(each.path("id").asString(), Link.point(each.path("point")));
        }
        return new Hospitals(byId);
    }

    String nearestId(Point from) {
        return byId.keySet().stream()
                .min(Comparator.comparingDouble(id -> from.metersTo(place(id))))
                .orElseThrow(() -> new IllegalStateException("the center has no destination"));
    }

    Point nearest(Point from) {
        return place(nearestId(from));
    }

    private Point place(String id) {
        Point place = byId.get(id);
        if (place == null) throw new IllegalArgumentException("no destination " + id);
        return place;
    }
}
