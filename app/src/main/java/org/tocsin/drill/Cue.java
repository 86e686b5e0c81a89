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

        /** In a few words, for the trainer. */
        default String words() {
            return switch (this) {
                case Call(var type, var where, var text, _) ->
                        "call: %s, %s: %s".formatted(type, words(where), text);
                case Fails(var unit, var reason) -> unit + " fails: " + reason;
                case Returns(var unit) -> unit + " can work again";
                case Says(var unit, var text) -> unit + " says: " + text;
                case Closes(var road, var reason) -> words(road) + " is closed: " + reason;
                case Opens(var road) -> words(road) + " is open again";
            };
        }

        private static String words(Where where) {
            return where.name().orElseGet(() -> where.point().orElseThrow().toString());
        }
    }
}
