package org.tocsin.road;

import java.util.Arrays;

/** A growing list of long numbers without boxes, for the import. */
final class Longs {
    private long[] items = new long[64];
    private int size;

    void add(long item) {
        if (size == items.length) items = Arrays.copyOf(items, Math.multiplyExact(size, 2));
        items[size++] = item;
    }

    long get(int index) {
        return items[index];
    }

    int size() {
        return size;
    }

    long[] toArray() {
        return Arrays.copyOf(items, size);
    }
}
