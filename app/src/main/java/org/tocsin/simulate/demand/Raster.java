package org.tocsin.simulate.demand;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A grid of values over a map, read from a GeoTIFF: uncompressed, in strips, one 32- or 64-bit
 * floating-point band, in degrees of WGS 84. That is what geographic programs write as "export as
 * GeoTIFF without compression".
 *
 * @see <a href="https://docs.ogc.org/is/19-008r4/19-008r4.html">OGC GeoTIFF 1.1</a>
 */
@SuppressWarnings("ArrayRecordComponent") // A picture of numbers; never compared.
final class Raster {
    /** 400 MB of values. */
    static final int MAX_CELLS = 50_000_000;

    private final int columns;
    private final int rows;
    private final double west;
    private final double north;
    private final double columnDegrees;
    private final double rowDegrees;
    private final double[] values;

    /**
     * @param values by row from the north, then column from the west; 0 where there is none
     */
    private Raster(
            int columns,
            int rows,
            double west,
            double north,
            double columnDegrees,
            double rowDegrees,
            double[] values) {
        this.columns = columns;
        this.rows = rows;
        this.west = west;
        this.north = north;
        this.columnDegrees = columnDegrees;
        this.rowDegrees = rowDegrees;
        this.values = values;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** The longitude of the left edge. */
    double west() {
        return west;
    }

    /** The latitude of the upper edge. */
    double north() {
        return north;
    }

    double columnDegrees() {
        return columnDegrees;
    }

    double rowDegrees() {
        return rowDegrees;
    }

    double value(int row, int column) {
        return values[row * columns + column];
    }

    private static final int COLUMNS = 256;
    private static final int ROWS = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int STRIP_OFFSETS = 273;
    private static final int STRIP_BYTES = 279;
    private static final int FORMAT = 339;
    private static final int SCALE = 33_550;
    private static final int TIE_POINT = 33_922;

    /**
     * @throws LabInput if it is not such a file
     * @throws IOException if it cannot be read
     */
    static Raster read(Path file) throws IOException {
        try {
            return new Reader(file, Files.readAllBytes(file)).raster();
        } catch (IndexOutOfBoundsException e) {
            throw new LabInput("%s ends too soon to be a whole GeoTIFF".formatted(file), e);
        }
    }

    private static final class Reader {
        private final Path file;
        private final ByteBuffer bytes;
        private final Map<Integer, Integer> entries = new HashMap<>();

        Reader(Path file, byte[] content) {
            this.file = file;
            bytes = ByteBuffer.wrap(content);
            boolean little = content.length > 1 && content[0] == 'I' && content[1] == 'I';
            bytes.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            if (bytes.getShort(2) != 42) {
                throw new LabInput("%s is no TIFF file, expected a GeoTIFF".formatted(file));
            }
            int directory = bytes.getInt(4);
            int count = Short.toUnsignedInt(bytes.getShort(directory));
            for (int i = 0; i < count; i++) {
                int at = directory + 2 + 12 * i;
                entries.put(Short.toUnsignedInt(bytes.getShort(at)), at);
            }
        }

        Raster raster() {
            require(COMPRESSION, 1, "without compression");
            require(FORMAT, 3, "of floating-point numbers");
            int columns = (int) value(COLUMNS, 0);
            int rows = (int) value(ROWS, 0);
            if (columns < 1 || rows < 1 || (long) columns * rows > MAX_CELLS) {
                throw new LabInput(
                        "%s has %d x %d cells, expected 1 to %d in all"
                                .formatted(file, columns, rows, MAX_CELLS));
            }
            if (!(Math.abs(value(TIE_POINT, 3)) <= 180 && Math.abs(value(TIE_POINT, 4)) <= 90)) {
                throw new LabInput(
                        "%s has its corner at %s, %s: no degrees; expected WGS 84 (EPSG:4326)"
                                .formatted(file, value(TIE_POINT, 3), value(TIE_POINT, 4)));
            }
            double[] values = values(columns * rows);
            return new Raster(
                    columns,
                    rows,
                    value(TIE_POINT, 3),
                    value(TIE_POINT, 4),
                    value(SCALE, 0),
                    value(SCALE, 1),
                    values);
        }

        private double[] values(int count) {
            int bits = (int) value(BITS, 0);
            if (bits != 32 && bits != 64) {
                throw new LabInput(
                        "%s has %d bits a cell, expected 32 or 64".formatted(file, bits));
            }
            double[] values = new double[count];
            int at = 0;
            for (int strip = 0; strip < count(STRIP_OFFSETS) && at < count; strip++) {
                int offset = (int) value(STRIP_OFFSETS, strip);
                int cells = (int) value(STRIP_BYTES, strip) / (bits / 8);
                for (int i = 0; i < cells && at < count; i++) {
                    double value =
                            bits == 64
                                    ? bytes.getDouble(offset + 8 * i)
                                    : bytes.getFloat(offset + 4 * i);
                    // What is not land is not a number, or far below zero.
                    values[at++] = value > 0 && Double.isFinite(value) ? value : 0;
                }
            }
            return values;
        }

        private void require(int tag, int expected, String words) {
            int found = (int) value(tag, 0);
            if (found == expected) return;
            throw new LabInput(
                    "%s has %d for tag %d, expected a GeoTIFF %s (%d)"
                            .formatted(file, found, tag, words, expected));
        }

        private int entry(int tag) {
            Integer at = entries.get(tag);
            if (at == null) {
                throw new LabInput("%s has no tag %d, expected a GeoTIFF".formatted(file, tag));
            }
            return at;
        }

        private int count(int tag) {
            return bytes.getInt(entry(tag) + 4);
        }

        private double value(int tag, int index) {
            int entry = entry(tag);
            int type = bytes.getShort(entry + 2);
            int size = type == 12 ? 8 : type == 4 ? 4 : 2;
            int count = bytes.getInt(entry + 4);
            int start = count * size <= 4 ? entry + 8 : bytes.getInt(entry + 8);
            int at = start + index * size;
            return switch (type) {
                case 3 -> Short.toUnsignedInt(bytes.getShort(at));
                case 4 -> Integer.toUnsignedLong(bytes.getInt(at));
                case 12 -> bytes.getDouble(at);
                default ->
                        throw new LabInput(
                                "%s has type %d for tag %d, expected 3, 4 or 12"
                                        .formatted(file, type, tag));
            };
        }
    }
}
