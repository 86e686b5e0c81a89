package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.app.TownServer.Ran;
import org.tocsin.map.SampleTown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Scenarios are held against the map before anybody plays them. */
class DrillCheckTest {
    private static final String EXTENT = "from 44.97770, -20.03790 to 45.02230, -19.96210";

    @TempDir static Path town;

    @BeforeAll
    static void theTown() throws IOException {
        SampleTown.write(town.resolve("town.osm.pbf"), 1);
    }

    private static Ran drill(String scenario, String... more) {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "drill",
                                "--scenario",
                                scenario,
                                "--center",
                                "../demo/center",
                                "--map",
                                town.resolve("town.osm.pbf").toString(),
                                "--map-data",
                                town.resolve("built").toString()));
        arguments.addAll(List.of(more));
        return TownServer.run(town, Map.of(), "", arguments.toArray(String[]::new));
    }

    private static String written(String text) throws IOException {
        return Files.writeString(
                        Files.createTempFile(town, "ours", ".yaml"),
                        "name: A\nlength: 1 h\n" + text.stripIndent())
                .toString();
    }

    private static List<String> faults(Ran ran) {
        assertThat(ran.code()).as(ran.all()).isEqualTo(ExitCode.BAD_INPUT);
        return ran.err().lines().map(line -> line.replaceFirst("^.*?\\.yaml:", "")).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first-day", "flood", "pile-up", "half-the-units", "chemical-works"})
    void theShippedOnesAreSoundOnTheTown(String name) {
        Ran ran = drill(name, "--check");

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out()).contains("is sound");
    }

    @Test
    void allPlacesThatTheMapDoesNotKnowAreToldAtOnce() throws IOException {
        String scenario =
                written(
                        """
                        calls:
                          - {at: 1 min, place: Zzyzx Boulevard 7, type: FALL, says: Help}
                          - {at: 1 min, place: Brigde Street, type: FALL, says: Help}
                          - {at: 2 min, place: Bridge Hall Street, type: FALL, says: Help}
                          - {at: 2 min, point: "46.1, -20.0", type: FALL, says: Help}
                        waves:
                          - {from: 5 min, until: 9 min, calls: 3, around: "45.002, -19.999", meters: 20000, types: [FALL], says: [x]}
                          - {from: 5 min, until: 9 min, calls: 3, around: "48.2, 16.3", meters: 100, types: [FALL], says: [x]}
                        events:
                          - {at: 5 min, closes: Nowhere at all 99, text: Crash}
                          - {at: 6 min, opens: "45.0, -21.0"}
                        """);

        assertThat(faults(drill(scenario, "--check")))
                .containsExactly(
                        "4:24 calls[0].place: found \"Zzyzx Boulevard 7\", expected a place on the"
                                + " map",
                        "6:24 calls[2].place: found \"Bridge Hall Street\", expected a place on the"
                                + " map; maybe one of \"Bridge Street\", \"Bridge Street Bakery\"",
                        "7:24 calls[3].point: found \"46.1, -20.0\", outside the map, expected a"
                                + " point "
                                + EXTENT,
                        "9:78 waves[0].meters: found \"20000\", which reaches beyond the map,"
                                + " expected a circle within it, "
                                + EXTENT,
                        "10:51 waves[1].around: found \"48.2, 16.3\", outside the map, expected a"
                                + " point "
                                + EXTENT,
                        "12:25 events[0].closes: found \"Nowhere at all 99\", expected a place on"
                                + " the map",
                        "13:24 events[1].opens: found \"45.0, -21.0\", outside the map, expected a"
                                + " point "
                                + EXTENT,
                        "7 faults in the scenario (docs/drill.md)");
    }

    @Test
    void aDrillWithAPlaceThatIsNotThereDoesNotBegin() throws IOException {
        Path data = town.resolve("not-begun");
        String scenario =
                written("calls:\n  - {at: 1 min, place: Zzyzx, type: FALL, says: Help}\n");

        Ran ran = drill(scenario, "--data", data.toString(), "--port", "0");

        assertThat(faults(ran)).first().asString().contains("found \"Zzyzx\"");
        assertThat(data).doesNotExist();
    }

    @Test
    void placesAreToldUpToALimitAndTheRestCounted() throws IOException {
        var calls = new StringBuilder("calls:\n");
        for (int i = 0; i < 300; i++) {
            calls.append("  - {at: 1 min, place: Zzyzx %d, type: FALL, says: Help}\n".formatted(i));
        }

        assertThat(faults(drill(written(calls.toString()), "--check")))
                .hasSize(202)
                .contains("and 100 more")
                .last()
                .asString()
                .startsWith("300 faults in the scenario");
    }
}
