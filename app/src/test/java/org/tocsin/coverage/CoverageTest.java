package org.tocsin.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.place.Point;
import org.tocsin.road.StraightLine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

class CoverageTest {
    private static final Duration TARGET = Duration.ofMinutes(8);
    private static final Point HERE = new Point(41.15, -8.61);

    private static Standing at(String station, String unit, Point point, String... capabilities) {
        return new Standing(unit, station, point, Set.of(capabilities), Optional.empty());
    }

    private static List<String> sentences(Coverage coverage, String... leaving) {
        return coverage.afterLeaving(List.of(leaving)).stream()
                .map(left -> left.map(Left::sentence).orElse("nothing"))
                .toList();
    }

    @Test
    void aStationStaysCoveredWhileOneOfItsUnitsCanDoTheSame() {
        var coverage =
                new Coverage(
                        List.of(
                                at("ST7", "E1", HERE, "ENGINE"),
                                at("ST7", "E2", HERE, "ENGINE", "RESCUE")),
                        TARGET);

        assertThat(sentences(coverage, "E1")).containsExactly("ST7 stays covered");
        assertThat(sentences(coverage, "E2"))
                .containsExactly("ST7 left without RESCUE (none near)");
        assertThat(coverage.isLastOfItsKind("E1")).isFalse();
        assertThat(coverage.isLastOfItsKind("E2")).isTrue();
    }

    @Test
    void theUnitWhoseLeavingOpensTheGapTellsIt() {
        var coverage =
                new Coverage(
                        List.of(at("ST7", "E1", HERE, "ENGINE"), at("ST7", "E2", HERE, "ENGINE")),
                        TARGET);

        assertThat(sentences(coverage, "E2", "E1"))
                .containsExactly("ST7 stays covered", "ST7 left empty: without ENGINE (none near)");
    }

    @Test
    void aBackupIsNamedWithinTheTargetAndNotIfItLeavesToo() {
        // 8 minutes by straight line are 4,102 m: 0.0369 degrees of latitude.
        Point near = new Point(HERE.latitude() + 0.0368, HERE.longitude());
        Point far = new Point(HERE.latitude() + 0.0370, HERE.longitude());
        var coverage =
                new Coverage(
                        List.of(
                                at("ST7", "E1", HERE, "ENGINE"),
                                at("ST8", "E2", near, "ENGINE"),
                                at("ST9", "E3", far, "ENGINE")),
                        TARGET);

        assertThat(sentences(coverage, "E1"))
                .containsExactly("ST7 left empty: without ENGINE (next E2, about 8 min)");
        assertThat(sentences(coverage, "E1", "E2"))
                .containsExactly(
                        "ST7 left empty: without ENGINE (none near)",
                        "ST8 left empty: without ENGINE (next E3, about 1 min)");
    }

    @Test
    void aSharedCrewTakesItsOtherVehicleOutOfCover() {
        var coverage =
                new Coverage(
                        List.of(
                                crewed("ST7", "E1", "ENGINE"),
                                crewed("ST7", "L1", "LADDER"),
                                at("ST7", "M1", HERE, "ALS")),
                        TARGET);

        assertThat(sentences(coverage, "E1"))
                .containsExactly("ST7 left without ENGINE (none near), LADDER (none near)");
    }

    private static Standing crewed(String station, String unit, String capability) {
        return new Standing(unit, station, HERE, Set.of(capability), Optional.of("C1"));
    }

    @Test
    void aUnitThatDoesNotStandByLeavesNothing() {
        var coverage = new Coverage(List.of(at("ST7", "E1", HERE, "ENGINE")), TARGET);

        assertThat(sentences(coverage, "E9")).containsExactly("nothing");
        assertThat(coverage.isLastOfItsKind("E9")).isFalse();
    }

    @Test
    void aUnitWithoutCapabilitiesLeavesItsStationEmpty() {
        var coverage = new Coverage(List.of(at("ST7", "T1", HERE)), TARGET);

        assertThat(sentences(coverage, "T1")).containsExactly("ST7 left empty");
    }

    @Test
    void noUnitStandsByTwice() {
        var twice = List.of(at("ST7", "E1", HERE, "ENGINE"), at("ST8", "E1", HERE, "ALS"));

        assertThatThrownBy(() -> new Coverage(twice, TARGET))
                .hasMessage("E1 stands by twice, expected each unit once");
    }

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("seeds", 200));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theBackupIsTheNearestThereIs(long seed) {
        var random = new Random(seed);
        var standing = new ArrayList<Standing>();
        for (int i = 0; i < 12; i++) {
            Point point =
                    new Point(41 + random.nextInt(12) / 100.0, -8.6 + random.nextInt(12) / 100.0);
            String capability = random.nextBoolean() ? "ENGINE" : "ALS";
            standing.add(at("ST" + i, "U%02d".formatted(i), point, capability));
        }
        String[] leaving = {"U03", "U07"};

        var answers = new Coverage(standing, TARGET).afterLeaving(Arrays.asList(leaving));

        for (int i = 0; i < leaving.length; i++) {
            Gap gap = answers.get(i).orElseThrow().gaps().getFirst();
            assertThat(gap.backup())
                    .as("seed %d", seed)
                    .isEqualTo(nearest(standing, leaving[i], Set.of(leaving)));
        }
    }

    private static Optional<Gap.Backup> nearest(
            List<Standing> standing, String leaving, Set<String> gone) {
        Standing from =
                standing.stream().filter(s -> s.unit().equals(leaving)).findFirst().orElseThrow();
        Optional<Gap.Backup> nearest = Optional.empty();
        double least = TARGET.toSeconds() + 1e-9;
        for (Standing one : standing) {
            double seconds =
                    one.point().metersTo(from.point())
                            * StraightLine.CITY.detourFactor()
                            / StraightLine.CITY.speedMetersPerSecond();
            boolean can = one.capabilities().equals(from.capabilities());
            if (gone.contains(one.unit()) || !can || seconds >= least) continue;
            least = seconds;
            nearest =
                    Optional.of(
                            new Gap.Backup(one.unit(), Duration.ofSeconds(Math.round(seconds))));
        }
        return nearest;
    }
}
