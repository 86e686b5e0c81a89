package org.tocsin.road;

import java.util.Arrays;

/** A growing list of numbers without boxes. */
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

    void reverse() {
        for (int i = 0, j = size - 1; i < j; i++, j--) {
            int item = items[i];
            items[i] = items[j];
            items[j] = item;
        }
    }

    int[] toArray() {
        return Arrays.copyOf(items, size);
    }
}
