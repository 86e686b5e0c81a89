package org.tocsin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.app.TownServer;
import org.tocsin.client.Api;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class WorldTest {
    private static final Duration MAX_WAIT = Duration.ofSeconds(90);

    @TempDir Path folder;

    @Test
    void withTheAutopilotIncidentsGoFromCallToCloseByThemselves() throws Exception {
        List<String> complaints = new CopyOnWriteArrayList<>();
        try (TownServer town = TownServer.start(folder);
                Api api = Api.at(town.url());
                World world =
                        World.start(
                                town.url(),
                                "demo",
                                Pace.of(60),
                                World.Autopilot.ALL,
                                7,
                                Clock.systemUTC(),
                                complaints::add)) {
            assertThat(world).isNotNull();
            api.signIn("dispatcher", "demo");

            JsonNode closed = closed(api, 4);

            assertThat(closed.size()).isGreaterThanOrEqualTo(4);
            assertThat(complaints).isEmpty();
            for (JsonNode row : closed) assertThat(row.path("disposition").asString()).isNotBlank();
            assertThat(states(api, closed.get(0).path("id").asString()))
                    .contains("DISPATCHED", "ACKNOWLEDGED", "EN_ROUTE", "ON_SCENE", "CLEARED");
        }
    }

    private static JsonNode closed(Api api, int wanted) throws InterruptedException {
        Instant end = Instant.now().plus(MAX_WAIT);
        while (true) {
            JsonNode closed =
                    api.get("/api/centers/aldermouth/incidents", "state", "closed", "limit", "50")
                            .path("incidents");
            if (closed.size() >= wanted || Instant.now().isAfter(end)) return closed;
            Thread.sleep(250);
        }
    }

    private static List<String> states(Api api, String incident) {
        var states = new java.util.ArrayList<String>();
        JsonNode detail = api.get("/api/centers/aldermouth/incidents/" + incident);
        for (JsonNode time : detail.path("assignments").get(0).path("times")) {
            states.add(time.path("state").asString());
        }
        return states;
    }

    @Test
    void whoDoesNothingSeesUrgentCallsWait() throws Exception {
        try (TownServer town = TownServer.start(folder);
                Api api = Api.at(town.url());
                World world =
                        World.start(
                                town.url(),
                                "demo",
                                Pace.of(40),
                                World.Autopilot.OFF,
                                11,
                                Clock.systemUTC(),
                                _ -> {})) {
            assertThat(world).isNotNull();
            api.signIn("dispatcher", "demo");
            Instant end = Instant.now().plus(MAX_WAIT);
            while (api.get("/api/centers/aldermouth/board").path("incidents").size() < 3
                    && Instant.now().isBefore(end)) {
                Thread.sleep(200);
            }

            JsonNode board = api.get("/api/centers/aldermouth/board");

            assertThat(board.path("incidents").size()).isGreaterThanOrEqualTo(3);
            for (JsonNode row : board.path("incidents")) {
                assertThat(row.path("state").asString()).isEqualTo("WAITING");
                assertThat(row.path("units").isEmpty()).isTrue();
            }
        }
    }

    @Test
    void theShippedScriptIsWorthReading() throws IOException {
        Script script = Script.shipped();

        assertThat(script.scenes()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(script.scenes())
                .allSatisfy(scene -> assertThat(scene.first()).hasSizeGreaterThan(40));
        assertThat(script.scenes()).anySatisfy(scene -> assertThat(scene.second()).isPresent());
    }
}
