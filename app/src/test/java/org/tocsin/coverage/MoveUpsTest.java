package org.tocsin.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Point;
import org.tocsin.road.Arrival;
import org.tocsin.road.Closure;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.Route;
import org.tocsin.road.SpeedFactor;
import org.tocsin.road.StraightLine;
import org.tocsin.road.TimeRange;
import org.tocsin.road.Times;
import org.tocsin.road.TravelTime;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

class MoveUpsTest {
    private static final Conditions OPEN = Conditions.open(Profile.EMERGENCY, Instant.EPOCH);
    private static final Duration FIVE = Duration.ofMinutes(5);
    private static final MoveUps.Post WEST = new MoveUps.Post("w", "West", new Point(45, -20.1));
    private static final MoveUps.Post EAST = new MoveUps.Post("e", "East", new Point(45, -20.0));

    private static MoveUps townOfTwoEnds() {
        return new MoveUps(
                List.of(
                        new Reach.Place(WEST.point(), 3, FIVE),
                        new Reach.Place(EAST.point(), 1, FIVE)),
                List.of(WEST, EAST),
                StraightLine.CITY);
    }

    private static MoveUps.Idle at(String unit, MoveUps.Post post) {
        return new MoveUps.Idle(unit, post.id(), post.point(), true);
    }

    @Test
    void aUnitThatIsTheSecondOfItsPostIsProposedForTheEmptyOne() {
        var answer = townOfTwoEnds().look(List.of(at("A1", EAST), at("A2", EAST)), 0.3, OPEN);

        assertThat(answer.covered()).isEqualTo(0.25);
        assertThat(answer.proposals()).hasSize(1);
        var proposal = answer.proposals().getFirst();
        assertThat(proposal.to()).isEqualTo(WEST);
        assertThat(proposal.covered()).isEqualTo(1);
        assertThat(proposal.home()).isFalse();
        assertThat(proposal.sooner()).isGreaterThan(Duration.ofMinutes(5));
        assertThat(proposal.reason())
                .isEqualTo(
                        "A1 to West: the next call is reached %d s sooner on average; 100 %% of"
                                + " calls in reach instead of 25 %%; 15 min, about 10.6 km",
                        proposal.sooner().plusMillis(500).toSeconds());
    }

    @Test
    void whoStandsInForAnotherIsProposedToGoHomeWhenThatIsBack() {
        var away = new MoveUps.Idle("A2", "w", "e", WEST.point(), true, Set.of());

        assertThat(townOfTwoEnds().look(List.of(away), 0.3, OPEN).proposals()).isEmpty();
        var back = townOfTwoEnds().look(List.of(away, at("A1", WEST)), 0.3, OPEN).proposals();

        assertThat(back).hasSize(1);
        assertThat(back.getFirst().home()).isTrue();
        assertThat(back.getFirst().to()).isEqualTo(EAST);
        assertThat(back.getFirst().reason())
                .startsWith("A2 home to East: not needed any more where it waits; 100 % of calls");
    }

    @Test
    void aMoveIsProposedOnlyWhereTheCrewBearsItAndTheWayBack() {
        var both = List.of(at("A1", EAST), at("A2", EAST));
        var asked = new ArrayList<Duration>();

        var answer =
                townOfTwoEnds()
                        .look(
                                both,
                                0.3,
                                OPEN,
                                (unit, post, drive, back) -> {
                                    assertThat(post).isEqualTo(WEST);
                                    asked.add(back);
                                    return unit.unit().equals("A2");
                                });

        assertThat(answer.proposals()).extracting(MoveUps.Proposal::unit).containsExactly("A2");
        assertThat(asked).hasSize(2).allMatch(back -> back.compareTo(FIVE) > 0);
    }

    @Test
    void aUnitCoversAndIsMovedForOnlyWhatItCanAnswer() {
        var heartAttacksInTheWest =
                new MoveUps(
                        List.of(
                                new Reach.Place(WEST.point(), 3, FIVE),
                                new Reach.Place(EAST.point(), 1, FIVE)),
                        List.of(Set.of("ALS"), Set.of("ALS", "BLS")),
                        List.of(WEST, EAST),
                        StraightLine.CITY);
        var basic = new MoveUps.Idle("A1", "e", "e", EAST.point(), true, Set.of("BLS"));
        var medic = new MoveUps.Idle("M2", "e", "e", EAST.point(), true, Set.of("ALS", "BLS"));
        var there = new MoveUps.Idle("A3", "w", "w", WEST.point(), false, Set.of("BLS"));

        var answer = heartAttacksInTheWest.look(List.of(basic, medic, there), 0.3, OPEN);
        var without = heartAttacksInTheWest.look(List.of(basic, there), 0.3, OPEN);

        assertThat(answer.covered()).as("nobody in the west can help there").isEqualTo(0.25);
        assertThat(answer.proposals()).extracting(MoveUps.Proposal::unit).containsExactly("M2");
        assertThat(answer.proposals().getFirst().to()).isEqualTo(WEST);
        assertThat(without.proposals()).isEmpty();
    }

