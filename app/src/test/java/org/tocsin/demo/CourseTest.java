package org.tocsin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tocsin.place.Point;

import java.time.Instant;
import java.util.List;

class CourseTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Point HOME = new Point(45, -20);
    private static final Point CORNER = new Point(45.01, -20);
    private static final Point SCENE = new Point(45.01, -19.98);

    private final Course course =
            new Course(List.of(HOME, CORNER, SCENE), List.of(0.0, 100.0, 200.0), NOON, 2);

    @Test
    void aVehicleIsWhereTheRouteSaysAtItsSpeed() {
        assertThat(course.pointAt(NOON)).isEqualTo(HOME);
        assertThat(course.pointAt(NOON.plusSeconds(25)).latitude()).isCloseTo(45.005, within(1e-9));
        assertThat(course.pointAt(NOON.plusSeconds(75)).longitude())
                .isCloseTo(-19.99, within(1e-9));
        assertThat(course.pointAt(NOON.plusSeconds(999))).isEqualTo(SCENE);
        assertThat(course.pointAt(NOON.minusSeconds(9))).isEqualTo(HOME);
        assertThat(course.end()).isEqualTo(NOON.plusSeconds(100));
    }

    @Test
    void itFacesWhereItDrives() {
        assertThat(course.headingAt(NOON.plusSeconds(10))).isZero();
        assertThat(course.headingAt(NOON.plusSeconds(80))).isEqualTo(90);
    }

    @Test
    void standingIsOverAtOnce() {
        var standing = Course.standing(HOME, NOON);

        assertThat(standing.isOver(NOON)).isTrue();
        assertThat(standing.pointAt(NOON.plusSeconds(5))).isEqualTo(HOME);
        assertThat(standing.headingAt(NOON)).isZero();
    }

    @Test
    void aRouteWithoutTimesIsRefused() {
        assertThatThrownBy(() -> new Course(List.of(HOME), List.of(), NOON, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSpeedHasLimits() {
        assertThat(Pace.of(Pace.MAX_SPEED).speed()).isEqualTo(100);
        assertThatThrownBy(() -> Pace.of(100.5)).hasMessageContaining("expected 0.1 to 100");
        assertThatThrownBy(() -> Pace.of(Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void aScriptLineThatIsNoneIsNamed() {
        assertThatThrownBy(() -> Script.parse("FALL somebody fell"))
                .hasMessageContaining("FALL somebody fell");
    }
}
