package org.tocsin.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.plan.TriageTree;
import org.tocsin.unit.UnitStatus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class CenterTest {
    @TempDir Path folder;

    private Center read(String yaml) throws IOException {
        return CenterFile.read(Files.writeString(folder.resolve("center.yaml"), yaml));
    }

    @Test
    void whatIsProbablyNotMeantIsRemarked() throws IOException {
        assertThat(read(Sample.WHOLE).remarks())
                .containsExactly(
                        "No unit has the capability DOCTOR.",
                        "Plan ribeira-night, alarm level 1 needs 2 ENGINE,"
                                + " more than all units together have.",
                        "Plan ribeira-night, alarm level 1 needs 2 ALS, or 1 ALS + 1 BLS + 1"
                                + " DOCTOR, more than all units together have.",
                        "Plan ribeira-night, alarm level 2 needs 4 ENGINE,"
                                + " more than all units together have.");
        assertThat(CenterFile.read(Demo.FOLDER).remarks())
                .allSatisfy(remark -> assertThat(remark).contains("alarm level 3"));
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        Center center = read(Sample.WHOLE);

        assertThat(center.findUnit("E9")).isEmpty();
        assertThatThrownBy(() -> center.unit("E9")).hasMessage("Porto has no unit E9");
        assertThatThrownBy(() -> center.type("X")).hasMessage("Porto has no incident type X");
        assertThat(center.findTriage("fire")).map(TriageTree::version).contains(2);
        assertThat(center.findTriage("fire", 1)).isEmpty();
    }

    @Test
    void shiftsFollowTheCentersClock() throws IOException {
        Center center = read(Sample.WHOLE);
        Shift day = center.shifts().getFirst();

        // Lisbon has summer time in June: 06:30 UTC is half past seven.
        assertThat(day.contains(Instant.parse("2026-06-01T06:30:00Z"), center.zone())).isTrue();
        assertThat(day.contains(Instant.parse("2026-12-01T06:30:00Z"), center.zone())).isFalse();
    }

    @Test
    void theUsualHabitsAreWhole() {
        assertThat(Targets.usual().of(1).waiting()).isEqualTo(Duration.ofMinutes(1));
        assertThatThrownBy(() -> new Targets(List.of(), Targets.usual().timeInState()))
                .hasMessage("targets need the priorities 1 to 5 in order");
        assertThat(StatusCode.usual()).hasSize(UnitStatus.values().length);
        assertThat(StatusCode.usual()).extracting(StatusCode::letter).doesNotHaveDuplicates();
        assertThat(StatusCode.usual().stream().flatMap(code -> code.codes().stream()))
                .doesNotHaveDuplicates();
    }
}
