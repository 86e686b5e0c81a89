package org.tocsin.road;

import java.util.List;

/** What a driver does between one piece of road and the next. */
enum TurnKind {
    /** On along the same road, or nothing to decide: no other road leaves. */
    ON,
    SLIGHT_LEFT,
    SLIGHT_RIGHT,
    LEFT,
    RIGHT,
    SHARP_LEFT,
    SHARP_RIGHT,
    /** Round on a road that also leads on. */
    U_TURN,
    /** Round where nothing else is left to do. */
    DEAD_END,
    /** Onto a ferry. */
    BOARDING;

    private static final List<TurnKind> ALL = List.of(values());

    static final double SLIGHT_DEGREES = 25;
    static final double TURN_DEGREES = 60;
    static final double SHARP_DEGREES = 120;

    static TurnKind of(byte number) {
        return ALL.get(number);
    }

    byte number() {
        return (byte) ALL.indexOf(this);
    }

    static int count() {
        return ALL.size();
    }

    /**
     * The kind of a turn by its angle.
     *
     * @param degrees −180 to 180, right of straight on is positive
     */
    static TurnKind byAngle(double degrees) {
        double size = Math.abs(degrees);
        boolean right = degrees > 0;
        if (size < SLIGHT_DEGREES) return ON;
        if (size < TURN_DEGREES) return right ? SLIGHT_RIGHT : SLIGHT_LEFT;
        if (size < SHARP_DEGREES) return right ? RIGHT : LEFT;
        return right ? SHARP_RIGHT : SHARP_LEFT;
    }
}
