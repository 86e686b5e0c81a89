package org.tocsin.map;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/** Something dear that is made when it is first asked for, once. Any thread. */
final class Later<T> {
    private @Nullable Supplier<T> maker;
    private volatile @Nullable T made;

    Later(Supplier<T> maker) {
        this.maker = maker;
    }

    T get() {
        T found = made;
        return found != null ? found : make();
    }

    private synchronized T make() {
        T found = made;
        if (found != null) return found;
        if (maker == null) throw new IllegalStateException("made, and not there");
        found = maker.get();
        made = found;
        maker = null; // What it was made of may go.
        return found;
    }
}
