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
        if (size == items.length) items = Arrays.copyOf(items, size + (size >> 1) + 4);
        items[size++] = item;
    }

    int[] toArray() {
        return Arrays.copyOf(items, size);
    }

    /** As an array; the list is empty afterwards, so that only one of the two takes room. */
    int[] trim() {
        int[] all = items.length == size ? items : Arrays.copyOf(items, size);
        items = new int[4];
        size = 0;
        return all;
    }
}
