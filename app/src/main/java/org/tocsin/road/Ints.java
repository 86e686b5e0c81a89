package org.tocsin.road;

import java.util.Arrays;

/** A growing list of numbers without boxes, for the import. */
final class Ints {
    private int[] items = new int[8];
    private int size;

    void add(int item) {
        if (size == items.length)
            items = Arrays.copyOf(items, Math.addExact(size, (size >> 1) + 8));
        items[size++] = item;
    }

    int get(int index) {
        return items[index];
    }

    int size() {
        return size;
    }

    int[] toArray() {
        return Arrays.copyOf(items, size);
    }
}
