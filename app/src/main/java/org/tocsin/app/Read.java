package org.tocsin.app;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How values of the API are written for people. */
final class Read {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    private Read() {}

    static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        if (list.isString()) texts.add(list.asString());
        for (JsonNode each : list) texts.add(each.asString(""));
        return texts;
    }

    /** With blanks between; a dash for none. */
    static String list(JsonNode list) {
        List<String> texts = texts(list);
        return texts.isEmpty() ? "-" : String.join(" ", texts);
    }

    static String text(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? "-" : node.asString("-");
    }

    /** "EN_ROUTE" as "en route". */
    static String words(JsonNode node) {
        return text(node).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The time of day, here. */
    static String clock(JsonNode instant) {
        if (!instant.isString()) return "-";
        return CLOCK.format(Instant.parse(instant.asString()));
    }

    static String day(JsonNode instant) {
        if (!instant.isString()) return "-";
        return DAY.format(Instant.parse(instant.asString()));
    }

    /** "03:34", or "1:03:34" from an hour on. */
    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 3_600) return "%02d:%02d".formatted(seconds / 60, seconds % 60);
        return "%d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }

    static String duration(JsonNode seconds) {
        if (!seconds.isNumber()) return "-";
        return duration(Duration.ofSeconds(seconds.asLong()));
    }

    /** How long ago, at the server's time. */
    static String age(JsonNode since, JsonNode now) {
        if (!since.isString() || !now.isString()) return "-";
        return duration(
                Duration.between(Instant.parse(since.asString()), Instant.parse(now.asString())));
    }

    static String point(JsonNode point) {
        if (!point.isObject()) return "-";
        return "%.5f,%.5f"
                .formatted(point.path("latitude").asDouble(), point.path("longitude").asDouble());
    }
}
