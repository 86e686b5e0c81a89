package org.tocsin.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ScenarioFileTest {
    private static final Center CENTER = CenterFile.read(Path.of("../demo/center"));

    @TempDir Path folder = Path.of("");

    private Scenario read(String text) throws IOException {
        return CenterFile.readScenario(
                Files.writeString(folder.resolve("scenario.yaml"), text), CENTER);
    }

    private String faults(String text) throws IOException {
        Files.writeString(folder.resolve("scenario.yaml"), text);
        CenterFileException e = catchThrowableOfType(CenterFileException.class, () -> read(text));
        return e == null ? "" : String.valueOf(e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"first-day", "flood", "pile-up", "half-the-units", "chemical-works"})
    void theShippedOnesAreSound(String name) {
        Scenario scenario =
                CenterFile.readScenario(Path.of("../demo/scenarios", name + ".yaml"), CENTER);

        assertThat(scenario.about()).isNotBlank();
        assertThat(scenario.calls().size() + scenario.waves().size()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "calls: [{at: 1 min, type: FALL, says: Help}] | 3:9 calls[0]: found neither place"
                        + " nor point, expected one of them",
                "calls: [{at: 1 min, type: FALL, says: Help, place: A, point: '45,-20'}] | found"
                        + " both place and point",
                "calls: [{at: 1 min, type: FALLL, says: Help, place: A}] | calls[0].type: found"
                        + " \"FALLL\", expected a type of the center; maybe FALL",
                "calls: [{at: 99 h, type: FALL, says: Help, place: A}] | calls[0].at: found \"99"
                        + " h\", expected a time within the scenario's length",
                "calls: [{at: soon, type: FALL, says: Help, place: A}] | calls[0].at: found"
                    + " \"soon\", expected a time from the beginning, such as 0 s or 5 min 30 s",
                "calls: [{at: 1 min, type: FALL, place: A}] | calls[0]: found no key says",
                "calls: [{at: 1 min, type: FALL, says: Help, plaze: A}] | found the unknown key",
                "events: [{at: 1 min}] | found nothing that happens, expected one of fails,"
                        + " returns, says, closes, opens",
                "events: [{at: 1 min, fails: E11, returns: E11, text: x}] | found fails and returns"
                        + " at once",
                "events: [{at: 1 min, fails: E99, text: x}] | events[0].fails: found \"E99\","
                        + " expected a unit of the center",
                "events: [{at: 1 min, fails: E11}] | found no key text",
                "waves: [{from: 5 min, until: 4 min, calls: 3, around: '45,-20', meters: 10, types:"
                        + " [FALL], says: [x]}] | expected a time after from",
                "waves: [{from: 5 min, until: 6 min, calls: 2001, around: '45,-20', meters: 10,"
                        + " types: [FALL], says: [x]}] | expected a whole number from 1 to 2000"
            })
    void everyFaultIsNamedWithItsPlace(String part, String expected) throws IOException {
        assertThat(faults("name: A\nlength: 1 h\n" + part))
                .contains("scenario.yaml:3:")
                .contains(expected.strip())
                .contains("in the scenario (docs/drill.md)");
    }

    @Test
    void whatIsNoYamlPointsToTheScenariosPagesAlone() throws IOException {
        assertThat(faults(""))
                .contains("scenario.yaml:1:1: found an empty file")
                .doesNotContain("center");
        assertThat(faults("name: A\nlength: 1 h\ncalls: [{says: \"Help}]\n"))
                .contains("scenario.yaml:4:1: found a line that is no YAML")
                .contains("docs/drill.md")
                .doesNotContain("center");
    }

    @Test
    void callsInAllAreLimited() throws IOException {
        String wave =
                "{from: 5 min, until: 6 min, calls: %d, around: '45,-20', meters: 10, types:"
                        + " [FALL], says: [x]}";
        String text = "name: A\nlength: 1 h\nwaves:\n  - " + wave + "\n  - " + wave;

        assertThat(read(text.formatted(1_000, 1_000)).waves()).hasSize(2);
        assertThat(faults(text.formatted(1_000, 1_001)))
                .contains("found 2001 calls in all, expected at most 2000");
    }

    @Test
    void aMissingFileIsNamed() {
        CenterFileException e =
                catchThrowableOfType(
                        CenterFileException.class,
                        () -> CenterFile.readScenario(folder.resolve("no.yaml"), CENTER));

        assertThat(e).hasMessageContaining("found no such file, expected a scenario's YAML file");
    }
}
