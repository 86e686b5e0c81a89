package org.tocsin.dispatch;

import java.time.Instant;
import java.util.Optional;

/**
 * A timer ran out, and somebody must say that they saw it.
 *
 * @param id unique in the center, from 1
 * @param since when the timed state began, as last corrected
 * @param due when it ran out
 */
public record Alarm(
        long id, Kind kind, String incident, Optional<String> unit, Instant since, Instant due) {

    /** What ran out. */
    public enum Kind {
        /** Nobody was sent in time. */
        WAITING,
        /** A crew did not acknowledge. */
        NO_ACKNOWLEDGEMENT,
        /** Nobody arrived in time. */
        NO_ARRIVAL,
        /** A unit stays in a state for too long. */
        TIME_IN_STATE,
        /** A crew on scene was not heard. */
        CHECK_IN,
        /** A booked incident's time has come. */
        SCHEDULED_DUE,
        /** Every unit has cleared and nobody closed it. */
        NOT_CLOSED
    }

    /** Tells one run of a timer from every other: raised once, and anew after a correction. */
    String key() {
        return kind + " " + unit.orElse("") + " " + since.toEpochMilli();
    }

    /** One sentence for the list. */
    public String sentence() {
        String who = unit.orElse(incident);
        return switch (kind) {
            case WAITING -> "%s is waiting past its target".formatted(incident);
            case NO_ACKNOWLEDGEMENT -> "%s did not acknowledge %s".formatted(who, incident);
            case NO_ARRIVAL -> "nobody has reached %s within its target".formatted(incident);
            case TIME_IN_STATE ->
                    "%s has been in one state for long at %s".formatted(who, incident);
            case CHECK_IN -> "%s has not checked in at %s".formatted(who, incident);
            case SCHEDULED_DUE -> "%s is due now".formatted(incident);
            case NOT_CLOSED -> "%s has no unit left and is not closed".formatted(incident);
        };
    }
}
