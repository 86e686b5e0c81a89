package org.tocsin.road;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the tags of one road, or of a barrier, say at some hours of the week.
 *
 * @param variants what it is at which hours; at no hour two of them
 * @param unread tags whose condition is not a plain time of the week: the tag without it counts
 */
record ByHour(List<Variant> variants, List<String> unread) {
    static final ByHour NEVER = new ByHour(List.of(), List.of());

    private static final String SUFFIX = ":conditional";

    /** What {@link RoadTags} reads: conditions on other tags change no time. */
    private static final List<String> HEEDED =
            List.of(
                    "access",
                    "vehicle",
                    "motor_vehicle",
                    "motorcar",
                    "hgv",
                    "bus",
                    "psv",
                    "emergency",
                    "bicycle",
                    "foot",
                    "oneway",
                    "oneway:motor_vehicle",
                    "oneway:motorcar",
                    "oneway:bicycle",
                    "oneway:foot",
                    "oneway:bus",
                    "oneway:psv",
                    "oneway:emergency",
                    "motor_vehicle:forward",
                    "motor_vehicle:backward",
                    "vehicle:forward",
                    "vehicle:backward",
                    "foot:forward",
                    "foot:backward",
                    "bicycle:backward",
                    "maxspeed",
                    "maxspeed:forward",
                    "maxspeed:backward",
                    "maxheight",
                    "maxwidth",
                    "maxlength",
                    "maxweight");

    /** The road instead of what it usually is. */
    record Variant(WeekTimes times, RawRoad road) {
        Variant with(RawRoad other) {
            return new Variant(times, other);
        }
    }

    ByHour {
        variants = List.copyOf(variants);
        unread = List.copyOf(unread);
    }

    boolean anyIs(Predicate<RawRoad> wanted) {
        return variants.stream().map(Variant::road).anyMatch(wanted);
    }

    ByHour map(Function<RawRoad, RawRoad> change) {
        return new ByHour(
                variants.stream().map(each -> each.with(change.apply(each.road()))).toList(),
                unread);
    }

    private record Clause(String key, String value, WeekTimes times) {}

    /**
     * What the tags say by the hour.
     *
     * @param read makes a road of tags
     */
    static ByHour of(
            Map<String, String> tags, RawRoad usual, Function<Map<String, String>, RawRoad> read) {
        if (tags.keySet().stream().noneMatch(key -> key.endsWith(SUFFIX))) return NEVER;
        var clauses = new ArrayList<Clause>();
        var unread = new ArrayList<String>();
        // In the order of keys: an extract may give tags in any.
        new TreeMap<>(tags)
                .forEach(
                        (key, value) -> {
                            if (!key.endsWith(SUFFIX)) return;
                            String plain = key.substring(0, key.length() - SUFFIX.length());
                            if (!HEEDED.contains(plain)) return;
                            for (Conditional each : Conditional.read(value)) {
                                each.times()
                                        .ifPresentOrElse(
                                                times ->
                                                        clauses.add(
                                                                new Clause(
                                                                        plain,
                                                                        each.value(),
                                                                        times)),
                                                () -> unread.add(key + "=" + value));
                            }
                        });
        if (clauses.isEmpty() && unread.isEmpty()) return NEVER;
        return new ByHour(variants(tags, usual, read, clauses), unread);
    }

    private static List<Variant> variants(
            Map<String, String> tags,
            RawRoad usual,
            Function<Map<String, String>, RawRoad> read,
            List<Clause> clauses) {
        var edges = new TreeSet<Integer>(List.of(0));
        for (Clause clause : clauses) clause.times().changes().forEach(edges::add);
        var minutesOf = new LinkedHashMap<RawRoad, BitSet>();
        for (int from : edges) {
            Integer next = edges.higher(from);
            int to = next == null ? WeekTimes.MINUTES : next;
            var there = new LinkedHashMap<>(tags);
            for (Clause each : clauses) {
                if (each.times().holds(from)) there.put(each.key(), each.value());
            }
            RawRoad road = read.apply(there);
            if (road.equals(usual)) continue;
            minutesOf.computeIfAbsent(road, _ -> new BitSet()).set(from, to);
        }
        var variants = new ArrayList<Variant>();
        minutesOf.forEach(
                (road, minutes) -> variants.add(new Variant(WeekTimes.of(minutes), road)));
        return variants;
    }
}
