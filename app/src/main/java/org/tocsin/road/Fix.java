package org.tocsin.road;

import org.tocsin.place.Point;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Where a vehicle says it is, and how well it knows.
 *
 * @param headingDegrees clockwise from north, 0 to 360, where it moves; empty: not known, or it
 *     stands
 * @param level 0 the ground, 1 a bridge over it, −1 a tunnel; empty: not known
 * @param uncertaintyMeters the radius within which it is, 0 to {@value #MAX_UNCERTAINTY_METERS}
 * @throws IllegalArgumentException if heading or uncertainty are out of range
 */
public record Fix(
        Point place, OptionalDouble headingDegrees, OptionalInt level, double uncertaintyMeters) {
    public static final double MAX_UNCERTAINTY_METERS = 1_000;

    public Fix {
        double heading = headingDegrees.orElse(0);
        if (!(heading >= 0 && heading <= 360)) {
            throw new IllegalArgumentException(
                    "a heading is %s degrees, expected 0 to 360".formatted(heading));
        }
        if (!(uncertaintyMeters >= 0 && uncertaintyMeters <= MAX_UNCERTAINTY_METERS)) {
            throw new IllegalArgumentException(
                    "a position is uncertain by %s m, expected 0 to %s"
                            .formatted(uncertaintyMeters, MAX_UNCERTAINTY_METERS));
        }
    }

    /** Without heading and level. */
    public static Fix at(Point place, double uncertaintyMeters) {
        return new Fix(place, OptionalDouble.empty(), OptionalInt.empty(), uncertaintyMeters);
    }

    /**
     * A place that somebody named so vaguely; more than {@value #MAX_UNCERTAINTY_METERS} metres
     * count as that.
     *
     * @throws IllegalArgumentException if the distance is negative
     */
    static Fix somewhereNear(Point place, double withinMeters) {
        return at(place, Math.min(withinMeters, MAX_UNCERTAINTY_METERS));
    }

    /** This one, moving that way. */
    public Fix heading(double degrees) {
        return new Fix(place, OptionalDouble.of(degrees), level, uncertaintyMeters);
    }

    /** This one, on that level. */
    public Fix onLevel(int number) {
        return new Fix(place, headingDegrees, OptionalInt.of(number), uncertaintyMeters);
    }
}
