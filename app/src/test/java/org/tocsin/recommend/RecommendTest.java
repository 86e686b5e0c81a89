package org.tocsin.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.recommend.Town.need;
import static org.tocsin.recommend.Town.option;
import static org.tocsin.recommend.Town.rank;
import static org.tocsin.recommend.Town.requirement;
import static org.tocsin.recommend.Town.unit;

import org.junit.jupiter.api.Test;
import org.tocsin.plan.Need;
import org.tocsin.road.Times;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

class RecommendTest {
    private static final Need ONE_ENGINE = engines(1);
    private static final Need AMBULANCES =
            need(
                    requirement(
                            "ambulances",
                            option("ALS", 2),
                            option("ALS", 1, "BLS", 1, "DOCTOR", 1)));

    private static Need engines(int count) {
        return need(requirement("engines", option("ENGINE", count)));
    }

    private static String why(Recommendation answer, String unit) {
        return answer.findRanked(unit).orElseThrow().reason().sentence();
    }

    private static List<String> order(Recommendation answer) {
        return answer.ranked().stream().map(Ranked::unit).toList();
    }

    @Test
    void theClosestUnitGoes() {
        var answer =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE").away(300),
                        unit("E2", "ENGINE").away(214),
                        unit("E3", "ENGINE").away(215));

