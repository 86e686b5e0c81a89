package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.client.Api;
import org.tocsin.map.SampleTown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A center that edited the standard profiles is served by its own, wherever roads are asked. */
class EditedProfilesTest {
    private static TownServer town;
    private static Api api;

    @BeforeAll
    static void aCenterThatDrivesInItsOwnWay(@TempDir Path folder) throws IOException {
        Path center = Files.createDirectories(folder.resolve("center"));
        try (var files = Files.list(Path.of("../demo/center"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, center.resolve(file.getFileName()));
            }
        }
        Path profiles = Files.createDirectories(center.resolve("profiles"));
        for (String name : new String[] {"lights-and-sirens", "normal-driving"}) {
            Files.writeString(
                    profiles.resolve(name + ".yaml"),
                    "name: %s\nmay: {against_oneways: always, pedestrian_zones: true}\n"
                            .formatted(name));
        }
        town = TownServer.start(folder, center);
        api = Api.at(town.url());
        api.signIn("dispatcher", "demo");
    }

    @AfterAll
    static void close() {
        api.close();
        town.close();
    }

    @Test
    void theCoverageLayerIsDrawn() {
        var coverage = api.get("/api/centers/aldermouth/coverage", "target", "300");

        assertThat(coverage.get("seconds")).isNotEmpty();
    }

    @Test
    void roadsAndTimesAreAnswered() {
        String place =
                "%.5f,%.5f".formatted(SampleTown.CENTRE.latitude(), SampleTown.CENTRE.longitude());

        assertThat(town.run("reach", place, "--minutes", "3").all()).contains("Polygon");
        TownServer.Ran route = town.run("route", "45.006,-20.004", place);
        assertThat(route.code()).as(route.all()).isZero();
    }
}
