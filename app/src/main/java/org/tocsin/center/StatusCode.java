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

    /** Those of a center that names none. */
    static List<StatusCode> usual() {
        return List.of(UnitStatus.values()).stream().map(StatusCode::usual).toList();
    }

    static StatusCode usual(UnitStatus status) {
        return switch (status) {
            case AVAILABLE -> of(status, "Available", "A", Color.GREY, "AV");
            case DISPATCHED -> of(status, "Dispatched", "D", Color.YELLOW, "DI");
            case ACKNOWLEDGED -> of(status, "Acknowledged", "K", Color.BLUE, "AK");
            case EN_ROUTE -> of(status, "En route", "E", Color.BLUE, "ER");
            case ON_SCENE -> of(status, "On scene", "S", Color.GREEN, "OS");
            case TRANSPORTING -> of(status, "Transporting", "T", Color.BLUE, "TR");
            case AT_DESTINATION -> of(status, "At destination", "H", Color.GREEN, "AD");
            case OFF_DUTY -> of(status, "Off duty", "O", Color.GREY, "OD");
            case OUT_OF_SERVICE -> of(status, "Out of service", "X", Color.GREY, "OOS");
        };
    }

    private static StatusCode of(
            UnitStatus status, String name, String letter, Color color, String code) {
        return new StatusCode(status, name, letter, color, List.of(code));
    }
}
