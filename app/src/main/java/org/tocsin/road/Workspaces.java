package org.tocsin.road;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Search workspaces for whoever comes: taken without waiting, made when none is free, dropped when
 * enough are kept. Not bound to threads, so that a thousand virtual threads do not keep one each.
 */
final class Workspaces {
    /** How many are kept of each kind. */
    static final int KEPT = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final RoadGraph graph;
    private final AtomicReferenceArray<@Nullable Search> plain = new AtomicReferenceArray<>(KEPT);
    private final AtomicReferenceArray<@Nullable Search> withWays =
            new AtomicReferenceArray<>(KEPT);

    Workspaces(RoadGraph graph) {
        this.graph = graph;
    }

    Search take() {
        Search kept = takeFrom(plain);
        return kept != null ? kept : new Search(graph);
    }

    /** One that remembers its ways, which costs the others nothing. */
    Search takeForWays() {
        Search kept = takeFrom(withWays);
        if (kept != null) return kept;
        var search = new Search(graph);
        search.rememberWays();
        return search;
    }

    void giveBack(Search search) {
        giveBackTo(plain, search);
    }

    void giveBackForWays(Search search) {
        giveBackTo(withWays, search);
    }

    private static @Nullable Search takeFrom(AtomicReferenceArray<@Nullable Search> kept) {
        for (int i = 0; i < KEPT; i++) {
            if (kept.getPlain(i) == null) continue;
            Search search = kept.getAndSet(i, null);
            if (search != null) return search;
        }
        return null;
    }

    private static void giveBackTo(AtomicReferenceArray<@Nullable Search> kept, Search search) {
        for (int i = 0; i < KEPT; i++) {
            if (kept.getPlain(i) == null && kept.compareAndSet(i, null, search)) return;
        }
    }
}
