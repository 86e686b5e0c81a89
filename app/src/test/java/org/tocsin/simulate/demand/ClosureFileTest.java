package org.tocsin.simulate.demand;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.center.CenterFile;
import org.tocsin.road.Closure;
import org.tocsin.simulate.SampleLab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

class ClosureFileTest {
    @TempDir Path folder;

    @Test
    void everyKindOfGroundIsRead() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("closures.csv"),
                        """
                        reason,from,until,ground,where
                        works,,2025-01-07T08:00:00Z,road,45.0 -20.0
                        works,2025-01-07T08:00:00,,road,45.0 -20.0 45.001 -20.0
                        works,2025-01-07 08:00:00,,bridge,45.0 -20.0
                        flood,,,area,45.0 -20.0 45.001 -20.0 45.001 -20.001
                        "fire, smoke",,,district,old-town
                        """);

        var all =
                ClosureFile.read(
                        file,
                        CenterFile.readWhole(SampleLab.CENTER).center(),
                        DemandFile.BadRows.STOP);

        assertThat(all.skipped()).isEmpty();
        assertThat(all.closures())
                .extracting(each -> each.ground().getClass().getSimpleName())
                .containsExactly("Stretch", "Stretch", "Bridge", "Within", "Within");
        assertThat(all.closures()).extracting(Closure::reason).contains("fire, smoke");
        assertThat(all.closures().getFirst().from()).isEqualTo(Instant.EPOCH);
        assertThat(all.closures().get(1).from())
                .as("the center's own time")
                .isEqualTo(Instant.parse("2025-01-07T09:00:00Z"));
    }
}
