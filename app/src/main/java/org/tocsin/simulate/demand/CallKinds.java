package org.tocsin.simulate.demand;

import org.tocsin.center.Center;
import org.tocsin.center.Destination;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.plan.IncidentType;
import org.tocsin.road.Profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a demand file says of each type: how many calls, of which priorities, and how long what
 * takes.
 */
final class CallKinds {
    /** What may be said for a type or for all. */
    private static final Set<String> OF_KIND =
            Set.of(
                    "call_taking",
                    "dispatch_delay",
                    "turnout",
                    "turnout_at_night",
                    "drive",
                    "drive_to_hospital",
                    "on_scene",
                    "transport",
                    "hospital",
                    "handover",
                    "restock");

    private static final Set<String> OF_TYPE = Set.of("share", "priorities", "hours");

    private final KeyFile keys;
    private final Center center;
    private final DrivingProfiles profiles;

    CallKinds(KeyFile keys, Center center, DrivingProfiles profiles) {
        this.keys = keys;
        this.center = center;
        this.profiles = profiles;
    }

    /** Whether it may be said for a type or for all. */
    static boolean isOfKind(String key) {
        return OF_KIND.contains(key) || KeyFile.isOfHours("turnout", key);
    }

    /** Whether it may be said for a type. */
    static boolean isOfType(String key) {
        return isOfKind(key) || OF_TYPE.contains(key) || CallHours.isDay(key);
    }

    /** The center's. */
    List<String> typeCodes() {
        return center.types().stream().map(IncidentType::code).toList();
    }

    /** Each type the file names in each of its priorities. */
    List<Demand.Kind> all() {
        List<String> codes = codes();
        var kinds = new ArrayList<Demand.Kind>();
        double sum = 0;
        for (String code : codes) {
            double share = keys.number("type.%s.share".formatted(code), 0, 0, 1_000_000);
            sum += share;
            Map<Integer, Double> priorities = priorities(code);
            double whole = priorities.values().stream().mapToDouble(Double::doubleValue).sum();
            priorities.forEach(
                    (priority, part) -> kinds.add(of(code, priority, share * (part / whole))));
        }
        if (!keys.isWrong() && sum == 0) {
            keys.fault(1, "found no share above 0, expected type.CODE.share for one type at least");
        }
        return kinds;
    }

    /** The types the file names; others than the center's are faults. */
    List<String> codes() {
        var codes = new ArrayList<String>();
        for (String key : keys.keys()) {
            String[] parts = key.split("\\.", 3);
            if (!parts[0].equals("type") || codes.contains(parts[1])) continue;
            if (center.findType(parts[1]).isEmpty()) {
                keys.fault(
                        keys.find(key).orElseThrow().line(),
                        "found the type %s, expected one of the center's: %s"
                                .formatted(parts[1], typeCodes()));
            } else {
                codes.add(parts[1]);
            }
        }
        return codes;
    }

    /** {@code 1:10 2:90}; the type's own where nothing is said. */
    private Map<Integer, Double> priorities(String code) {
        Optional<KeyFile.Value> value = keys.find("type.%s.priorities".formatted(code));
        if (value.isEmpty()) return Map.of(center.type(code).priority(), 1.0);
        var priorities = new TreeMap<Integer, Double>();
        for (String word : value.get().text().split("\\s+", -1)) {
            if (!word.matches("[1-5]:\\d+(\\.\\d+)?")) continue;
            priorities.put(word.charAt(0) - '0', Double.parseDouble(word.substring(2)));
        }
        boolean good = priorities.size() == value.get().text().split("\\s+", -1).length;
        if (good && priorities.values().stream().anyMatch(part -> part > 0)) return priorities;
        keys.fault(
                value.get().line(),
                "priorities is \"%s\", expected each priority once with its part, such as 1:10 2:90"
                        .formatted(value.get().text()));
        return Map.of(center.type(code).priority(), 1.0);
    }

    /**
     * One type's calls of one priority.
     *
     * @param share of all calls
     */
    Demand.Kind of(String code, int priority, double share) {
        String usual = profiles.usual().name();
        Spread minutes = Spread.of("lognormal 20 min 10 min");
        Spread callTaking = keys.spread("call_to_dispatch", Spread.of("fixed 60 s"));
        return new Demand.Kind(
                code,
                priority,
                share,
                keys.spread(keyOf(code, "call_taking"), callTaking),
                keys.spread(keyOf(code, "dispatch_delay"), Spread.of("fixed 0 s")),
                turnout(code),
                profile(keyOf(code, "drive"), usual),
                profile(keyOf(code, "drive_to_hospital"), usual),
                keys.spread(keyOf(code, "on_scene"), minutes),
                keys.number(keyOf(code, "transport"), 0, 0, 1),
                hospital(keyOf(code, "hospital")),
                keys.spread(keyOf(code, "handover"), minutes),
                keys.spread(keyOf(code, "restock"), Spread.of("fixed 0 s")));
    }

    private String keyOf(String code, String what) {
        String own = "type.%s.%s".formatted(code, what);
        return keys.has(own) ? own : "all." + what;
    }

    /** By hour of the day: what is said for the type counts before what is said for all. */
    private List<Spread> turnout(String code) {
        var hours = new ArrayList<>(Collections.nCopies(24, Spread.of("lognormal 60 s 20 s")));
        for (String of : List.of("", "all.", "type.%s.".formatted(code))) {
            Function<String, Spread> read = key -> keys.spread(key, hours.getFirst());
            keys.lay(of + "turnout", 0, 24, hours, read);
            keys.lay(of + "turnout_at_night", 22, 7, hours, read);
            keys.layHours(of + "turnout", hours, read);
        }
        return List.copyOf(hours);
    }

    /** The driving profile that a key names. */
    String profile(String key, String usual) {
        Optional<KeyFile.Value> value = keys.find(key);
        if (value.isEmpty()) return usual;
        List<String> names = profiles.all().stream().map(Profile::name).toList();
        if (names.contains(value.get().text())) return value.get().text();
        keys.fault(
                value.get().line(),
                "%s is \"%s\", expected one of %s"
                        .formatted(lastPart(key), value.get().text(), names));
        return usual;
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    private Optional<String> hospital(String key) {
        Optional<KeyFile.Value> value = keys.find(key);
        if (value.isEmpty()) return Optional.empty();
        var accepted = new TreeSet<String>();
        for (Destination each : center.destinations()) accepted.addAll(each.accepts());
        if (!accepted.contains(value.get().text())) {
            keys.fault(
                    value.get().line(),
                    "hospital is \"%s\", expected one of what the center's destinations accept: %s"
                            .formatted(value.get().text(), accepted));
        }
        return Optional.of(value.get().text());
    }
}
