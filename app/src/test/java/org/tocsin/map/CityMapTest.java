package org.tocsin.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.place.PlaceCandidate;
import org.tocsin.place.PlaceCandidate.Certainty;
import org.tocsin.place.PlaceCandidate.Kind;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

class CityMapTest {
    @TempDir Path folder;

    private Path town() throws IOException {
        Path file = folder.resolve("town.osm.pbf");
        SampleTown.write(file, 1);
        return file;
    }

    @Test
    void theSampleTownOpensWithRoadsPlacesAndLandmarks() throws IOException {
        CityMap map = CityMap.open(town(), folder.resolve("map"), Progress.SILENT);

        assertThat(map.roads().segments().count()).isGreaterThan(600);
        assertThat(count(map, Landmark.Kind.FIRE_STATION)).isEqualTo(3);
        assertThat(count(map, Landmark.Kind.AMBULANCE_STATION)).isEqualTo(2);
        assertThat(count(map, Landmark.Kind.POLICE_STATION)).isEqualTo(1);
        assertThat(count(map, Landmark.Kind.HOSPITAL)).isEqualTo(1);
        assertThat(count(map, Landmark.Kind.HYDRANT)).isGreaterThan(300);
        assertThat(count(map, Landmark.Kind.DEFIBRILLATOR)).isGreaterThan(5);
        PlaceCandidate crossing = first(map, "high street & town wall");
        assertThat(crossing.kind()).isEqualTo(Kind.CROSSING);
        assertThat(crossing.certainty()).isEqualTo(Certainty.CERTAIN);
        assertThat(first(map, "aldermouth general hosp").kind()).isEqualTo(Kind.STATION);
    }

    private static PlaceCandidate first(CityMap map, String text) {
        return map.places().search(text, Optional.empty(), 5).getFirst();
    }

    private static long count(CityMap map, Landmark.Kind kind) {
        return map.landmarks().stream().filter(landmark -> landmark.kind() == kind).count();
    }

    @Test
    void theSecondOpeningBuildsNothing() throws IOException {
        Path town = town();
        CityMap.open(town, folder.resolve("map"), Progress.SILENT);
        var steps = new ArrayList<String>();

        CityMap map = CityMap.open(town, folder.resolve("map"), (step, done) -> steps.add(step));

        assertThat(steps).containsOnly("opening the map");
        assertThat(first(map, "high street").name()).isEqualTo("High Street");
    }

    private static String name(CityMap map) {
        return "map-" + map.source().substring(0, 16) + "-" + MapContents.FORMAT;
    }

    @Test
    void anotherExtractIsBuiltAndTheOldMapRemoved() throws IOException {
        Path town = town();
        CityMap one = CityMap.open(town, folder.resolve("map"), Progress.SILENT);
        SampleTown.write(town, 2);

        CityMap two = CityMap.open(town, folder.resolve("map"), Progress.SILENT);

        assertThat(two.source()).isNotEqualTo(one.source());
        assertThat(kept()).containsExactly("lock", name(two));
    }

    @Test
    void aDamagedMapIsBuiltAnew() throws IOException {
        Path town = town();
        CityMap map = CityMap.open(town, folder.resolve("map"), Progress.SILENT);
        Path contents = folder.resolve("map/" + name(map) + "/contents");
        try (var file = new RandomAccessFile(contents.toFile(), "rw")) {
            file.seek(file.length() / 2);
            int old = file.read();
            file.seek(file.length() / 2);
            file.write(old ^ 1);
        }
        var steps = new ArrayList<String>();

        CityMap mended = CityMap.open(town, folder.resolve("map"), (step, done) -> steps.add(step));

        assertThat(steps).anyMatch(step -> step.startsWith("building the map anew: "));
        assertThat(first(mended, "high street").name()).isEqualTo("High Street");
    }

