package org.tocsin.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.List;

class StraightLineTest extends TravelTimeContract {
    @Override
    TravelTime travelTime() {
        return StraightLine.CITY;
    }

    @Override
    Times.Source source() {
        return Times.Source.STRAIGHT_LINE;
    }

    @Test
    void aKilometreTakesAsLongAsSpeedAndDetourSay() {
        Times times =
                new StraightLine(10, 1.5).to(Drawn.at(0, 0), List.of(Drawn.at(1000, 0)), OPEN);

        assertThat(times.seconds(0).orElseThrow()).isCloseTo(150, within(0.1));
        assertThat(times.source().label()).isEqualTo("straight line");
    }

    @Test
    void speedAndDetourHaveLimits() {
        assertThatThrownBy(() -> new StraightLine(0, 1.3))
                .hasMessage("the speed is 0.0 m/s, expected more than 0, at most 100");
        assertThatThrownBy(() -> new StraightLine(Double.NaN, 1.3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StraightLine(10, 0.9))
                .hasMessage("the detour factor is 0.9, expected 1 to 10");
    }
}
