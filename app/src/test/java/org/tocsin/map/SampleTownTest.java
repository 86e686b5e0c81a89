package org.tocsin.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

class SampleTownTest {
    @TempDir Path folder;

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        SampleTown.write(folder.resolve("a"), 7);
        SampleTown.write(folder.resolve("b"), 7);
        SampleTown.write(folder.resolve("c"), 8);

        assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
        assertThat(Files.readAllBytes(folder.resolve("c")))
                .isNotEqualTo(Files.readAllBytes(folder.resolve("a")));
    }

    @Test
    void theTownHasWhatATownHas() throws IOException {
        Path file = folder.resolve("town.osm.pbf");
        SampleTown.write(file, 1);

        var extract = new Extract(file);
        var names = new HashSet<String>();
        var counts = new TreeMap<String, Integer>();
        extract.readWays(
                "reading", (id, nodes, tags) -> count(tags, names, counts), Progress.SILENT);
        extract.readNodes((id, lat, lon, tags) -> count(tags, names, counts), Progress.SILENT);

        assertThat(names).hasSizeBetween(180, 260);
        assertThat(counts.get("amenity=fire_station")).isEqualTo(3);
        assertThat(counts.get("emergency=ambulance_station")).isEqualTo(2);
        assertThat(counts.get("amenity=police")).isEqualTo(1);
        assertThat(counts.get("amenity=hospital")).isEqualTo(1);
        assertThat(counts.get("amenity=school")).isEqualTo(3);
        assertThat(counts.get("bridge=yes")).isEqualTo(4);
        assertThat(counts.get("railway=level_crossing")).isEqualTo(2);
        assertThat(counts.get("house")).isGreaterThan(4_000);
    }

    private static void count(Tags tags, Set<String> names, Map<String, Integer> counts) {
        for (int i = 0; i < tags.size(); i++) {
            counts.merge(tags.key(i) + "=" + tags.value(i), 1, Integer::sum);
        }
        if (tags.has("addr:housenumber")) counts.merge("house", 1, Integer::sum);
        String name = tags.get("name");
        if (tags.has("highway") && name != null) names.add(name);
    }
}
