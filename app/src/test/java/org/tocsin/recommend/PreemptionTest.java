package org.tocsin.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.recommend.Town.need;
import static org.tocsin.recommend.Town.option;
import static org.tocsin.recommend.Town.rank;
import static org.tocsin.recommend.Town.requirement;
import static org.tocsin.recommend.Town.unit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tocsin.plan.Need;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

class PreemptionTest {
    private static final Need ONE_ENGINE = need(requirement("engines", option("ENGINE", 1)));

    private static List<String> sentences(Recommendation answer) {
        return answer.preemptions().stream().map(Preemption::sentence).toList();
    }

    @Test
    void aUnitOnLessUrgentWorkIsListedAndNotTaken() {
        var answer =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE").away(190).works(UnitStatus.EN_ROUTE, "F26-4", 4),
                        unit("E2", "ENGINE").away(450));

        assertThat(answer.toDispatch()).containsExactly("E2");
        assertThat(sentences(answer))
                .containsExactly(
                        "E1 could be taken from F26-4 (priority 4): 03:10 as ENGINE, 04:20 before"
                                + " E2");
        assertThat(answer.sentences()).contains(sentences(answer).getFirst());
    }

    @Test
    void oneThatFillsAShortfallComesFirst() {
        Need both =
                need(
                        requirement("engine", option("ENGINE", 1)),
                        requirement("ladder", option("LADDER", 1)));

        var answer =
                rank(
                        both,
                        unit("E1", "ENGINE").away(10).works(UnitStatus.EN_ROUTE, "F26-4", 3),
                        unit("E2", "ENGINE").away(450),
                        unit("L1", "LADDER").away(600).works(UnitStatus.ON_SCENE, "F26-5", 3));

        assertThat(sentences(answer))
                .containsExactly(
                        "L1 could be taken from F26-5 (priority 3): 10:00 as LADDER, fills the"
                                + " shortfall",
                        "E1 could be taken from F26-4 (priority 3): 00:10 as ENGINE, 07:20 before"
                                + " E2");
    }

    @Test
    void itIsToldAgainstTheSlowestUnitItWouldReplace() {
        var answer =
                rank(
                        need(requirement("engines", option("ENGINE", 2))),
                        unit("E1", "ENGINE").away(10).works(UnitStatus.EN_ROUTE, "F26-4", 4),
                        unit("E2", "ENGINE").away(100),
                        unit("E3", "ENGINE").away(310));

        assertThat(answer.preemptions().getFirst().insteadOf()).contains("E3");
        assertThat(answer.preemptions().getFirst().gain()).contains(Duration.ofMinutes(5));
    }

    @Test
    void oneThatGainsTooLittleIsNotListed() {
        var gains60 =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE").away(240).works(UnitStatus.EN_ROUTE, "F26-4", 4),
                        unit("E2", "ENGINE").away(300));
        var gains59 =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE").away(241).works(UnitStatus.EN_ROUTE, "F26-4", 4),
                        unit("E2", "ENGINE").away(300));

        assertThat(sentences(gains60)).hasSize(1);
        assertThat(sentences(gains59)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(UnitStatus.class)
    void onlyWorkThatCanBeBrokenOffIsBrokenOff(UnitStatus status) {
        if (!Candidate.isAtWork(status)) return;
        var answer = rank(ONE_ENGINE, unit("E1", "ENGINE").works(status, "F26-4", 4));

        boolean carries = status == UnitStatus.TRANSPORTING || status == UnitStatus.AT_DESTINATION;
        assertThat(answer.preemptions()).hasSize(carries ? 0 : 1);
    }

    @Test
    void asUrgentWorkAndWorkWithAPatientAreLeftAlone() {
        var asUrgent =
                rank(ONE_ENGINE, unit("E1", "ENGINE").works(UnitStatus.EN_ROUTE, "F26-4", 2));
        var withPatient =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE")
                                .works(
                                        UnitStatus.ON_SCENE,
                                        new Work("F26-4", 5, true, Optional.empty()),
                                        false));

        assertThat(asUrgent.preemptions()).isEmpty();
        assertThat(withPatient.preemptions()).isEmpty();
    }

    @Test
    void whatCannotGoIsNotListed() {
        var answer =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE")
                                .except(Exclusion.LOW_FUEL)
                                .works(UnitStatus.EN_ROUTE, "F26-4", 4),
                        unit("E2", "ENGINE").unreachable().works(UnitStatus.EN_ROUTE, "F26-4", 4),
                        unit("E3", "ENGINE").crew("C").works(UnitStatus.EN_ROUTE, "F26-4", 4),
                        unit("E4", "ENGINE").crew("C").works(UnitStatus.EN_ROUTE, "F26-4", 4),
                        unit("M1", "ALS").works(UnitStatus.EN_ROUTE, "F26-4", 4));

        assertThat(answer.preemptions().stream().map(Preemption::unit)).containsExactly("E3");
    }

    @Test
    void aUnitOnThisIncidentIsNotTakenFromIt() {
        var work = new Work(Town.INCIDENT, 5, false, Optional.empty());

        var answer =
                rank(
                        need(requirement("engines", option("ENGINE", 2))),
                        unit("E1", "ENGINE").works(UnitStatus.EN_ROUTE, work, true));

        assertThat(answer.preemptions()).isEmpty();
    }

    @Test
    void aUnitThatIsWaitedForCouldBeTakenNow() {
        var twoMinutes = Duration.ofMinutes(2);
        var release = new Release(twoMinutes, "returning", Optional.of(twoMinutes));
        var work = new Work("F26-4", 5, false, Optional.of(release));

        var answer =
                rank(
                        need(requirement("engines", option("ENGINE", 2))),
                        unit("E1", "ENGINE").away(60).works(UnitStatus.ON_SCENE, work, false),
                        unit("E2", "ENGINE").away(900));

        assertThat(answer.toDispatch()).containsExactly("E1", "E2");
        assertThat(sentences(answer))
                .containsExactly(
                        "E1 could be taken from F26-4 (priority 5): 01:00 as ENGINE, 03:00 before"
                                + " E1");
    }

    @Test
    void theListEndsAtItsLimit() {
        var units = new Town.Unit[Preemptions.MAX_LISTED + 1];
        for (int i = 0; i < units.length; i++) {
            units[i] =
                    unit("E" + (10 + i), "ENGINE")
                            .away(500 - i)
                            .works(UnitStatus.EN_ROUTE, "F26-4", 4);
        }

        var answer = rank(ONE_ENGINE, units);

        assertThat(answer.preemptions()).hasSize(Preemptions.MAX_LISTED);
        assertThat(answer.preemptions().getFirst().unit()).isEqualTo("E20");
        assertThat(answer.preemptions().stream().map(Preemption::unit)).doesNotContain("E10");
    }
}