    @Test
    void anExtractCutShortIsRefusedAndNothingIsLeft() throws IOException {
        byte[] whole = Files.readAllBytes(town());
        Path cut = folder.resolve("cut.osm.pbf");
        for (int length : List.of(3, 40, whole.length / 2, whole.length - 1)) {
            Files.write(cut, Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> CityMap.open(cut, folder.resolve("map"), Progress.SILENT))
                    .isInstanceOf(BadExtract.class)
                    .hasMessageContaining("cut.osm.pbf is cut short: block ")
                    .hasMessageEndingWith("Download or copy it again.");
            assertThat(kept()).containsExactly("lock");
        }
    }

    @Test
    void otherFilesAreNamedForWhatTheyAre() throws IOException {
        assertThat(refusal("")).contains("is empty (0 bytes)");
        assertThat(refusal("<?xml version='1.0'?><osm/>")).contains("begins like XML");
        assertThat(refusal("BZh91AY&SY")).contains("begins like a bzip2 archive");
        assertThat(refusal("\0\0\0\7nonsense")).contains("is not an OpenStreetMap extract");
        assertThat(kept()).containsExactly("lock");
        assertThatThrownBy(
                        () ->
                                CityMap.open(
                                        folder.resolve("none"),
                                        folder.resolve("map"),
                                        Progress.SILENT))
                .isInstanceOf(BadExtract.class)
                .hasMessageContaining("is not a file");
    }

    private String refusal(String contents) throws IOException {
        Path file = folder.resolve("other.osm.pbf");
        Files.write(file, contents.getBytes(StandardCharsets.ISO_8859_1));
        try {
            CityMap.open(file, folder.resolve("map"), Progress.SILENT);
        } catch (BadExtract refused) {
            return String.valueOf(refused.getMessage());
        }
        throw new AssertionError("accepted: " + contents);
    }

    @Test
    void anExtractWithoutRoadsIsRefused() throws IOException {
        var writer = new ExtractWriter("test");
        long a = writer.node(450_000_000, -200_000_000, Tags.NONE);
        long b = writer.node(450_010_000, -200_000_000, Tags.NONE);
        writer.way(List.of(a, b), Tags.of("waterway", "river", "name", "Alder"));
        Path file = folder.resolve("wet.osm.pbf");
        writer.write(file);

        assertThatThrownBy(() -> CityMap.open(file, folder.resolve("map"), Progress.SILENT))
                .isInstanceOf(BadExtract.class)
                .hasMessageContaining("has no road a vehicle can drive on");
        assertThat(kept()).containsExactly("lock");
    }

    @Test
    void aFlippedBitNeverGivesAHalfMapSilently() throws IOException {
        byte[] whole = Files.readAllBytes(town());
        Path file = folder.resolve("flipped.osm.pbf");
        int refused = 0;
        for (int i = 0; i < 24; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 0x10;
            Files.write(file, flipped);
            try {
                CityMap.open(file, folder.resolve("map"), Progress.SILENT);
            } catch (BadExtract e) {
                refused++;
                assertThat(e.getMessage()).contains("flipped.osm.pbf");
            }
        }
        assertThat(refused).isGreaterThan(10);
    }

    private List<String> kept() throws IOException {
        try (var files = Files.list(folder.resolve("map"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void tilesHoldWhatTheirZoomShows() throws IOException {
        CityMap map = CityMap.open(town(), folder.resolve("map"), Progress.SILENT);

        assertThat(map.tile(0, 0, 0)).isEmpty();
        byte[] centre = map.tile(14, 7281, 5893);
        assertThat(TilePeek.layers(centre))
                .contains("road", "water", "waterway", "rail", "landuse", "building", "place");
        assertThat(TilePeek.layers(map.tile(11, 910, 736)))
                .contains("road")
                .doesNotContain("building");
        assertThat(map.tile(14, 0, 0)).isEmpty();
        assertThatThrownBy(() -> map.tile(14, 16_384, 0))
                .hasMessage("tile 14/16384/0 is off the map, expected x and y from 0 to 16383");
        assertThatThrownBy(() -> map.tile(15, 0, 0)).hasMessage("zoom is 15, expected 0 to 14");
    }
}
