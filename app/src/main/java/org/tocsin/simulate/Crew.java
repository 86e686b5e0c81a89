package org.tocsin.simulate;

import org.jspecify.annotations.Nullable;
import org.tocsin.center.MoveUpLimits;
import org.tocsin.place.Point;
import org.tocsin.road.Closure;
import org.tocsin.road.Profile;
import org.tocsin.road.Trip;
import org.tocsin.unit.Unit;

import java.util.ArrayList;
import java.util.List;

/** A unit's crew, as it is: nobody but the simulation knows. {@link Drives} moves it. */
final class Crew {
    final Unit unit;

    /** Where it stands, or stood when it set off. */
    Point stands;

    @Nullable Leg leg;

    /** The way of the leg, as soon as somebody asked for it. */
    @Nullable Trip trip;

    /** Counts what it was told: steps of what it was told before do not come to pass. */
    int token;

    /** Where it was when that was last worked out. */
    @Nullable Point known;

    long knownAt;

    /** What it works on. */
    @Nullable String incident;

    /** Whether its vehicle goes out of service as soon as it is free. */
    boolean fails;

    double meters;

    /** How it was moved up lately. */
    final List<MoveUpLimits.Made> moved = new ArrayList<>();

    /**
     * A drive: what leads up to it and follows it is off the road.
     *
     * @param closed the roads that were closed when it set off
     * @param factor how long this crew takes of what is expected
     * @param then what it does when it is there
     */
    record Leg(
            Point from,
            Point to,
            Profile profile,
            List<Closure> closed,
            long departs,
            long leadMillis,
            long driveMillis,
            double factor,
            long tailMillis,
            Runnable then) {
        /** How much of the way is behind it, 0 to 1. */
        double share(long now) {
            if (driveMillis == 0) return 1;
            double since = now - departs - leadMillis;
            return Math.clamp(since / driveMillis, 0, 1);
        }
    }

    Crew(Unit unit, Point stands) {
        this.unit = unit;
        this.stands = stands;
    }

    String callSign() {
        return unit.callSign();
    }
}
