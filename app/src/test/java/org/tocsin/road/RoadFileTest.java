package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

class RoadFileTest {
    @TempDir Path folder = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void writeASmallMap() throws IOException {
        new RandomRoads(3).builder().write(folder, "extract 3");
        file = folder.resolve(RoadFile.FILE.name());
    }

    static Stream<String> names() {
        return Stream.of(RoadFile.FILE.name(), HierarchyFile.FILE.name());
    }

    @Test
    void whatIsOpenedAnswersAsWhatWasBuilt() throws IOException {
        var maps = new RandomRoads(3);
        RoadNetwork built = maps.builder().build("extract 3");
        RoadNetwork opened = RoadNetwork.open(folder);

        var conditions = Conditions.open(Profile.EMERGENCY, RandomRoads.NOON);
        var origins = maps.points(50);
        for (var destination : maps.points(20)) {
            assertThat(opened.to(destination, origins, conditions))
                    .isEqualTo(built.to(destination, origins, conditions));
        }
        assertThat(opened.source()).isEqualTo("extract 3");
        assertThat(opened.segments().toList()).isEqualTo(built.segments().toList());
    }

    @Test
    void theSameInputGivesTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(file);
        new RandomRoads(3).builder().write(folder, "extract 3");

        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        try (var files = Files.list(folder)) {
            assertThat(files.toList())
                    .containsExactlyInAnyOrder(file, folder.resolve(HierarchyFile.FILE.name()));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aFileCutAnywhereIsRefused(String name) throws IOException {
        Path file = folder.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 1 + length / 50) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> RoadNetwork.open(folder))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(DamagedRoads.class)
                    .hasMessageContaining("Import the map extract again");
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> RoadNetwork.open(folder))
                .isInstanceOf(DamagedRoads.class)
                .hasMessageContaining("cut off or added to");
    }

    @ParameterizedTest
    @MethodSource("names")
    void oneFlippedBitAnywhereIsRefused(String name) throws IOException {
        Path file = folder.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] altered = whole.clone();
            int at = i < 24 ? i : random.nextInt(24, whole.length);
            // Bytes 24 to 31 of the header are reserved and mean nothing.
            if (at >= 24 && at < 32) continue;
            altered[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, altered);
            assertThatThrownBy(() -> RoadNetwork.open(folder))
                    .as("byte %d", at)
                    .isInstanceOf(DamagedRoads.class);
        }
    }

    @Test
    void anotherFormatIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        whole[8]++;
        Files.write(file, whole);

        assertThatThrownBy(() -> RoadNetwork.open(folder))
                .isInstanceOf(DamagedRoads.class)
                .hasMessageContaining(
                        "its format is %d, expected %d"
                                .formatted(RoadFile.FILE.version() + 1, RoadFile.FILE.version()));
    }

    @Test
    void whatAKilledImportLeftIsWrittenOver() throws IOException {
        Files.write(folder.resolve(RoadFile.FILE.unfinished()), new byte[5_000_000]);

        new RandomRoads(4).builder().write(folder, "extract 4");

        assertThat(RoadNetwork.open(folder).source()).isEqualTo("extract 4");
        try (var files = Files.list(folder)) {
            assertThat(files.toList())
                    .containsExactlyInAnyOrder(file, folder.resolve(HierarchyFile.FILE.name()));
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> RoadNetwork.open(folder.resolve("nowhere")))
                .isInstanceOf(DamagedRoads.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void aFailedImportLeavesTheOldFileAndNothingElse() throws IOException {
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> new RoadGraphBuilder().write(folder, "nothing"))
                .isInstanceOf(NoRoads.class)
                .hasMessageContaining("found 0 ways")
                .hasMessageContaining("Choose an extract");

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files.toList())
                    .containsExactlyInAnyOrder(file, folder.resolve(HierarchyFile.FILE.name()));
        }
    }
}
