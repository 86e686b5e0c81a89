package org.tocsin.road;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a restriction relation forbids, and to whom.
 *
 * <p>Signs under a condition that is not a plain time of the week ({@code
 * restriction:conditional=no_left_turn @ wet}) are taken to hold always, so that no time is too
 * short for them; they are counted.
 *
 * @param only whether everything else is forbidden, instead of this
 * @param users the bits of the {@link RoadUser}s meant, not 0
 * @param times when it holds
 * @param sometimes whether it holds under a condition that cannot be read
 * @see <a href="https://wiki.openstreetmap.org/wiki/Relation:restriction">Relation:restriction</a>
 */
record TurnSign(String kind, boolean only, int users, WeekTimes times, boolean sometimes) {
    private static final int MOTOR =
            RoadUser.EMERGENCY.bit() | RoadUser.CAR.bit() | RoadUser.HGV.bit();
    private static final int VEHICLES = MOTOR | RoadUser.BICYCLE.bit();

    /** What the tags of the relation say; empty if nothing to the vehicles here. */
    static List<TurnSign> read(Map<String, String> tags) {
        int excepted = excepted(text(tags, "except"));
        var signs = new ArrayList<TurnSign>();
        add(signs, text(tags, "restriction"), VEHICLES & ~excepted);
        if (signs.isEmpty()) {
            addConditional(signs, text(tags, "restriction:conditional"), VEHICLES & ~excepted);
        }
        tags.forEach(
                (key, value) -> {
                    if (!key.startsWith("restriction:")) return;
                    String[] parts = key.split(":");
                    if (parts[1].equals("conditional")) return;
                    int users = users(parts[1]) & ~excepted;
                    boolean conditional = parts[parts.length - 1].equals("conditional");
                    if (conditional) addConditional(signs, value, users);
                    else add(signs, value.strip(), users);
                });
        return List.copyOf(signs);
    }

    private static void add(List<TurnSign> signs, String kind, int users) {
        add(signs, kind, users, WeekTimes.ALWAYS, false);
    }

    private static void addConditional(List<TurnSign> signs, String value, int users) {
        for (Conditional each : Conditional.read(value)) {
            add(
                    signs,
                    each.value(),
                    users,
                    each.times().orElse(WeekTimes.ALWAYS),
                    each.times().isEmpty());
        }
    }

    private static void add(
            List<TurnSign> signs, String kind, int users, WeekTimes times, boolean sometimes) {
        boolean no = kind.startsWith("no_");
        boolean only = kind.startsWith("only_");
        if (users == 0 || !(no || only)) return;
        signs.add(new TurnSign(kind, only, users, times, sometimes));
    }

    private static int excepted(String value) {
        int users = 0;
        for (String each : value.split(";")) users |= users(each.strip());
        return users;
    }

    private static int users(String name) {
        return switch (name) {
            case "emergency" -> RoadUser.EMERGENCY.bit();
            case "motorcar" -> RoadUser.CAR.bit();
            case "hgv", "goods" -> RoadUser.HGV.bit();
            case "bicycle" -> RoadUser.BICYCLE.bit();
            case "foot" -> RoadUser.FOOT.bit();
            case "motor_vehicle" -> MOTOR;
            case "vehicle" -> VEHICLES;
            default -> 0;
        };
    }

    /** Whether it means turning round: the way in may then be the way out. */
    boolean round() {
        return kind.endsWith("u_turn");
    }

    private static String text(Map<String, String> tags, String key) {
        String value = tags.get(key);
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }
}
