package org.tocsin.road;

import java.util.ArrayList;
import java.util.List;

/**
 * A growing list of long numbers without boxes, for the import. In pieces, so that growing needs no
 * room for a second copy of all.
 */
final class Longs {
    private static final int PIECE_BITS = 16;
    private static final int MASK = (1 << PIECE_BITS) - 1;

    private final List<long[]> pieces = new ArrayList<>();
    private long[] last = {};
    private int size;

    void add(long item) {
        if ((size & MASK) == 0) {
            last = new long[MASK + 1];
            pieces.add(last);
        }
        last[size & MASK] = item;
        size = Math.addExact(size, 1);
    }

    long get(int index) {
        return pieces.get(index >> PIECE_BITS)[index & MASK];
    }

    int size() {
        return size;
    }

    long[] toArray() {
        long[] all = new long[size];
        for (int from = 0; from < size; from += MASK + 1) {
            System.arraycopy(
                    pieces.get(from >> PIECE_BITS), 0, all, from, Math.min(MASK + 1, size - from));
        }
        return all;
    }
}
