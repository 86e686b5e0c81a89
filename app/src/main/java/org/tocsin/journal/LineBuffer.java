package org.tocsin.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

/** Bytes that grow, for writing lines without a copy of each. */
final class LineBuffer {
    private byte[] bytes;
    private int size;

    LineBuffer(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    int size() {
        return size;
    }

    /** The bytes themselves, of which the first {@link #size()} count; until the next is added. */
    byte[] array() {
        return bytes;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void add(char ascii) {
        grow(1);
        bytes[size++] = (byte) ascii;
    }

    void add(byte[] more) {
        grow(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    void add(long number) {
        add(Long.toString(number));
    }

    /** As {@link Instant#toString} writes it, which is slower. */
    void add(Instant at) {
        long seconds = at.getEpochSecond();
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, 86_400));
        int second = Math.floorMod(seconds, 86_400);
        addDigits(date.getYear(), 4);
        add('-');
        addDigits(date.getMonthValue(), 2);
        add('-');
        addDigits(date.getDayOfMonth(), 2);
        add('T');
        addDigits(second / 3_600, 2);
        add(':');
        addDigits(second / 60 % 60, 2);
        add(':');
        addDigits(second % 60, 2);
        addFraction(at.getNano());
        add('Z');
    }

    /** None, three, six or nine digits. */
    private void addFraction(int nanos) {
        if (nanos == 0) return;
        add('.');
        if (nanos % 1_000_000 == 0) addDigits(nanos / 1_000_000, 3);
        else if (nanos % 1_000 == 0) addDigits(nanos / 1_000, 6);
        else addDigits(nanos, 9);
    }

    private void addDigits(int value, int digits) {
        grow(digits);
        int rest = value;
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    private void grow(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
