package org.tocsin.console;

import java.io.ByteArrayOutputStream;

/**
 * A photo as it may be kept: a JPEG by its bytes, whatever it is called, and without anything that
 * its maker wrote into it: where, when and with what it was taken, a smaller picture, comments, and
 * whatever hangs behind its end.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, annex B: the markers</a>
 */
final class Jpeg {
    /** A picture of {@value #MAX_PIXELS_A_SIDE} points in fair quality. */
    static final int MAX_BYTES = 600_000;

    static final int MAX_PIXELS_A_SIDE = 2_048;

    static final String TYPE = "image/jpeg";

    private static final String EXPECTED = "a JPEG photo";
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int COMMENT = 0xFE;
    private static final int ADOBE = 0xEE;

    private final byte[] in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int at = 2;
    private boolean hasFrame;

    private Jpeg(byte[] in) {
        this.in = in;
    }

    /**
     * The same picture with nothing beside it.
     *
     * @throws Problem if it is no JPEG, is cut off, or is larger than it may be
     */
    static byte[] bare(byte[] sent) {
        if (sent.length < 4 || word(sent, 0) != (0xFF00 | START_OF_IMAGE)) {
            throw wrong("other bytes", EXPECTED);
        }
        return new Jpeg(sent).strip();
    }

    private byte[] strip() {
        out.write(0xFF);
        out.write(START_OF_IMAGE);
        while (true) {
            int marker = marker();
            if (marker == END_OF_IMAGE) break;
            int length = at + 2 <= in.length ? word(in, at) : 0;
            if (length < 2 || at + length > in.length) throw wrong("a photo cut off", EXPECTED);
            if (isFrame(marker)) checkSize(length);
            if (marker == START_OF_SCAN && !hasFrame) throw wrong("a photo cut off", EXPECTED);
            if (!isBeside(marker)) copy(marker, length);
            at += length;
            if (marker == START_OF_SCAN) copyScan();
        }
        out.write(0xFF);
        out.write(END_OF_IMAGE);
        return out.toByteArray();
    }

    /** The next marker; any number of 0xFF may stand before it. */
    private int marker() {
        if (at >= in.length || (in[at] & 0xFF) != 0xFF) throw wrong("a photo cut off", EXPECTED);
        while (at < in.length && (in[at] & 0xFF) == 0xFF) at++;
        if (at >= in.length) throw wrong("a photo cut off", EXPECTED);
        return in[at++] & 0xFF;
    }

    /** Application data but for how colours are written; comments. */
    private static boolean isBeside(int marker) {
        return (marker >= 0xE0 && marker <= 0xEF && marker != ADOBE) || marker == COMMENT;
    }

    /** SOF0 to SOF15, but for the tables and what is reserved between them. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0
                && marker <= 0xCF
                && marker != 0xC4
                && marker != 0xC8
                && marker != 0xCC;
    }

    private void checkSize(int length) {
        if (length < 7) throw wrong("a photo cut off", EXPECTED);
        int height = word(in, at + 3);
        int width = word(in, at + 5);
        if (Math.max(height, width) > MAX_PIXELS_A_SIDE || Math.min(height, width) < 1) {
            throw wrong(
                    "%d x %d points".formatted(width, height),
                    "1 to %d a side".formatted(MAX_PIXELS_A_SIDE));
        }
        hasFrame = true;
    }

    private void copy(int marker, int length) {
        out.write(0xFF);
        out.write(marker);
        out.write(in, at, length);
    }

    /** Until the next marker that is neither a stuffed zero nor a restart within the scan. */
    private void copyScan() {
        int from = at;
        while (at + 1 < in.length) {
            int next = in[at + 1] & 0xFF;
            boolean within = next == 0 || (next >= 0xD0 && next <= 0xD7) || next == 0xFF;
            if ((in[at] & 0xFF) == 0xFF && !within) break;
            at++;
        }
        if (at + 1 >= in.length) throw wrong("a photo cut off", EXPECTED);
        out.write(in, from, at - from);
    }

    private static int word(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }

    private static Problem wrong(String found, String expected) {
        return Problem.badInput("photo", found, expected);
    }
}
