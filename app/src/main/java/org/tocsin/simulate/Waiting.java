package org.tocsin.simulate;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Incidents that wait: those whose need is not met, and those for which a busy unit is to come
 * afterwards. For one thread.
 */
final class Waiting {
    private final TreeSet<Waits> unmet =
            new TreeSet<>(
                    Comparator.comparingInt(Waits::priority)
                            .thenComparingLong(Waits::since)
                            .thenComparing(Waits::incident));
    private final Map<String, Waits> unmetById = new HashMap<>();
    private final Set<String> queued = new LinkedHashSet<>();

    private record Waits(String incident, int priority, long since) {}

    void met(String id) {
        Waits known = unmetById.remove(id);
        if (known != null) unmet.remove(known);
    }

    /**
     * @param since when it was opened
     */
    void notMet(String id, int priority, Instant since) {
        if (unmetById.containsKey(id)) return;
        var waits = new Waits(id, priority, since.toEpochMilli());
        unmetById.put(id, waits);
        unmet.add(waits);
    }

    /** A busy unit is to come afterwards. */
    void queue(String id) {
        queued.add(id);
    }

    /** It has come, or another. */
    void unqueue(String id) {
        queued.remove(id);
    }

    void closed(String id) {
        queued.remove(id);
        met(id);
    }

    boolean anyUnmet() {
        return !unmet.isEmpty();
    }

    boolean anyQueued() {
        return !queued.isEmpty();
    }

    /** The most urgent first, then who has waited longest. */
    List<String> unmet() {
        return unmet.stream().map(Waits::incident).toList();
    }

    /** In the order in which they were queued. */
    List<String> queued() {
        return List.copyOf(queued);
    }

    int count() {
        return unmet.size()
                + (int) queued.stream().filter(id -> !unmetById.containsKey(id)).count();
    }
}
