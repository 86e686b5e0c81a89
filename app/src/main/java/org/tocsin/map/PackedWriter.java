package org.tocsin.map;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes numbers in as few bytes as they need, and each text once: later only its number. For one
 * thread. {@link PackedFile} reads it.
 */
final class PackedWriter implements Closeable {
    private final CRC32C checksum = new CRC32C();
    private final OutputStream out;
    private final Map<String, Integer> texts = new HashMap<>();
    private long bytes;

    PackedWriter(Path file) throws IOException {
        out =
                new BufferedOutputStream(
                        new CheckedOutputStream(Files.newOutputStream(file), checksum), 1 << 16);
    }

    /** How much has been written. */
    long bytes() {
        return bytes;
    }

    void writeByte(int number) throws IOException {
        out.write(number);
        bytes++;
    }

    /** A number of which small ones are usual, also negative ones. */
    void writeSmall(long number) throws IOException {
        writeCount((number << 1) ^ (number >> 63));
    }

    /** A number from 0 of which small ones are usual. */
    void writeCount(long number) throws IOException {
        long left = number;
        while ((left & ~0x7fL) != 0) {
            writeByte((int) ((left & 0x7f) | 0x80));
            left >>>= 7;
        }
        writeByte((int) left);
    }

    void writeLong(long number) throws IOException {
        for (int shift = 0; shift < 64; shift += 8) writeByte((int) (number >>> shift) & 0xff);
    }

    void writeText(String text) throws IOException {
        Integer known = texts.putIfAbsent(text, texts.size());
        writeCount(known == null ? texts.size() - 1L : known);
        if (known != null) return;
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        writeCount(encoded.length);
        out.write(encoded);
        bytes += encoded.length;
    }

    /** Writes the checksum behind everything. */
    @Override
    public void close() throws IOException {
        try (out) {
            out.flush();
            writeLong(checksum.getValue());
        }
    }
}
