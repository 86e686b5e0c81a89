package org.tocsin.road;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Numbers of a file where they lie: mapped, so that only those that are looked at take memory, and
 * the system may have it back. For what no search walks through. Never changed; any thread.
 */
final class IntColumn {
    private static final ValueLayout.OfInt CELL =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment cells;

    /** A part of a file, little-endian. */
    IntColumn(MemorySegment cells) {
        this.cells = cells;
    }

    static IntColumn of(int[] numbers) {
        MemorySegment cells = MemorySegment.ofArray(new int[numbers.length]);
        MemorySegment.copy(numbers, 0, cells, CELL, 0, numbers.length);
        return new IntColumn(cells);
    }

    int length() {
        return (int) (cells.byteSize() >> 2);
    }

    int get(int index) {
        return cells.get(CELL, (long) index << 2);
    }

    int min() {
        int least = length() == 0 ? 0 : get(0);
        for (int i = 0; i < length(); i++) least = Math.min(least, get(i));
        return least;
    }

    int max() {
        int most = length() == 0 ? 0 : get(0);
        for (int i = 0; i < length(); i++) most = Math.max(most, get(i));
        return most;
    }

    void write(ArrayFile.Writer out) throws IOException {
        out.write(length());
        for (int i = 0; i < length(); i++) out.write(get(i));
    }
}
