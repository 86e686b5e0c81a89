package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The record proves by which driving profiles units were chosen, also after these have changed. */
class DrivingRecordTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern INCIDENT = Pattern.compile("\\d{2}-\\d+");

    @TempDir Path folder;

    private Path center() throws IOException {
        Path center = folder.resolve("center");
        if (Files.exists(center)) return center;
        Files.createDirectories(center);
        try (var files = Files.list(Path.of("../demo/center"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, center.resolve(file.getFileName()));
            }
        }
        return center;
    }

    private void drive(String profile) throws IOException {
        Path profiles = Files.createDirectories(center().resolve("profiles"));
        Files.writeString(profiles.resolve("lights-and-sirens.yaml"), profile);
    }

    private TownServer start() throws IOException {
        return TownServer.start(folder, center());
    }

    private static String said(TownServer town, String user, String... args) {
        TownServer.Ran ran = town.as(user, args);
        assertThat(ran.code()).as(ran.all()).isZero();
        return ran.out();
    }

    private static JsonNode json(TownServer town, String user, String... args) {
        return MAPPER.readTree(said(town, user, args));
    }

    private static String call(TownServer town) {
        String out = said(town, "dispatcher", "call", "--type", "FALL", "--at", "45.002,-20.001");
        var number = INCIDENT.matcher(out);
        assertThat(number.find()).as(out).isTrue();
        return number.group();
    }

    /** The one decision of an incident, and what it rested on. */
    private static JsonNode explained(TownServer town, String incident) {
        return json(town, "dispatcher", "explain", incident, "--json").path("decisions").get(0);
    }

    /** What the first that was sent was expected to take, by another way of asking. */
    private static long expectedAgain(TownServer town, String incident) {
        JsonNode all =
                json(town, "supervisor", "replay", "differences", "--policy", "crow", "--json");
        for (JsonNode each : all.path("differences")) {
            if (each.path("incident").asString("").equals(incident)) {
                return each.path("sent").get(0).path("seconds").asLong();
            }
        }
        throw new AssertionError(all.toPrettyString());
    }

    @Test
    void aDecisionIsProvedByTheProfilesOfItsTime() throws IOException {
        drive("name: lights-and-sirens\nfastest_kmh: 12 # everything crawls\n");
        String advised;
        String unadvised;
        long entry;
        long slow;
        try (var town = start()) {
            advised = call(town);
            said(town, "dispatcher", "dispatch", advised, "--recommended");
            JsonNode decision = explained(town, advised);
            entry = decision.path("driving").asLong();
            assertThat(decision.path("drivingInForce").asBoolean()).isTrue();
            assertThat(decision.path("inputs").path("driving").asLong()).isEqualTo(entry);
            assertThat(said(town, "dispatcher", "explain", advised))
                    .contains("driving profiles of entry %d, in force today".formatted(entry));
            // Nobody asked for advice: what is known of this drive, the profile must say again.
            unadvised = call(town);
            said(town, "dispatcher", "dispatch", unadvised, "P1");
            slow = expectedAgain(town, unadvised);
        }

        drive("name: lights-and-sirens\n");
        try (var town = start()) {
            JsonNode decision = explained(town, advised);
            assertThat(decision.path("driving").asLong()).isEqualTo(entry);
            assertThat(decision.path("drivingInForce").asBoolean()).isFalse();
            assertThat(decision.path("reproduces").asBoolean()).isTrue();
            assertThat(said(town, "dispatcher", "explain", advised)).contains("changed since");
            String then =
                    said(
                            town,
                            "dispatcher",
                            "driving",
                            "--entry",
                            Long.toString(entry),
                            "--name",
                            "lights-and-sirens");
            assertThat(then).contains("changed since", "\"fastestKmh\" : 12.0");
            assertThat(said(town, "dispatcher", "driving", "--name", "lights-and-sirens"))
                    .contains("in force")
                    .doesNotContain("\"fastestKmh\" : 12.0");
            assertThat(expectedAgain(town, unadvised)).isEqualTo(slow);

            String fresh = call(town);
            said(town, "dispatcher", "dispatch", fresh, "--recommended");
            assertThat(explained(town, fresh).path("driving").asLong()).isGreaterThan(entry);
            String later = call(town);
            said(town, "dispatcher", "dispatch", later, "P2");
            assertThat(expectedAgain(town, later)).isLessThan(slow);
        }
    }

    @Test
    void profilesAreWrittenWhenTheyChangeAndOnlyThen() throws IOException {
        long entry;
        try (var town = start()) {
            entry = json(town, "dispatcher", "driving", "--json").path("entry").asLong();
        }
        try (var town = start()) {
            assertThat(json(town, "dispatcher", "driving", "--json").path("entry").asLong())
                    .isEqualTo(entry);
            assertThat(said(town, "dispatcher", "log", "--from", "1"))
                    .containsOnlyOnce("driving profiles: lights-and-sirens, normal-driving");
        }
        drive("name: lights-and-sirens\n# A comment is no other way to drive.\n");
        try (var town = start()) {
            assertThat(json(town, "dispatcher", "driving", "--json").path("entry").asLong())
                    .isEqualTo(entry);
        }
        drive("name: lights-and-sirens\nslowest_kmh: 9\n");
        try (var town = start()) {
            assertThat(json(town, "dispatcher", "driving", "--json").path("entry").asLong())
                    .isGreaterThan(entry);
            TownServer.Ran wrong = town.run("driving", "--entry", "1");
            assertThat(wrong.all()).contains("Entry 1 holds no driving profiles.");
        }
    }
}
