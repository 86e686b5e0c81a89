package org.tocsin.road;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Search workspaces for whoever comes: taken without waiting, made when none is free, dropped when
 * enough are kept. Not bound to threads, so that a thousand virtual threads do not keep one each.
 */
final class Workspaces {
    /** How many are kept. */
    static final int KEPT = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final TurnMap map;
    private final AtomicReferenceArray<@Nullable Search> kept = new AtomicReferenceArray<>(KEPT);

    Workspaces(TurnMap map) {
        this.map = map;
    }

    Search take() {
        for (int i = 0; i < KEPT; i++) {
            if (kept.getPlain(i) == null) continue;
            Search search = kept.getAndSet(i, null);
            if (search != null) return search;
        }
        return new Search(map);
    }

    void giveBack(Search search) {
        search.end();
        for (int i = 0; i < KEPT; i++) {
            if (kept.getPlain(i) == null && kept.compareAndSet(i, null, search)) return;
        }
    }
}
