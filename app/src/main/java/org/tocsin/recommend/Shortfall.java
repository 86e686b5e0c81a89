package org.tocsin.recommend;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What of the plan nobody fills.
 *
 * @param requirement its name in the plan
 * @param count how many units of the capability are missing, 1 or more
 * @param obstacles the units that have the capability and cannot go, by what keeps them
 */
public record Shortfall(
        String requirement, String capability, int count, Map<Obstacle, List<String>> obstacles) {
    /** How many units are named for each obstacle in the sentence. */
    private static final int NAMED = 3;

    /** What keeps a unit. In the order in which a dispatcher can do something about it. */
    public enum Obstacle {
        OTHER_SLOT("needed in another slot"),
        EXCLUDED("excluded"),
        BUSY("busy"),
        CREW("crew not free"),
        UNREACHABLE("not reachable"),
        OUT_OF_SERVICE("out of service"),
        OFF_DUTY("off duty");

        private final String phrase;

        Obstacle(String phrase) {
            this.phrase = phrase;
        }
    }

    public Shortfall {
        var ordered = new EnumMap<Obstacle, List<String>>(Obstacle.class);
        obstacles.forEach((obstacle, units) -> ordered.put(obstacle, List.copyOf(units)));
        obstacles = Collections.unmodifiableMap(ordered);
    }

    /** {@code shortfall: 1 LADDER (L3 busy; L5, L6 off duty)}. */
    public String sentence() {
        return "shortfall: %d %s (%s)".formatted(count, capability, why());
    }

    private String why() {
        if (obstacles.isEmpty()) return "no unit has it";
        List<String> offDuty = obstacles.get(Obstacle.OFF_DUTY);
        if (obstacles.size() == 1 && offDuty != null) return "none on duty: " + named(offDuty);
        var parts = new ArrayList<String>();
        obstacles.forEach((obstacle, units) -> parts.add(named(units) + " " + obstacle.phrase));
        return String.join("; ", parts);
    }

    private static String named(List<String> units) {
        String names = units.stream().limit(NAMED).collect(joining(", "));
        int more = units.size() - NAMED;
        return more > 0 ? "%s and %d more".formatted(names, more) : names;
    }
}
