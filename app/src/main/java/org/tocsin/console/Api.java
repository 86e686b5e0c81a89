package org.tocsin.console;

import org.tocsin.access.Access;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The API: every path with what it does, in the order of the document. */
final class Api {
    static final String COOKIE = "tocsin_session";

    /**
     * Browsers tell hosts apart by name and not by port: who signs in to a drill must not lose the
     * session of the real center on the same machine.
     */
    static final String DRILL_COOKIE = "tocsin_drill";

    private final List<Endpoint> endpoints;

    Api(
            Map<String, Room> rooms,
            Access access,
            InstantSource clock,
            RandomGenerator random,
            Listening listening) {
        String cookieName = cookieName(rooms);
        var ids = new FreshIds(random);
        var room = new RoomApi(access, clock, cookieName);
        var door = new DoorApi(rooms, access, clock, listening, cookieName, this::endpoints);
        endpoints =
                Stream.of(
                                door.endpoints(),
                                room.endpoints(),
                                new IncidentApi(clock, ids).endpoints(),
                                new MapApi(rooms, clock).endpoints(),
                                DrillDesk.endpoints(clock),
                                Playback.endpoints(room, ids))
                        .flatMap(List::stream)
                        .toList();
    }

    static String cookieName(Map<String, Room> rooms) {
        boolean drill = rooms.values().stream().anyMatch(room -> room.exercise().isPresent());
        return drill ? DRILL_COOKIE : COOKIE;
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }
}
