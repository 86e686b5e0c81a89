package org.tocsin.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tocsin.recommend.Town.inputs;
import static org.tocsin.recommend.Town.need;
import static org.tocsin.recommend.Town.option;
import static org.tocsin.recommend.Town.rank;
import static org.tocsin.recommend.Town.requirement;
import static org.tocsin.recommend.Town.unit;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Point;
import org.tocsin.plan.Need;
import org.tocsin.plan.Option;
import org.tocsin.plan.Requirement;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

class InputsTest {
    private static Need engines(int... counts) {
        return need(
                IntStream.of(counts)
                        .mapToObj(n -> requirement("engines", option("ENGINE", n)))
                        .toArray(Requirement[]::new));
    }

    private static List<Candidate> units(int count) {
        var units = new ArrayList<Candidate>();
        for (int i = 0; i < count; i++) {
            units.add(unit("E%04d".formatted(i), "ENGINE").away(1_000_000 - i).candidate());
        }
        return units;
    }

    @Test
    void thereIsALimitToTheCandidates() {
        assertThat(inputs(engines(1), units(Inputs.MAX_CANDIDATES)).candidates())
                .hasSize(Inputs.MAX_CANDIDATES);
        assertThatThrownBy(() -> inputs(engines(1), units(Inputs.MAX_CANDIDATES + 1)))
                .hasMessage("8001 candidates, expected at most 8000");
    }

    @Test
    void thereIsALimitToTheNeed() {
        var answer = Recommend.rank(inputs(engines(64, 64), units(130)));

        assertThat(answer.toDispatch()).hasSize(Inputs.MAX_SLOTS);
        assertThatThrownBy(() -> inputs(engines(64, 65), units(1)))
                .hasMessage("the plan test-plan needs 129 units, expected at most 128");
    }

    @Test
    void theLargestOptionCounts() {
        var need = need(requirement("engines", option("ENGINE", 1), option("PUMP", 99)));

        assertThat(inputs(need).candidates()).isEmpty();
        assertThatThrownBy(
                        () ->
                                inputs(
                                        need(
                                                need.requirements().getFirst(),
                                                requirement("pumps", option("PUMP", 30)))))
                .hasMessageContaining("needs 129 units");
    }

    @Test
    void noUnitIsACandidateTwice() {
        assertThatThrownBy(() -> inputs(engines(1), unit("E1", "ENGINE"), unit("E1", "ALS")))
                .hasMessage("E1 is a candidate twice, expected once");
    }

    @Test
    void drivesOfManyHoursAreStillCompared() {
        var answer = Recommend.rank(inputs(engines(1), units(Inputs.MAX_CANDIDATES)));

        assertThat(answer.toDispatch()).hasSize(1);
    }

    @Test
    void workAndStatusMustAgree() {
        assertThatThrownBy(() -> unit("E1", "ENGINE").is(UnitStatus.ON_SCENE))
                .hasMessage(
                        "E1 is ON_SCENE without work, expected work exactly for units that are"
                                + " active");
        assertThatThrownBy(() -> unit("E1", "ENGINE").works(UnitStatus.AVAILABLE, "F26-1", 1))
                .hasMessage(
                        "E1 is AVAILABLE with work, expected work exactly for units that are"
                                + " active");
    }

    @Test
    void timesAreWholeSecondsAndNotNegative() {
        var release = new Release(Duration.ofMillis(1_499), "clearing", Optional.empty());

        assertThat(release.in()).isEqualTo(Duration.ofSeconds(1));
        assertThat(new Release(Duration.ofMillis(1_500), "clearing", Optional.empty()).in())
                .isEqualTo(Duration.ofSeconds(2));
        assertThatThrownBy(
                        () -> new Release(Duration.ZERO, "x", Optional.of(Duration.ofSeconds(-1))))
                .hasMessage("a travel time is PT-1S, expected 0 or more");
    }

    @Test
    void aPlaceIsKeptToAMetre() {
        var candidate = unit("E1", "ENGINE").standing(new Point(41.123456, -8.987654)).candidate();

        assertThat(candidate.point()).isEqualTo(new Point(41.12346, -8.98765));
    }

    @Test
    void aCandidateCanBeWeighedByAnotherTime() {
        Candidate e1 = unit("E1", "ENGINE").candidate();

        Candidate other = e1.withTravel(Duration.ofMillis(130_400));

        assertThat(other.travel()).contains(Duration.ofSeconds(130));
        assertThat(other.unit()).isEqualTo("E1");
    }

    @Test
    void manyOptionsAreTriedUpToTheLimitAndThenInTurn() {
        var two = List.of(option("ENGINE", 1), option("PUMP", 1));
        var eight = requirements(8, two);
        var nine = requirements(9, two);
        var units = new Town.Unit[] {unit("P1", "PUMP"), unit("P2", "PUMP"), unit("P3", "PUMP")};

        var exact = rank(eight, units);
        var inTurn = rank(nine, units);

        assertThat(exact.allOptionsTried()).isTrue();
        assertThat(inTurn.allOptionsTried()).isFalse();
        assertThat(inTurn.toDispatch()).containsExactly("P1", "P2", "P3");
        assertThat(exact.toDispatch()).containsExactly("P1", "P2", "P3");
        assertThat(inTurn.outcomes().stream().map(Outcome::option))
                .containsExactly(1, 1, 1, 0, 0, 0, 0, 0, 0);
    }

    private static Need requirements(int count, List<Option> options) {
        return need(
                IntStream.range(0, count)
                        .mapToObj(i -> new Requirement("r" + i, options))
                        .toArray(Requirement[]::new));
    }

    @Test
    void ordinalsReadLikeEnglish() {
        assertThat(IntStream.of(1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111).mapToObj(Clock::closest))
                .containsExactly(
                        "closest",
                        "2nd closest",
                        "3rd closest",
                        "4th closest",
                        "11th closest",
                        "12th closest",
                        "13th closest",
                        "21st closest",
                        "22nd closest",
                        "101st closest",
                        "111th closest");
    }
}
