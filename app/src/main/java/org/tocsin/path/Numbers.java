package org.tocsin.path;

import java.util.Arrays;

/** A list of ints that grows. */
final class Numbers {
    int[] items;
    int size;

    Numbers(int room) {
        items = new int[Math.max(4, room)];
    }

    void add(int item) {
        if (size == items.length) items = Arrays.copyOf(items, 2 * size);
        items[size++] = item;
    }

    int[] toArray() {
        return Arrays.copyOf(items, size);
    }
}
