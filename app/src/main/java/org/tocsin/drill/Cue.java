package org.tocsin.drill;

import org.tocsin.center.Scenario.Where;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happens at a moment of a drill.
 *
 * @param injected whether the trainer added it
 */
public record Cue(Instant at, Act act, boolean injected) {
    /** What happens. */
    public sealed interface Act {
        /**
         * Somebody calls.
         *
         * @param event what it is about, where several calls are about the same
         */
        record Call(String type, Where where, String text, Optional<String> event) implements Act {}

        record Fails(String unit, String reason) implements Act {}

        record Returns(String unit) implements Act {}

        record Says(String unit, String text) implements Act {}

        record Closes(Where road, String reason) implements Act {}

        record Opens(Where road) implements Act {}

        /** Where it happens, if it does at a place. */
        default Optional<Where> place() {
            return switch (this) {
                case Call(_, var where, _, _) -> Optional.of(where);
                case Closes(var road, _) -> Optional.of(road);
                case Opens(var road) -> Optional.of(road);
                case Fails _, Returns _, Says _ -> Optional.empty();
            };
        }
    }
}
