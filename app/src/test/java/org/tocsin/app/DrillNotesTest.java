package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;
import org.tocsin.center.Scenario;
import org.tocsin.center.Scenario.Where;
import org.tocsin.drill.Cue;
import org.tocsin.drill.Cue.Act;
import org.tocsin.drill.Drill;
import org.tocsin.drill.DrillClock;
import org.tocsin.place.Point;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class DrillNotesTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Path SCENARIOS = Path.of("../demo/scenarios");
    private static final Point HERE = new Point(45.001, -20.001);

    @TempDir Path folder;

    private static Path file(String name) {
        return SCENARIOS.resolve(name + ".yaml");
    }

    private static Scenario read(Path file) throws IOException {
        Center center = CenterFile.readWhole(Path.of("../demo/center")).center();
        return CenterFile.readScenario(file, center);
    }

    private DrillNotes notes(String name, boolean used) throws IOException {
        return DrillNotes.open(folder, file(name), read(file(name)), used);
    }

    /** Plays everything that is due. */
    private static void play(Drill drill, Optional<String> trouble) throws InterruptedException {
        for (Optional<Cue> cue = drill.await(Duration.ZERO);
                cue.isPresent();
                cue = drill.await(Duration.ZERO)) {
            drill.played(cue.get(), trouble);
        }
    }

    @Test
    void aDrillGoesOnWhereItStopped() throws Exception {
        List<Act> added =
                List.of(
                        new Act.Call("FALL", at(), "I fell \"over\" it.\nHelp", Optional.empty()),
                        new Act.Fails("E11", "Flat tyre"),
                        new Act.Returns("E11"),
                        new Act.Says("E12", "Nothing found"),
                        new Act.Closes(at(), "A tree"),
                        new Act.Opens(new Where(Optional.of("Bridge Street"), Optional.empty())));
        Drill before;
        try (var notes = notes("flood", false)) {
            assertThat(notes.goesOn()).isFalse();
            before = notes.drill(7, new DrillClock(NOON));
            before.jump(Duration.ofMinutes(20));
            for (Act each : added) assertThat(before.inject(each)).isTrue();
            play(before, Optional.of("no server"));
            before.pause();
        }

        try (var notes = notes("flood", true)) {
            Drill after = notes.drill(99, new DrillClock(notes.latest().orElseThrow()));

            assertThat(notes.seed()).contains(7L);
            assertThat(after.done()).isEqualTo(before.done());
            assertThat(after.done()).hasSizeGreaterThan(50);
            assertThat(after.state().next()).isEqualTo(before.state().next());
            assertThat(after.state().start()).isEqualTo(before.state().start());
            // What comes later is noted behind it.
            after.jump(Duration.ofMinutes(20));
            play(after, Optional.empty());
            try (var third = notes("flood", true)) {
                assertThat(third.drill(1, new DrillClock(NOON.plusSeconds(7_200))).done())
                        .isEqualTo(after.done());
            }
        }
    }

    private static Where at() {
        return new Where(Optional.empty(), Optional.of(HERE));
    }

    @Test
    void aLineThatWasCutOffIsPassedOver() throws Exception {
        try (var notes = notes("pile-up", false)) {
            Drill drill = notes.drill(7, new DrillClock(NOON));
            drill.jump(Duration.ofMinutes(3));
            play(drill, Optional.empty());
        }
        Path file = folder.resolve("drill.jsonl");
        long lines = Files.readString(file).lines().count();
        Files.writeString(file, "{\"at\":\"2026-11-22T12", StandardOpenOption.APPEND);

        try (var notes = notes("pile-up", true)) {
            notes.drill(7, new DrillClock(NOON.plusSeconds(600)));
            assertThat(Files.readString(file).lines().count()).isEqualTo(lines);
        }
    }

    @Test
    void anotherScenarioAChangedOneAndAnOldFolderAreRefused() throws Exception {
        assertThatThrownBy(() -> notes("flood", true))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("does not say how far it came");
        Path own = Files.copy(file("flood"), folder.resolve("own.yaml"));
        try (var notes = DrillNotes.open(folder, own, read(own), false)) {
            notes.drill(7, new DrillClock(NOON));
        }

        assertThatThrownBy(() -> notes("pile-up", true))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("holds a drill of Flood, not of Pile-up on the bridge");
        Files.writeString(own, "\n# one word more\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> DrillNotes.open(folder, own, read(own), true))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("before its file was changed");
    }
}
