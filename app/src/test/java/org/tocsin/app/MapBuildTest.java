package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.map.SampleTown;
import org.tocsin.map.TilePeek;
import org.tocsin.place.PlaceCandidate;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The whole of {@code map build}, with module tiles in its process. */
class MapBuildTest {
    private static final Path HOME = Path.of("..");

    @TempDir Path folder;

    private final StringWriter said = new StringWriter();

    @BeforeEach
    void needsTheModule() {
        boolean built = Files.exists(HOME.resolve("tiles/target/tocsin-tiles.jar"));
        if (built) return;
        assertThat(System.getenv("CI")).as("module tiles is not packaged").isNotEqualTo("true");
        Assumptions.abort("module tiles is not packaged: ./mvnw -pl tiles -DskipTests package");
    }

    private int run(String... args) {
        var surroundings =
                new Surroundings(
                        Map.of(), folder, Optional.of(HOME), false, InputStream.nullInputStream());
        var out = new PrintWriter(said, true);
        return Main.run(surroundings, out, out, args);
    }

    private Path town() throws IOException {
        Path town = folder.resolve("town.osm.pbf");
        SampleTown.write(town, 1);
        return town;
    }

    @Test
    void builtTilesShowWhatTilesCutOnTheFlyShow() throws IOException {
        Path town = town();
        CityMap cut = CityMap.open(town, folder.resolve("cut"), Progress.SILENT);

        int code =
                run("map", "build", town.toString(), "--data", folder.resolve("data").toString());
        CityMap built = CityMap.open(town, folder.resolve("data/map"), Progress.SILENT);

        assertThat(code).as(said.toString()).isZero();
        assertThat(said.toString()).contains("building the road graph", "tiles: writing tiles");
        assertThat(cut.hasArchive()).isFalse();
        assertThat(built.hasArchive()).isTrue();
        for (int zoom = 11; zoom <= 14; zoom++) {
            int x = (int) ((SampleTown.CENTRE.longitude() + 180) / 360 * (1 << zoom));
            int y = (int) (mercator(SampleTown.CENTRE.latitude()) * (1 << zoom));
            Map<String, Set<String>> expected = TilePeek.classes(cut.tile(zoom, x, y));
            Map<String, Set<String>> found = TilePeek.classes(built.tile(zoom, x, y));
            assertThat(found.keySet()).as("zoom %d", zoom).isEqualTo(expected.keySet());
            // From afar the two leave out what is small at other sizes.
            if (zoom < 14) continue;
            for (String layer : expected.keySet()) {
                assertThat(found.get(layer)).as(layer).containsAll(expected.get(layer));
            }
        }
        assertThat(TilePeek.layers(built.tile(5, 14, 11))).contains("road");
        assertThat(found(built)).isEqualTo(found(cut)).contains("High Street and Town Wall");
        assertThat(built.tile(14, 0, 0)).isEmpty();
    }

    private static List<String> found(CityMap map) {
        return map.places().search("high street & town wall", Optional.empty(), 3).stream()
                .map(PlaceCandidate::name)
                .toList();
    }

    private static double mercator(double latitude) {
        double sine = Math.sin(Math.toRadians(latitude));
        return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    }

    @Test
    void aBuiltMapIsLeftAloneAndNothingIsLeftBehind() throws IOException {
        Path town = town();
        String data = folder.resolve("data").toString();
        run("map", "build", town.toString(), "--data", data);
        said.getBuffer().setLength(0);

        int code = run("map", "build", town.toString(), "--data", data);

        assertThat(code).as(said.toString()).isZero();
        assertThat(said.toString()).doesNotContain("tiles:").contains("is ready");
        try (var left = Files.list(folder.resolve("data/map"))) {
            assertThat(left.map(each -> each.getFileName().toString()))
                    .hasSize(2)
                    .anyMatch(each -> each.equals("lock"))
                    .anyMatch(each -> each.startsWith("map-"));
        }
    }

    @Test
    void aSizeThatIsNoneIsRefused() throws IOException {
        int code = run("map", "build", town().toString(), "--tiles-memory", "lots");

        assertThat(code).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(said.toString())
                .contains("--tiles-memory is lots, expected such as 1500m or 2g");
    }
}
