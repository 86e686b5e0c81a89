package org.tocsin.center;

import org.tocsin.unit.UnitStatus;

import java.util.List;

/**
 * How this center calls, types and shows a unit status.
 *
 * @param letter shown beside the colour, one or two characters, unique in the center
 * @param codes what may be typed or sent for it, such as {@code ER} or {@code 3}; unique too
 */
public record StatusCode(
        UnitStatus status, String name, String letter, Color color, List<String> codes) {
    /** Grey is the rule; at most four colours, each with its letter. */
    public enum Color {
        GREY,
        GREEN,
        BLUE,
        YELLOW,
        RED
    }

    public StatusCode {
        codes = List.copyOf(codes);
    }
}
