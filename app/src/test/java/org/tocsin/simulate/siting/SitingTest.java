package org.tocsin.simulate.siting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.center.CenterFile;
import org.tocsin.coverage.Reach;
import org.tocsin.place.Point;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.StraightLine;
import org.tocsin.simulate.SampleLab;
import org.tocsin.simulate.demand.LabInput;
import org.tocsin.simulate.demand.Plan;
import org.tocsin.simulate.demand.Sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/** Where units should wait: the solver against trying all, and the search. */
class SitingTest {
    private static Reach reach(Random random) {
        var places = new ArrayList<Reach.Place>();
        for (int i = 0; i < 12; i++) {
            places.add(
                    new Reach.Place(point(random), random.nextInt(1, 20), Duration.ofMinutes(4)));
        }
        var posts = new ArrayList<Point>();
        for (int i = 0; i < 5; i++) posts.add(point(random));
        Conditions open = Conditions.open(Profile.EMERGENCY, SampleLab.MONDAY);
        return Reach.of(places, posts, StraightLine.CITY, open);
    }

    private static Point point(Random random) {
        return new Point(45 + random.nextDouble() * 0.06, -20 + random.nextDouble() * 0.06);
    }

    /** The most that any placing of the units left, from this post on, has. */
    private static double best(Reach reach, int[] at, int post, int left, double busy) {
        if (post == at.length - 1) {
            at[post] = left;
            double expected = reach.expected(at, busy);
            at[post] = 0;
            return expected;
        }
        double most = 0;
        for (int units = 0; units <= left; units++) {
            at[post] = units;
            most = Math.max(most, best(reach, at, post + 1, left - units, busy));
        }
        at[post] = 0;
        return most;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theSolverFindsWhatTryingAllFinds(long seed) {
        var random = new Random(seed);
        Reach reach = reach(random);
        int units = random.nextInt(1, 6);
        double busy = random.nextDouble() * 0.8;

        Mexclp.Solved solved = new Mexclp(reach, _ -> true).solve(units, busy);

        double most = best(reach, new int[5], 0, units, busy);
        assertThat(solved.expected()).as("seed %d", seed).isCloseTo(most, within(1e-6));
        assertThat(solved.bound()).as("seed %d", seed).isCloseTo(most, within(1e-6));
        assertThat(solved.unitsAtPost()).hasSize(5);
    }

    @Test
    void unitsWaitOnlyWhereTheyMay() {
        Reach reach = reach(new Random(1));

        Mexclp.Solved solved = new Mexclp(reach, post -> post == 3).solve(2, 0.3);

        assertThat(solved.unitsAtPost()).containsExactly(0, 0, 0, 2, 0);
    }

    private static Siting siting(SampleLab sample, int parts, int tries) throws IOException {
        var plan = new Plan(1, 5, List.of("fastest"), 2, SampleLab.MONDAY, 2);
        return Siting.open(
                CenterFile.readWhole(SampleLab.CENTER),
                sample.roads,
                Sources.file(sample.demand(SampleLab.DEMAND), false),
                new Siting.Goal(OptionalInt.of(4), 0.9, parts, tries),
                plan);
    }

    @Test
    void theSearchGivesTheSameAgainAndSaysHowFarItIsFromTheBound(@TempDir Path folder)
            throws IOException {
        var sample = new SampleLab(folder);

        Sited once = siting(sample, 2, 6).run(_ -> {});
        Sited again = siting(sample, 2, 6).run(_ -> {});

        assertThat(once.best).isEqualTo(again.best);
        assertThat(once.tried).isEqualTo(again.tried).hasSize(6);
        assertThat(once.best.count(0)).isEqualTo(4);
        assertThat(once.best.count(1)).isEqualTo(4);
        assertThat(once.gapPoints()).isCloseTo(100 * (once.bound() - once.reached()), within(1e-9));
        once.write(folder.resolve("out"));
        assertThat(Files.readString(folder.resolve("out/posts.csv"))).contains("12:00–24:00");
        assertThat(Files.readString(folder.resolve("out/summary.csv")))
                .contains("gap between the bound and the simulation");
        assertThat(folder.resolve("out/posts.html")).content().contains("The bound by MEXCLP is");
    }

    @Test
    void whoStopsGetsTheBestSoFar(@TempDir Path folder) throws IOException {
        Siting siting = siting(new SampleLab(folder), 1, 1_000);

        Sited sited =
                siting.run(
                        share -> {
                            if (share > 2.0 / 1_020) siting.stop();
                        });

        assertThat(sited.tried.size()).isBetween(1, 20);
        assertThat(sited.unchecked()).isTrue();
        assertThat(sited.words()).contains("stopped before the check");
    }

    @Test
    void partsThatDoNotDivideTheDayAreRefused() {
        assertThatThrownBy(() -> new Siting.Goal(OptionalInt.empty(), 0.9, 5, 10))
                .isInstanceOf(LabInput.class)
                .hasMessage("parts is 5, expected a divisor of 24");
        assertThatThrownBy(() -> new Siting.Goal(OptionalInt.of(501), 0.9, 4, 10))
                .hasMessage("units is 501, expected 1 to 500");
    }
}
