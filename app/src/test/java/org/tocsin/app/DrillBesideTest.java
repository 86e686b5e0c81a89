package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.client.Api;
import org.tocsin.client.Denied;
import org.tocsin.client.Unreachable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A drill that a supervisor starts beside a real center. */
class DrillBesideTest {
    private static final String CENTER = "/api/centers/aldermouth";

    @TempDir Path folder;

    @Test
    void aSupervisorStartsADrillWhoseEventsStayInItsOwnRecord() throws Exception {
        try (var town = TownServer.start(folder);
                var supervisor = Api.at(town.url());
                var dispatcher = Api.at(town.url())) {
            town.offerDrills();
            supervisor.signIn("supervisor", "demo");
            dispatcher.signIn("dispatcher", "demo");
            JsonNode offered = supervisor.get(CENTER + "/drills");
            assertThat(offered.toString()).contains("first-day", "flood", "half-the-units");
            assertThat(offered.get("running").isNull()).isTrue();
            assertThatThrownBy(() -> dispatcher.post(CENTER + "/drills", start("first-day")))
                    .isInstanceOfSatisfying(
                            Denied.class, e -> assertThat(e.status()).isEqualTo(403));
            JsonNode before = dispatcher.get(CENTER + "/board");

            JsonNode running = supervisor.post(CENTER + "/drills", start("first-day"));
            String url = "http://127.0.0.1:" + running.get("running").get("port").intValue();

            practise(url);
            JsonNode after = dispatcher.get(CENTER + "/board");
            assertThat(after.get("position").longValue())
                    .isEqualTo(before.get("position").longValue());
            assertThat(after.get("incidents")).isEmpty();
            assertThat(text(folder.resolve("data/journal"))).doesNotContain("Practised Street");
            assertThat(text(folder.resolve("data/drills"))).contains("Practised Street");
            assertThatThrownBy(() -> supervisor.post(CENTER + "/drills", start("flood")))
                    .isInstanceOfSatisfying(
                            Denied.class, e -> assertThat(e.status()).isEqualTo(409));

            supervisor.post(CENTER + "/drills", Api.object().put("do", "stop"));
            assertThat(supervisor.get(CENTER + "/drills").get("running").isNull()).isTrue();
            assertThatThrownBy(() -> practise(url)).isInstanceOf(Unreachable.class);
            // Who was signed in to the real center still is.
            assertThat(dispatcher.get(CENTER + "/board").get("incidents")).isEmpty();
        }
    }

    private static void practise(String url) {
        try (var trainee = Api.at(url)) {
            trainee.signIn("dispatcher", "demo");
            assertThat(trainee.get(CENTER).get("drill").booleanValue()).isTrue();
            ObjectNode call =
                    Api.object().put("verb", "takeCall").put("source", "PHONE").put("type", "FALL");
            ObjectNode location = call.putObject("location").put("name", "Practised Street 1");
            location.putObject("point").put("latitude", 45.001).put("longitude", -20.001);
            trainee.request("aldermouth", "practised-1", call);
            assertThat(trainee.get(CENTER + "/board").get("incidents")).hasSize(1);
        }
    }

    private static ObjectNode start(String scenario) {
        return Api.object().put("do", "start").put("scenario", scenario);
    }

    /** Everything that lies there, whatever it is. */
    private static String text(Path folder) throws Exception {
        var text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                if (each.toString().contains("/map/")) continue;
                text.append(Files.readString(each, java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }
}