        assertThat(answer.toDispatch()).containsExactly("E2");
        assertThat(why(answer, "E2")).isEqualTo("closest ENGINE by road, 03:34");
        assertThat(why(answer, "E3")).isEqualTo("as ENGINE 00:01 after E2");
        assertThat(order(answer)).containsExactly("E2", "E3", "E1");
        assertThat(answer.met()).isTrue();
        assertThat(answer.complete()).contains(Duration.ofSeconds(214));
    }

    @Test
    void theSecondOfTwoSaysSo() {
        var answer =
                rank(
                        engines(2),
                        unit("E1", "ENGINE").away(3_600),
                        unit("E2", "ENGINE").away(214),
                        unit("E3", "ENGINE").away(3_725));

        assertThat(answer.toDispatch()).containsExactly("E2", "E1");
        assertThat(why(answer, "E1")).isEqualTo("2nd closest ENGINE by road, 1:00:00");
        assertThat(why(answer, "E3")).isEqualTo("as ENGINE 02:05 after E1");
    }

    @Test
    void equalTimesAreDecidedByTheGapThenByCallSign() {
        var answer =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE").at("ST1"),
                        unit("E2", "ENGINE").at("ST2"),
                        unit("E3", "ENGINE").at("ST2"));

        assertThat(answer.toDispatch()).containsExactly("E2");
        assertThat(why(answer, "E1"))
                .isEqualTo("as ENGINE as fast as E2; it is the last of its kind at its station");
        assertThat(why(answer, "E3"))
                .isEqualTo("as ENGINE as fast as E2; nothing else tells them apart");
    }

    @Test
    void aUnitWithTwoCapabilitiesFillsOneSlotOnly() {
        Need both = need(requirement("rescue", option("ENGINE", 1, "RESCUE", 1)));

        var alone = rank(both, unit("R1", "ENGINE", "RESCUE"));
        var withHelp = rank(both, unit("R1", "ENGINE", "RESCUE"), unit("E1", "ENGINE").away(900));

        assertThat(alone.toDispatch()).containsExactly("R1");
        assertThat(alone.shortfalls().stream().map(Shortfall::sentence))
                .containsExactly("shortfall: 1 RESCUE (R1 needed in another slot)");
        assertThat(withHelp.met()).isTrue();
        assertThat(withHelp.outcomes().getFirst().picks().stream().map(p -> p.unit()))
                .containsExactly("E1", "R1");
    }

    @Test
    void theSetIsBestNotEachUnitTheNearest() {
        Need both =
                need(
                        requirement("engine", option("ENGINE", 1)),
                        requirement("ladder", option("LADDER", 1)));

        var answer =
                rank(
                        both,
                        unit("Q1", "ENGINE", "LADDER").away(120),
                        unit("E2", "ENGINE").away(180),
                        unit("L3", "LADDER").away(1_500));

        assertThat(answer.toDispatch()).containsExactly("Q1", "E2");
        assertThat(why(answer, "E2")).isEqualTo("2nd closest ENGINE by road, 03:00");
        assertThat(why(answer, "L3")).isEqualTo("as LADDER 23:00 after Q1");
    }

    @Test
    void anEarlierRequirementIsNotLeftShortForALaterOne() {
        Need both =
                need(
                        requirement("medic", option("ALS", 1)),
                        requirement("transport", option("BLS", 1)));

        var answer = rank(both, unit("M1", "ALS", "BLS"));

        assertThat(answer.outcomes().get(0).picks()).hasSize(1);
        assertThat(answer.outcomes().get(1).picks()).isEmpty();
        assertThat(answer.met()).isFalse();
    }

    @Test
    void theSubstituteIsTakenWhereThePreferredOptionFallsShort() {
        var answer =
                rank(
                        AMBULANCES,
                        unit("M1", "ALS"),
                        unit("A1", "BLS"),
                        unit("A2", "BLS").away(301),
                        unit("D1", "DOCTOR"));

        assertThat(answer.toDispatch()).containsExactly("A1", "D1", "M1");
        assertThat(answer.met()).isTrue();
        assertThat(answer.sentences())
                .contains("ambulances: 1 ALS + 1 BLS + 1 DOCTOR instead of 2 ALS");
    }

    @Test
    void theSubstituteIsTakenWhereItIsSoonerByMoreThanTheGain() {
        Unit2 far = Unit2.of(420);
        Unit2 farther = Unit2.of(421);

        assertThat(far.answer().outcomes().getFirst().option()).isZero();
        assertThat(farther.answer().outcomes().getFirst().option()).isEqualTo(1);
        assertThat(why(far.answer(), "A1"))
                .isEqualTo("BLS is not needed: ambulances are met by 2 ALS");
        assertThat(why(farther.answer(), "M2")).isEqualTo("as ALS 02:01 after M1");
    }

    /** Two ambulances of the preferred kind, the second so far away; a substitute at 300 s. */
    private record Unit2(Recommendation answer) {
        static Unit2 of(int secondsOfSecond) {
            return new Unit2(
                    rank(
                            AMBULANCES,
                            unit("M1", "ALS"),
                            unit("M2", "ALS").away(secondsOfSecond),
                            unit("A1", "BLS"),
                            unit("D1", "DOCTOR")));
        }
    }

    @Test
    void twoUnitsOfOneCrewNeverGoTogether() {
        Need both =
                need(
                        requirement("engine", option("ENGINE", 1)),
                        requirement("ladder", option("LADDER", 1)));

        var answer =
                rank(
                        both,
                        unit("E4", "ENGINE").crew("C4").away(100),
                        unit("L4", "LADDER").crew("C4").away(100),
                        unit("E5", "ENGINE").away(200));

        assertThat(answer.toDispatch()).containsExactly("L4", "E5");
        assertThat(why(answer, "E4")).isEqualTo("its crew C4 goes with L4");
    }

    @Test
    void aShortfallNamesTheUnitWhoseCrewGoesElsewhere() {
        Need both =
                need(
                        requirement("engine", option("ENGINE", 1)),
                        requirement("ladder", option("LADDER", 1)));

        var answer = rank(both, unit("E4", "ENGINE").crew("C4"), unit("L4", "LADDER").crew("C4"));

        assertThat(answer.toDispatch()).containsExactly("E4");
        assertThat(answer.shortfalls().getFirst().sentence())
                .isEqualTo("shortfall: 1 LADDER (L4 crew not free)");
    }

    @Test
    void aCrewAtWorkKeepsItsOtherVehicle() {
        var answer =
                rank(
                        ONE_ENGINE,
                        unit("B4", "BOAT").crew("C4").works(UnitStatus.EN_ROUTE, "F26-1", 3),
                        unit("E4", "ENGINE").crew("C4").away(10),
                        unit("E5", "ENGINE"));

        assertThat(answer.toDispatch()).containsExactly("E5");
        assertThat(why(answer, "E4")).isEqualTo("its crew C4 is out with B4");
        assertThat(why(answer, "B4")).isEqualTo("cannot do anything this plan asks for");
    }

    @Test
    void aCrewCalledLikeAUnitIsSomethingElse() {
        var answer = rank(engines(2), unit("E4", "ENGINE"), unit("E5", "ENGINE").crew("E4"));

        assertThat(answer.toDispatch()).containsExactly("E4", "E5");
    }

    @Test
    void aSoonFreeUnitIsWaitedForWhereThatIsFaster() {
        var answer =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE").freeIn(120, 190),
                        unit("E2", "ENGINE").away(371));

        assertThat(answer.toDispatch()).containsExactly("E1");
        assertThat(why(answer, "E1"))
                .isEqualTo("soon free: clearing at hospital in about 2 min, then 03:10 as ENGINE");
        assertThat(answer.picks().getFirst().arrival()).contains(Duration.ofSeconds(310));
        assertThat(why(answer, "E2")).isEqualTo("as ENGINE 01:01 after E1");
    }

    @Test
    void aSoonFreeUnitIsNotWaitedForWhereItGainsTooLittle() {
        var answer =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE").freeIn(20, 290),
                        unit("E2", "ENGINE").away(369));

        assertThat(answer.toDispatch()).containsExactly("E2");
        assertThat(why(answer, "E1"))
                .isEqualTo(
                        "busy, clearing at hospital in about 1 min; as ENGINE too little sooner"
                                + " than E2 to wait for");
    }

    @Test
    void aSoonFreeUnitThatWouldBeLaterSaysByHowMuch() {
        var answer =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE").freeIn(120, 190),
                        unit("E2", "ENGINE").away(300));

        assertThat(why(answer, "E1"))
                .isEqualTo("busy, clearing at hospital in about 2 min; as ENGINE 00:10 after E2");
    }

    @Test
    void aUnitFreeAfterTheLimitIsNotProposed() {
        var atTheLimit = rank(ONE_ENGINE, unit("E1", "ENGINE").freeIn(900, 60));
        var beyond = rank(ONE_ENGINE, unit("E1", "ENGINE").freeIn(901, 60));

        assertThat(atTheLimit.toDispatch()).containsExactly("E1");
        assertThat(beyond.toDispatch()).isEmpty();
        assertThat(why(beyond, "E1"))
                .isEqualTo(
                        "busy: at destination on F26-1 (priority 2), clearing at hospital in about"
                                + " 15 min");
        assertThat(beyond.findRanked("E1").orElseThrow().arrival())
                .contains(Duration.ofSeconds(961));
        assertThat(beyond.shortfalls().getFirst().sentence())
                .isEqualTo("shortfall: 1 ENGINE (E1 busy)");
    }

    @Test
    void aBusyUnitWithoutAnEstimateIsNotProposed() {
        var answer = rank(ONE_ENGINE, unit("E1", "ENGINE").works(UnitStatus.ON_SCENE, "F26-1", 1));

        assertThat(answer.toDispatch()).isEmpty();
        assertThat(why(answer, "E1")).isEqualTo("busy: on scene on F26-1 (priority 1)");
        assertThat(answer.findRanked("E1").orElseThrow().arrival()).isEmpty();
    }

    @Test
    void everyUnitThatIsKeptSaysWhy() {
        var answer =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE").except(Exclusion.LOW_FUEL, Exclusion.OUT_OF_DISTRICT),
                        unit("E2", "ENGINE").except(Exclusion.CREW_REST),
                        unit("E3", "ENGINE").except(Exclusion.BY_DISPATCHER),
                        unit("E4", "ENGINE").is(UnitStatus.OFF_DUTY),
                        unit("E5", "ENGINE").is(UnitStatus.OUT_OF_SERVICE),
                        unit("E6", "ENGINE").unreachable(),
                        unit("M1", "ALS").is(UnitStatus.OFF_DUTY));

        assertThat(answer.toDispatch()).isEmpty();
        assertThat(why(answer, "E1")).isEqualTo("out of its district, low on fuel");
        assertThat(why(answer, "E2")).isEqualTo("crew at rest");
        assertThat(why(answer, "E3")).isEqualTo("excluded by the dispatcher");
        assertThat(why(answer, "E4")).isEqualTo("off duty");
        assertThat(why(answer, "E5")).isEqualTo("out of service");
        assertThat(why(answer, "E6"))
                .isEqualTo("not reachable: " + Times.Unreachable.NO_WAY.sentence());
        assertThat(why(answer, "M1")).isEqualTo("cannot do anything this plan asks for");
        assertThat(order(answer)).containsExactly("E1", "E2", "E3", "E6", "E5", "E4", "M1");
        assertThat(answer.shortfalls().getFirst().sentence())
                .isEqualTo(
                        "shortfall: 1 ENGINE (E1, E2, E3 excluded; E6 not reachable; E5 out of"
                                + " service; E4 off duty)");
        assertThat(answer.findRanked("E1").orElseThrow().arrival()).contains(Duration.ofMinutes(5));
    }

    @Test
    void aShortfallOfSomethingNobodyHasSaysSo() {
        var answer = rank(engines(2));

        assertThat(answer.shortfalls().getFirst().sentence())
                .isEqualTo("shortfall: 2 ENGINE (no unit has it)");
        assertThat(answer.complete()).isEmpty();
    }

    @Test
    void aShortfallNamesThreeUnitsAndCountsTheRest() {
        var answer =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE").is(UnitStatus.OFF_DUTY),
                        unit("E2", "ENGINE").is(UnitStatus.OFF_DUTY),
                        unit("E3", "ENGINE").is(UnitStatus.OFF_DUTY),
                        unit("E4", "ENGINE").is(UnitStatus.OFF_DUTY));

        assertThat(answer.shortfalls().getFirst().sentence())
                .isEqualTo("shortfall: 1 ENGINE (none on duty: E1, E2, E3 and 1 more)");
    }

    @Test
    void aUnitOnTheIncidentCountsTowardTheNeed() {
        var answer =
                rank(
                        engines(2),
                        unit("E1", "ENGINE").away(900).committed(UnitStatus.EN_ROUTE),
                        unit("E2", "ENGINE").away(100),
                        unit("E3", "ENGINE").away(101),
                        unit("M1", "ALS").committed(UnitStatus.ON_SCENE));

        assertThat(answer.toDispatch()).containsExactly("E2");
        assertThat(why(answer, "E1"))
                .isEqualTo("already on this incident (en route), counts as ENGINE");
        assertThat(why(answer, "M1"))
                .isEqualTo("already on this incident (on scene), beyond the plan");
        assertThat(why(answer, "E3")).isEqualTo("as ENGINE 00:01 after E2");
        assertThat(answer.picks().stream().map(Pick::alreadyAssigned)).containsExactly(false, true);
    }

    @Test
    void nothingMoreGoesWhereTheNeedIsMet() {
        var answer =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE").committed(UnitStatus.ON_SCENE),
                        unit("E2", "ENGINE"));

        assertThat(answer.toDispatch()).isEmpty();
        assertThat(answer.met()).isTrue();
        assertThat(answer.picks().getFirst().arrival()).contains(Duration.ZERO);
        assertThat(why(answer, "E2"))
                .isEqualTo("the need for ENGINE is met by units on this incident");
    }

    @Test
    void aSubstituteThatIsThereIsNotReplacedByThePreferredOption() {
        var answer =
                rank(
                        AMBULANCES,
                        unit("M1", "ALS").committed(UnitStatus.ON_SCENE),
                        unit("A1", "BLS").committed(UnitStatus.EN_ROUTE),
                        unit("D1", "DOCTOR").committed(UnitStatus.DISPATCHED),
                        unit("M2", "ALS").away(10));

        assertThat(answer.toDispatch()).isEmpty();
        assertThat(answer.outcomes().getFirst().option()).isEqualTo(1);
    }

    @Test
    void aUnitQueuedForTheIncidentCountsWithItsWait() {
        var release =
                new Release(
                        Duration.ofSeconds(60), "clearing", Optional.of(Duration.ofSeconds(90)));
        var work = new Work("F26-1", 3, false, Optional.of(release));

        var answer =
                rank(
                        engines(3),
                        unit("E1", "ENGINE").works(UnitStatus.ON_SCENE, work, true),
                        unit("E2", "ENGINE").away(30).queuedHere(),
                        unit("E3", "ENGINE").unreachable().committed(UnitStatus.EN_ROUTE));

        assertThat(answer.toDispatch()).isEmpty();
        assertThat(answer.picks().stream().map(p -> p.arrival().map(Duration::toSeconds)))
                .containsExactly(Optional.of(30L), Optional.of(150L), Optional.empty());
        assertThat(answer.complete()).contains(Duration.ofSeconds(150));
    }

    @Test
    void theCrewOfAQueuedUnitGoesNowhereElse() {
        var answer =
                rank(
                        engines(2),
                        unit("E1", "ENGINE").crew("C1").queuedHere(),
                        unit("E2", "ENGINE").crew("C1"),
                        unit("E3", "ENGINE").away(900));

        assertThat(answer.toDispatch()).containsExactly("E3");
        assertThat(why(answer, "E2")).isEqualTo("its crew C1 is out with E1");
    }

    @Test
    void timesByStraightLineSaySo() {
        var inputs = Town.inputs(ONE_ENGINE, unit("E1", "ENGINE"));
        var byLine =
                new Inputs(
                        inputs.incident(),
                        inputs.priority(),
                        inputs.at(),
                        inputs.boardPosition(),
                        inputs.closures(),
                        inputs.driving(),
                        Times.Source.STRAIGHT_LINE,
                        inputs.need(),
                        inputs.policy(),
                        inputs.candidates());

        var answer = Recommend.rank(byLine);

        assertThat(answer.sentences())
                .containsExactly(
                        "E1: closest ENGINE by straight line, 05:00; ST-E1 left empty: without"
                                + " ENGINE (none near)",
                        "times are by straight line, not by road");
    }

    @Test
    void eachUnitSaysWhatItsStationLoses() {
        var answer =
                rank(
                        engines(2),
                        unit("E1", "ENGINE").at("ST7").away(100),
                        unit("E2", "ENGINE").at("ST7").away(110),
                        unit("E3", "ENGINE").at("ST8").away(500),
                        unit("M7", "ALS").at("ST7"));

        assertThat(answer.sentences())
                .containsExactly(
                        "E1: closest ENGINE by road, 01:40",
                        "E2: 2nd closest ENGINE by road, 01:50; ST7 left without ENGINE (next E3,"
                                + " about 1 min)");
    }

    @Test
    void onlyUnitsThatCouldAnswerTheNextCallGiveCover() {
        var answer =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE").at("ST7").away(100),
                        unit("E2", "ENGINE").at("ST7").except(Exclusion.LOW_FUEL),
                        unit("E3", "ENGINE").at("ST7").except(Exclusion.CREW_REST),
                        unit("E4", "ENGINE").at("ST7").is(UnitStatus.OFF_DUTY),
                        unit("E5", "ENGINE").at("ST7").works(UnitStatus.ON_SCENE, "F26-1", 1),
                        unit("B6", "BOAT").crew("C6").works(UnitStatus.ON_SCENE, "F26-1", 1),
                        unit("E6", "ENGINE").at("ST7").crew("C6"),
                        unit("M1", "ALS").at("ST7").away(100).queuedHere());

        assertThat(answer.picks().getFirst().sentence())
                .isEqualTo(
                        "closest ENGINE by road, 01:40; ST7 left empty: without ENGINE (none"
                                + " near)");
    }

    @Test
    void aUnitExcludedFromThisIncidentStillCoversItsStation() {
        var answer =
                rank(
                        ONE_ENGINE,
                        unit("E1", "ENGINE").at("ST7").away(100),
                        unit("E2", "ENGINE").at("ST7").except(Exclusion.OUT_OF_DISTRICT),
                        unit("E3", "ENGINE").at("ST7").except(Exclusion.BY_DISPATCHER));

        assertThat(answer.picks().getFirst().sentence()).isEqualTo("closest ENGINE by road, 01:40");
    }

    @Test
    void aUnitThatIsStillBusyLeavesNoCoverBehind() {
        var answer = rank(ONE_ENGINE, unit("E1", "ENGINE").freeIn(10, 10));

        assertThat(answer.picks().getFirst().leaves()).isEmpty();
    }

    @Test
    void anEmptyPlanNeedsNobody() {
        var answer = rank(need(), unit("E1", "ENGINE"));

        assertThat(answer.toDispatch()).isEmpty();
        assertThat(answer.met()).isTrue();
        assertThat(why(answer, "E1")).isEqualTo("cannot do anything this plan asks for");
        assertThat(answer.findRanked("E9")).isEmpty();
    }
}
