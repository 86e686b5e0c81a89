package org.tocsin.demo;

import org.tocsin.client.Api;
import org.tocsin.place.Point;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * One crew: looks at what the board says of its unit and does the next thing a crew would do. It
 * remembers nothing that the board does not say, but where its vehicle is; so it takes up its work
 * again after a restart, and follows whatever the dispatcher changes.
 */
final class Crew {
    /** After a refusal the crew waits so long before it looks again. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final Map<String, Duration> LONG_WORK =
            Map.of(
                    "STRUCTURE_FIRE", Duration.ofMinutes(7),
                    "CHEMICAL_SPILL", Duration.ofMinutes(6),
                    "COLLISION_TRAPPED", Duration.ofMinutes(6),
                    "PERSON_TRAPPED", Duration.ofMinutes(5),
                    "CARDIAC_ARREST", Duration.ofMinutes(5));

    private static final Duration USUAL_WORK = Duration.ofMinutes(3);

    private final String callSign;
    private final boolean transports;
    private final Pace pace;
    private final Random random;
    private Course course;
    private String situation = "";
    private Optional<Instant> due = Optional.empty();
    private boolean reported;

    Crew(String callSign, Point where, boolean transports, Pace pace, Instant now) {
        this.callSign = callSign;
        this.transports = transports;
        this.pace = pace;
        random = new Random(callSign.hashCode());
        course = Course.standing(where, now);
    }

    String callSign() {
        return callSign;
    }

    /**
     * What the crew sees of the board.
     *
     * @param unit its row
     * @param incident the row of its work, if it has any
     * @param closures the ids of closed roads: a new one means another way
     * @param home where it waits: another station after a move
     */
    record View(JsonNode unit, Optional<JsonNode> incident, String closures, Optional<Point> home) {
        String status() {
            return unit.path("status").asString("");
        }

        String incidentId() {
            return unit.path("incident").asString("");
        }

        Instant since() {
            return Instant.parse(unit.path("since").asString());
        }

        Optional<Point> place() {
            return incident.map(row -> Link.point(row.path("point")));
        }

        String type() {
            return incident.map(row -> row.path("type").asString("")).orElse("");
        }
    }

    /** Looks, and says what there is to say. */
    void follow(View view, Link link, Hospitals hospitals, Instant now) {
        String seen = "%s %s %s".formatted(view.status(), view.incidentId(), goal(view));
        if (!seen.equals(situation)) {
            situation = seen;
            begin(view, link, hospitals, now);
        }
        if (due.isPresent() && now.isBefore(due.get())) return;
        next(view, hospitals).ifPresent(request -> say(request, link, now));
    }

    /** What a driving crew drives by: when it changes, there is another way to find. */
    private static String goal(View view) {
        return switch (view.status()) {
            case "EN_ROUTE" -> view.place().map(Link::text).orElse("") + view.closures();
            case "TRANSPORTING" -> view.closures();
            case "AVAILABLE" -> view.home().map(Link::text).orElse("");
            default -> "";
        };
    }

    private void begin(View view, Link link, Hospitals hospitals, Instant now) {
        Point here = course.pointAt(now);
        due = Optional.empty();
        switch (view.status()) {
            case "DISPATCHED" -> wait(now, Duration.ofSeconds(3), Duration.ofSeconds(9));
            case "ACKNOWLEDGED" -> wait(now, Duration.ofSeconds(6), Duration.ofSeconds(20));
            case "EN_ROUTE" -> {
                if (view.place().isPresent()) drive(link, here, view.place().get(), now);
            }
            case "ON_SCENE" -> {
                course = Course.standing(here, now);
                Duration work = LONG_WORK.getOrDefault(view.type(), USUAL_WORK);
                wait(
                        view.since(),
                        work.multipliedBy(2).dividedBy(3),
                        work.multipliedBy(4).dividedBy(3));
            }
            case "TRANSPORTING" -> drive(link, here, hospitals.nearest(here), now);
            case "AT_DESTINATION" ->
                    wait(view.since(), Duration.ofSeconds(60), Duration.ofMinutes(2));
            case "AVAILABLE" -> {
                Point home = view.home().orElse(here);
                if (here.metersTo(home) > 60) drive(link, here, home, now);
            }
            default -> course = Course.standing(here, now);
        }
    }

    private void wait(Instant from, Duration least, Duration most) {
        due = Optional.of(from.plus(pace.between(least, most, random)));
    }

    private void drive(Link link, Point from, Point to, Instant now) {
        course = link.drive(from, to, now, pace.speed());
        reported = false;
        due = Optional.of(course.end());
    }

    /** What the crew says when its time has come; nothing where it is the dispatcher's turn. */
    private Optional<ObjectNode> next(View view, Hospitals hospitals) {
        return switch (view.status()) {
            case "DISPATCHED" -> Optional.of(status("ACKNOWLEDGED"));
            case "ACKNOWLEDGED" -> Optional.of(status("EN_ROUTE"));
            case "EN_ROUTE" -> due.map(_ -> status("ON_SCENE"));
            case "ON_SCENE" -> {
                Point here = course.destination();
                yield Optional.of(
                        carries(view)
                                ? status("TRANSPORTING")
                                        .put("destination", hospitals.nearestId(here))
                                : status("CLEARED"));
            }
            case "TRANSPORTING" -> due.map(_ -> status("AT_DESTINATION"));
            case "AT_DESTINATION" -> Optional.of(status("CLEARED"));
            default -> Optional.empty();
        };
    }

    /** Three patients of four go to hospital; the same ones after a restart. */
    private boolean carries(View view) {
        return transports && Math.floorMod((view.incidentId() + callSign).hashCode(), 4) != 0;
    }

    private ObjectNode status(String to) {
        return Api.object().put("verb", "status").put("unit", callSign).put("to", to);
    }

    private void say(ObjectNode request, Link link, Instant now) {
        // Whatever the answer, the board shows what holds; the crew looks again.
        due = Optional.of(now.plus(RETRY));
        link.ask(request);
    }

    /** Where the vehicle is, while that changes. */
    Optional<ObjectNode> position(Instant now) {
        if (reported) return Optional.empty();
        reported = course.isOver(now);
        Point at = course.pointAt(now);
        return Optional.of(
                Api.object()
                        .put("unit", callSign)
                        .put("latitude", at.latitude())
                        .put("longitude", at.longitude())
                        .put("heading", course.headingAt(now)));
    }
}
