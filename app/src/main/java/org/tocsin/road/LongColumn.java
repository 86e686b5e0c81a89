package org.tocsin.road;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Long numbers of a file where they lie: as {@link IntColumn}. */
final class LongColumn {
    private static final ValueLayout.OfLong CELL =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment cells;

    /** A part of a file, little-endian. */
    LongColumn(MemorySegment cells) {
        this.cells = cells;
    }

    static LongColumn of(long[] numbers) {
        MemorySegment cells = MemorySegment.ofArray(new long[numbers.length]);
        MemorySegment.copy(numbers, 0, cells, CELL, 0, numbers.length);
        return new LongColumn(cells);
    }

    int length() {
        return (int) (cells.byteSize() >> 3);
    }

    long get(int index) {
        return cells.get(CELL, (long) index << 3);
    }

    void write(ArrayFile.Writer out) throws IOException {
        out.write(length());
        for (int i = 0; i < length(); i++) out.write(get(i));
    }
}
