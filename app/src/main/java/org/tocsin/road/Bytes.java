package org.tocsin.road;

import java.util.Arrays;

/** A growing list of small numbers without boxes. */
final class Bytes {
    private byte[] items = new byte[64];
    private int size;

    void add(byte item) {
        if (size == items.length) items = Arrays.copyOf(items, Math.multiplyExact(size, 2));
        items[size++] = item;
    }

    byte[] toArray() {
        return Arrays.copyOf(items, size);
    }
}
