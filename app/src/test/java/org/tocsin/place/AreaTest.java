package org.tocsin.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class AreaTest {
    private final Area square =
            new Area(List.of(new Point(0, 0), new Point(0, 2), new Point(2, 2), new Point(2, 0)));

    @Test
    void holdsWhatIsInsideAndOnItsBorder() {
        assertThat(square.contains(new Point(1, 1))).isTrue();
        assertThat(square.contains(new Point(0, 1))).isTrue();
        assertThat(square.contains(new Point(2, 2))).isTrue();
        assertThat(square.contains(new Point(2.001, 1))).isFalse();
        assertThat(square.contains(new Point(1, -0.001))).isFalse();
    }

    @Test
    void needsThreeCorners() {
        assertThatThrownBy(() -> new Area(List.of(new Point(0, 0), new Point(1, 1))))
                .hasMessage("an area has 2 corners, expected 3 to 10000");
    }

    @Test
    void aLatitudeBeyondThePoleIsRefused() {
        assertThatThrownBy(() -> new Point(90.01, 0))
                .hasMessage("latitude is 90.01, expected -90 to 90");
        assertThatThrownBy(() -> new Point(Double.NaN, 0))
                .hasMessage("latitude is NaN, expected -90 to 90");
    }

    @Test
    void distanceFollowsTheGreatCircle() {
        // Porto to Lisbon, about 274 km.
        assertThat(new Point(41.1496, -8.6109).metersTo(new Point(38.7223, -9.1393)))
                .isBetween(273_000.0, 275_000.0);
    }
}
