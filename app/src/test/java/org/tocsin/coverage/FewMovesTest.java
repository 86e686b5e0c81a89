package org.tocsin.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.place.Point;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.StraightLine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

class FewMovesTest {
    private static final Conditions USUAL = Conditions.open(Profile.EMERGENCY, Instant.EPOCH);
    private static final double BUSY = 0.5;

    /** Steps of 0.05: 0.55 of one half is 0.275, and rounded. */
    private static final double GONE = 0.3;

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** Crews that are asked without end, and drive as long as they are told. */
    private record Willing(Duration drive) implements FewMoves.Crews {
        @Override
        public Optional<Duration> drive(FewMoves.Idle unit, int post) {
            return Optional.of(drive);
        }

        @Override
        public boolean bears(FewMoves.Idle unit, int post, Duration drive) {
            return true;
        }
    }

    private static final FewMoves.Crews AT_ONCE = new Willing(Duration.ZERO);

    private static FewMoves.Idle idle(String unit, int post, int home) {
        return new FewMoves.Idle(unit, post, home, Set.of(0));
    }

    private static final Point WEST = new Point(45, -20.2);
    private static final Point EAST = new Point(45, -20.0);

    /** Two posts, half an hour apart; three of four calls come from the west, post 0. */
    private static FewMoves twoEnds() {
        return new FewMoves(List.of(new FewMoves.Asked(ends(3, 1), 1)), 2, _ -> true);
    }

    private static Nearness ends(double west, double east) {
        return Nearness.of(
                List.of(
                        new Reach.Place(WEST, west, Duration.ofMinutes(8)),
                        new Reach.Place(EAST, east, Duration.ofMinutes(8))),
                List.of(WEST, EAST),
                StraightLine.CITY,
                USUAL);
    }

    @Test
    void theSecondOfAPostFillsTheEmptyOne() {
        var both = List.of(idle("A1", 1, 1), idle("A2", 1, 1));

        List<FewMoves.Move> moves = twoEnds().worthIt(both, BUSY, AT_ONCE);

        assertThat(moves).extracting(move -> move.unit().unit()).containsExactly("A1", "A2");
        FewMoves.Move first = moves.getFirst();
        assertThat(first.to()).isZero();
        assertThat(first.goesHome()).isFalse();
        double now = ends(3, 1).expectedSeconds(new int[] {0, 2}, GONE);
        double then = ends(3, 1).expectedSeconds(new int[] {1, 1}, GONE);
        assertThat(first.seconds()).isCloseTo(now - then, within(0.5));
    }

    @Test
    void theLongerTheDriveTheMoreItHasToGain() {
        var both = List.of(idle("A1", 1, 1), idle("A2", 1, 1));
        var near = new Willing(Duration.ofMinutes(10));
        var far = new Willing(FewMoves.HORIZON.minusMinutes(1));

        assertThat(twoEnds().worthIt(both, BUSY, near)).hasSize(2);
        assertThat(twoEnds().worthIt(both, BUSY, far)).isEmpty();
    }

    @Test
    void aCrewIsSentHomeAsSoonAsItIsNotNeededWhereItWaits() {
        // A2 of the east stands in for A1 of the west, until that is back.
        var away = idle("A2", 0, 1);
        var back = idle("A1", 0, 0);

        assertThat(twoEnds().worthIt(List.of(away), BUSY, AT_ONCE)).isEmpty();
        List<FewMoves.Move> moves = twoEnds().worthIt(List.of(away, back), BUSY, AT_ONCE);

        FewMoves.Move first = moves.getFirst();
        assertThat(first.unit().unit())
                .as("sooner than A1 of the west to the east")
                .isEqualTo("A2");
        assertThat(first.goesHome()).isTrue();
    }

    @Test
    void aCrewThatIsAwayIsNotSentOnToAThirdPost() {
        var third = new Point(45, -19.8);
        Nearness nearness =
                Nearness.of(
                        List.of(
                                new Reach.Place(WEST, 1, Duration.ofMinutes(8)),
                                new Reach.Place(third, 9, Duration.ofMinutes(8))),
                        List.of(WEST, EAST, third),
                        StraightLine.CITY,
                        USUAL);
        var rule = new FewMoves(List.of(new FewMoves.Asked(nearness, 1)), 3, _ -> true);

        var moves = rule.worthIt(List.of(idle("A1", 0, 1)), BUSY, AT_ONCE);
        var atHome = rule.worthIt(List.of(idle("A1", 0, 0)), BUSY, AT_ONCE);

        assertThat(moves).allMatch(FewMoves.Move::goesHome);
        assertThat(atHome).extracting(FewMoves.Move::to).containsExactly(2);
    }

    @Test
    void whoCannotBearItIsLeftAlone() {
        var both = List.of(idle("A1", 1, 1), idle("A2", 1, 1));
        var tired =
                new FewMoves.Crews() {
                    @Override
                    public Optional<Duration> drive(FewMoves.Idle unit, int post) {
                        return Optional.of(Duration.ofMinutes(5));
                    }

                    @Override
                    public boolean bears(FewMoves.Idle unit, int post, Duration drive) {
                        return unit.unit().equals("A2");
                    }
                };

        assertThat(twoEnds().worthIt(both, BUSY, tired))
                .extracting(move -> move.unit().unit())
                .containsExactly("A2");
    }

    @Test
    void whoAnswersNothingThatIsAskedStays() {
        var doctor = new FewMoves.Idle("D1", 1, 1, Set.of());

        assertThat(twoEnds().worthIt(List.of(doctor), BUSY, AT_ONCE)).isEmpty();
        assertThat(twoEnds().worthIt(List.of(), BUSY, AT_ONCE)).isEmpty();
        assertThatThrownBy(() -> new FewMoves(List.of(), 2, _ -> true))
                .hasMessageContaining("nothing is asked");
    }

