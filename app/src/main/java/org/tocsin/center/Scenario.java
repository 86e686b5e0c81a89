package org.tocsin.center;

import org.tocsin.place.Point;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What happens in a drill, as people write it ({@code docs/drill.md}). Times count from the
 * beginning of the drill.
 *
 * @param about what is trained, for the trainer and the review
 * @param length after which nothing more comes
 */
public record Scenario(
        String name,
        String about,
        Duration length,
        List<Spoken> calls,
        List<Wave> waves,
        List<Turn> turns) {
    /** More calls than a center works in an hour of its worst day. */
    public static final int MAX_CALLS = 2_000;

    public static final int MAX_TURNS = 500;

    /** What somebody says at most, characters. */
    public static final int MAX_TEXT = 2_000;

    public static final Duration MAX_LENGTH = Duration.ofHours(24);

    public Scenario {
        calls = List.copyOf(calls);
        waves = List.copyOf(waves);
        turns = List.copyOf(turns);
    }

    /**
     * Where something is: a name to be found as a call taker finds it, or a point.
     *
     * @throws IllegalArgumentException if it is neither, or both
     */
    public record Where(Optional<String> name, Optional<Point> point) {
        public Where {
            if (name.isPresent() == point.isPresent()) {
                throw new IllegalArgumentException("expected either a name or a point");
            }
        }
    }

    /**
     * One call.
     *
     * @param vary it comes up to so much earlier or later
     * @param type an incident type's code: what the call taker makes of it
     * @param texts what the caller says; one of them is chosen
     * @param event what it is about, where several calls are about the same
     */
    public record Spoken(
            Duration at,
            Duration vary,
            Where where,
            String type,
            List<String> texts,
            Optional<String> event) {
        public Spoken {
            texts = List.copyOf(texts);
        }
    }

    /**
     * Many calls, at random times and places.
     *
     * @param meters at most so far from {@code around}
     * @param types incident types' codes, each as likely as the others; one that is named twice is
     *     twice as likely
     */
    public record Wave(
            Duration from,
            Duration until,
            int calls,
            Point around,
            int meters,
            List<String> types,
            List<String> texts) {
        public Wave {
            types = List.copyOf(types);
            texts = List.copyOf(texts);
        }
    }

    /** What happens besides calls. */
    public sealed interface Turn {
        Duration at();

        /** A unit cannot work any more. */
        record Fails(Duration at, String unit, String reason) implements Turn {}

        /** A unit can work again. */
        record Returns(Duration at, String unit) implements Turn {}

        /** A crew reports on its incident; it says nothing where it has none. */
        record Says(Duration at, String unit, String text) implements Turn {}

        /** A road closes, from junction to junction. */
        record Closes(Duration at, Where road, String reason) implements Turn {}

        /** What was closed at that place opens again. */
        record Opens(Duration at, Where road) implements Turn {}
    }
}
