package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Point;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What every {@link TravelTime} promises, on the square with sides of a kilometre. */
abstract class TravelTimeContract {
    static final Conditions OPEN = Conditions.open(Profile.NORMAL, RandomRoads.NOON);
    private static final Point PLACE = Drawn.at(1000, 0);
    private static final List<Point> ORIGINS =
            List.of(
                    Drawn.at(0, 0),
                    Drawn.at(900, 0),
                    Drawn.at(500, 0),
                    Drawn.at(900, 0),
                    Drawn.at(1000, 700));

    abstract TravelTime travelTime();

    abstract Times.Source source();

    @Test
    void timesComeInTheOrderOfTheQuestionAndNameTheirSource() {
        Times times = travelTime().to(PLACE, ORIGINS, OPEN);

        assertThat(times.size()).isEqualTo(5);
        assertThat(times.source()).isEqualTo(source());
        assertThat(times.seconds(1)).isEqualTo(times.seconds(3));
        assertThat(times.seconds(1).orElseThrow()).isLessThan(times.seconds(2).orElseThrow());
        assertThat(times.time(2).orElseThrow().toMillis() / 1000.0)
                .isEqualTo(times.seconds(2).orElseThrow());
        assertThat(times.whyNot(0)).isEmpty();
    }

    @Test
    void theFastestAreAscendingAndEqualOnesInTheOrderOfTheQuestion() {
        assertThat(travelTime().fastest(PLACE, ORIGINS, 5, OPEN))
                .extracting(Arrival::index)
                .containsExactly(1, 3, 2, 4, 0);
        assertThat(travelTime().fastest(PLACE, ORIGINS, 2, OPEN))
                .extracting(Arrival::index)
                .containsExactly(1, 3);
        assertThat(travelTime().fastest(PLACE, ORIGINS, 0, OPEN)).isEmpty();
    }

    @Test
    void theCallerSaysWhenItHasEnough() {
        assertThat(travelTime().fastestUntil(PLACE, ORIGINS, index -> index == 2, OPEN))
                .extracting(Arrival::index)
                .containsExactly(1, 3, 2);
    }

    @Test
    void fastestTimesAndRouteAgree() {
        Times times = travelTime().to(PLACE, ORIGINS, OPEN);
        for (Arrival arrival : travelTime().fastest(PLACE, ORIGINS, 5, OPEN)) {
            Point origin = ORIGINS.get(arrival.index());
            assertThat(times.time(arrival.index())).contains(arrival.time());
            Route route = travelTime().route(origin, PLACE, OPEN).orElseThrow();
            assertThat(route.duration()).isEqualTo(arrival.time());
            assertThat(route.secondsAt().getLast())
                    .isCloseTo(arrival.time().toMillis() / 1000.0, within(0.001));
            assertThat(travelTime().from(origin, List.of(PLACE), OPEN).time(0))
                    .contains(arrival.time());
        }
    }

    @Test
    void anUncertainPlaceIsReachedInARangeAroundTheTimeToItsMiddle() {
        Times times = travelTime().to(PLACE, ORIGINS, OPEN);

        List<Optional<TimeRange>> ranges = travelTime().ranges(PLACE, 300, ORIGINS, OPEN);
        List<Optional<TimeRange>> exact = travelTime().ranges(PLACE, 0, ORIGINS, OPEN);

        for (int i = 0; i < ORIGINS.size(); i++) {
            Duration time = times.time(i).orElseThrow();
            assertThat(ranges.get(i).orElseThrow().least()).isLessThanOrEqualTo(time);
            assertThat(ranges.get(i).orElseThrow().most()).isGreaterThanOrEqualTo(time);
            assertThat(exact.get(i).orElseThrow().certain()).isTrue();
        }
        assertThat(travelTime().ranges(PLACE, 100_000, ORIGINS, OPEN))
                .isEqualTo(travelTime().ranges(PLACE, 1_000, ORIGINS, OPEN));
        assertThatThrownBy(() -> travelTime().ranges(PLACE, -1, ORIGINS, OPEN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noOriginsNoTimes() {
        assertThat(travelTime().to(PLACE, List.of(), OPEN).size()).isZero();
        assertThat(travelTime().from(PLACE, List.of(), OPEN).size()).isZero();
        assertThat(travelTime().fastest(PLACE, List.of(), 3, OPEN)).isEmpty();
    }

    @Test
    void itTakesNoTimeToWhereOneIs() {
        assertThat(travelTime().to(PLACE, List.of(PLACE), OPEN).seconds(0)).hasValue(0);
        assertThat(travelTime().route(PLACE, PLACE, OPEN).orElseThrow().duration()).isZero();
    }

    @Test
    void thereIsALimitToOneQuestion() {
        List<Point> most = Collections.nCopies(TravelTime.MAX_PLACES, PLACE);
        List<Point> tooMany = Collections.nCopies(TravelTime.MAX_PLACES + 1, PLACE);

        assertThat(travelTime().to(PLACE, most, OPEN).size()).isEqualTo(TravelTime.MAX_PLACES);
        for (Runnable question :
                List.<Runnable>of(
                        () -> travelTime().to(PLACE, tooMany, OPEN),
                        () -> travelTime().from(PLACE, tooMany, OPEN),
                        () -> travelTime().fastest(PLACE, tooMany, 1, OPEN))) {
            assertThatThrownBy(question::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("100001 places were asked about, expected at most 100000");
        }
        assertThatThrownBy(() -> travelTime().fastest(PLACE, ORIGINS, -1, OPEN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