    @Test
    void nobodyIsMovedWhereThatGainsNothing() {
        var answer = townOfTwoEnds().look(List.of(at("A1", WEST), at("A2", EAST)), 0.3, OPEN);

        assertThat(answer.covered()).isEqualTo(1);
        assertThat(answer.proposals()).isEmpty();
    }

    @Test
    void aCrewThatIsToRestIsNotProposed() {
        var tired = new MoveUps.Idle("A1", "e", EAST.point(), false);

        assertThat(townOfTwoEnds().look(List.of(tired), 0.3, OPEN).proposals()).isEmpty();
    }

    @Test
    void moreThanAThousandPlacesAreRefused() {
        var place = new Reach.Place(WEST.point(), 1, FIVE);

        var most = Collections.nCopies(MoveUps.MAX_PLACES, place);
        assertThat(new MoveUps(most, List.of(WEST), StraightLine.CITY)).isNotNull();
        var more = new ArrayList<>(most);
        more.add(place);
        assertThatThrownBy(() -> new MoveUps(more, List.of(WEST), StraightLine.CITY))
                .hasMessageContaining("1001 places, expected at most 1000");
    }

    @Test
    void whatALeavingTakesAwayIsWhatItsComingAdded() {
        Reach reach =
                Reach.of(
                        List.of(
                                new Reach.Place(WEST.point(), 3, FIVE),
                                new Reach.Place(EAST.point(), 1, FIVE)),
                        List.of(WEST.point(), EAST.point()),
                        StraightLine.CITY,
                        OPEN);
        int[] before = {1, 0};
        int[] after = {2, 0};

        double gain = reach.gain(reach.depth(before), 0, 0.4);

        assertThat(reach.loss(reach.depth(after), 0, 0.4)).isEqualTo(gain);
        assertThat(reach.expected(after, 0.4) - reach.expected(before, 0.4))
                .isCloseTo(gain, org.assertj.core.api.Assertions.within(1e-12));
        assertThat(reach.greedy(2, 0.3, 2, _ -> true)).containsExactly(1, 1);
    }

    /** Straight lines, and how often somebody asked from where. */
    private static final class Counted implements TravelTime {
        int asked;

        @Override
        public Times to(Point to, List<Point> from, Conditions conditions) {
            return StraightLine.CITY.to(to, from, conditions);
        }

        @Override
        public Times from(Point from, List<Point> to, Conditions conditions) {
            asked++;
            return StraightLine.CITY.from(from, to, conditions);
        }

        @Override
        public List<Arrival> fastestUntil(
                Point to, List<Point> from, IntPredicate enough, Conditions conditions) {
            return StraightLine.CITY.fastestUntil(to, from, enough, conditions);
        }

        @Override
        public List<Optional<TimeRange>> ranges(
                Point to, double withinMeters, List<Point> from, Conditions conditions) {
            return StraightLine.CITY.ranges(to, withinMeters, from, conditions);
        }

        @Override
        public Optional<Route> route(Point from, Point to, Conditions conditions) {
            return StraightLine.CITY.route(from, to, conditions);
        }
    }

    @Test
    void drivesAreAskedAgainOnlyWhenTheyTakeAnotherTime() {
        Instant monday = Instant.parse("2026-11-23T06:50:00Z");
        var rush = SpeedFactor.inHours(Set.of(7), Optional.empty(), Set.of(), 0.5);
        Profile profile = Profile.EMERGENCY.with("rush", ZoneOffset.UTC, List.of(rush));
        var ends = monday.plusSeconds(240);
        var closure =
                new Closure(
                        "C1",
                        Closure.Ground.Stretch.at(WEST.point()),
                        monday.minusSeconds(60),
                        Optional.of(ends),
                        "Works");
        var roads = new Counted();
        var moveUps =
                new MoveUps(
                        List.of(new Reach.Place(WEST.point(), 3, FIVE)),
                        List.of(WEST, EAST),
                        roads);
        var idle = List.of(at("A1", EAST), at("A2", EAST));

        moveUps.look(idle, 0.3, new Conditions(profile, List.of(closure), monday));
        int first = roads.asked;
        moveUps.look(idle, 0.3, new Conditions(profile, List.of(closure), monday.plusSeconds(120)));
        assertThat(roads.asked).as("the clock alone changes nothing").isEqualTo(first);
        moveUps.look(idle, 0.3, new Conditions(profile, List.of(closure), ends));
        assertThat(roads.asked).as("a closure ran out").isEqualTo(2 * first);
        moveUps.look(idle, 0.3, new Conditions(profile, List.of(), monday.plusSeconds(600)));
        assertThat(roads.asked).as("the rush hour has begun").isEqualTo(3 * first);
    }
}