    @Test
    void noMoreIsRememberedThanTheLimitSays() {
        int posts = 1_000;
        var points = new ArrayList<Point>();
        for (int i = 0; i < posts; i++) points.add(new Point(45, -20 + i / 10_000.0));
        var place = new Reach.Place(WEST, 1, Duration.ofMinutes(8));
        Nearness nearness = Nearness.of(List.of(place), points, StraightLine.CITY, USUAL);
        var rule = new FewMoves(List.of(new FewMoves.Asked(nearness, 1)), posts, _ -> true);
        var idle = new ArrayList<FewMoves.Idle>();
        for (int i = 0; i < posts; i++) idle.add(idle("A" + i, i, i));

        // Each has a unit fewer: 1,000 times 1,000 seconds, then 999 times, and so on.
        var kept = new ArrayList<Integer>();
        for (int i = 0; i < 6; i++) {
            assertThat(rule.worthIt(idle, BUSY, AT_ONCE)).as("who is nearest is there").isEmpty();
            kept.add(rule.keptSeconds());
            idle.removeLast();
        }

        assertThat(kept).allMatch(each -> each <= FewMoves.MAX_KEPT);
        assertThat(kept).startsWith(1_000_000, 1_999_000, 2_997_000, 3_994_000, 996_000);
    }

    /** What is asked, where from, and who is idle where, by chance. */
    private record Case(List<FewMoves.Asked> asked, int posts, int shut, List<FewMoves.Idle> idle) {
        static Case of(Random random) {
            var posts = new ArrayList<Point>();
            int count = 2 + random.nextInt(5);
            for (int i = 0; i < count; i++) posts.add(point(random));
            var asked = new ArrayList<FewMoves.Asked>();
            int asks = 1 + random.nextInt(3);
            for (int i = 0; i < asks; i++) {
                var places = new ArrayList<Reach.Place>();
                int calls = 1 + random.nextInt(6);
                for (int k = 0; k < calls; k++) {
                    double weight = 0.1 + random.nextDouble();
                    places.add(new Reach.Place(point(random), weight, Duration.ofMinutes(8)));
                }
                var nearness = Nearness.of(places, posts, StraightLine.CITY, USUAL);
                asked.add(new FewMoves.Asked(nearness, 0.1 + random.nextDouble()));
            }
            var idle = new ArrayList<FewMoves.Idle>();
            int units = random.nextInt(6);
            for (int i = 0; i < units; i++) {
                int home = random.nextInt(count);
                int post = random.nextInt(3) == 0 ? random.nextInt(count) : home;
                var answers = new TreeSet<Integer>();
                for (int ask = 0; ask < asks; ask++) if (random.nextInt(4) > 0) answers.add(ask);
                idle.add(new FewMoves.Idle("A" + i, post, home, answers));
            }
            return new Case(asked, count, random.nextInt(count + 1), idle);
        }

        private static Point point(Random random) {
            return new Point(41 + random.nextInt(30) / 100.0, -8.6 + random.nextInt(30) / 100.0);
        }

        /** In words: what each kind of call waits for, by all units that can answer it. */
        double seconds(List<FewMoves.Idle> idle) {
            double sum = 0;
            double shares = 0;
            for (int ask = 0; ask < asked.size(); ask++) {
                int[] at = new int[posts];
                for (FewMoves.Idle each : idle) if (each.answers().contains(ask)) at[each.post()]++;
                double share = asked.get(ask).share();
                sum += share * asked.get(ask).nearness().expectedSeconds(at, GONE);
                shares += share;
            }
            return sum / shares;
        }

        double gain(FewMoves.Idle unit, int to) {
            var after = new ArrayList<>(idle);
            after.set(after.indexOf(unit), unit.at(to));
            return seconds(idle) - seconds(after);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aMoveGainsWhatThePlainSumSaysAndNoneThatIsWorthItIsMissed(long seed) {
        Case town = Case.of(new Random(seed));
        var rule = new FewMoves(town.asked(), town.posts(), post -> post != town.shut());
        // Chances below one in ten thousand are left out of the plain sum.
        double near = 1e-4 * Nearness.NOBODY_SECONDS * 2;

        List<FewMoves.Move> moves = rule.worthIt(town.idle(), BUSY, AT_ONCE);

        for (FewMoves.Move move : moves) {
            assertThat(move.seconds())
                    .as("seed %d, %s", seed, move)
                    .isCloseTo(town.gain(move.unit(), move.to()), within(near));
            assertThat(move.goesHome() || move.to() != town.shut()).isTrue();
        }
        for (FewMoves.Idle each : town.idle()) {
            double most = 0;
            if (each.post() != each.home()) {
                most = town.gain(each, each.home()) - near;
            } else {
                for (int to = 0; to < town.posts(); to++) {
                    if (to == town.shut()) continue;
                    most = Math.max(most, town.gain(each, to) - FewMoves.WORTH_SECONDS - near);
                }
            }
            boolean found = moves.stream().anyMatch(move -> move.unit().equals(each));
            assertThat(found || most <= 0 || each.answers().isEmpty())
                    .as("seed %d, %s gains %.1f", seed, each, most)
                    .isTrue();
        }
        assertThat(rule.worthIt(town.idle(), BUSY, AT_ONCE))
                .as("what is remembered is the same")
                .isEqualTo(moves);
    }
}
