package org.tocsin.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

class TileArchiveTest {
    @TempDir Path folder;

    /** The table of the specification. */
    @Test
    void tilesAreNumberedAsTheFormatSays() {
        assertThat(TileArchive.id(0, 0, 0)).isZero();
        assertThat(TileArchive.id(1, 0, 0)).isEqualTo(1);
        assertThat(TileArchive.id(1, 0, 1)).isEqualTo(2);
        assertThat(TileArchive.id(1, 1, 1)).isEqualTo(3);
        assertThat(TileArchive.id(1, 1, 0)).isEqualTo(4);
        assertThat(TileArchive.id(2, 0, 0)).isEqualTo(5);
        assertThat(TileArchive.id(12, 3_423, 1_763)).isEqualTo(19_078_479);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyTileIsFoundAndNoOther(long seed) throws IOException {
        var random = new Random(seed);
        var tiles = new TreeMap<Long, byte[]>();
        var places = new java.util.HashMap<Long, int[]>();
        for (int i = 0; i < 2_000; i++) {
            int zoom = random.nextInt(8);
            int x = random.nextInt(1 << zoom);
            int y = random.nextInt(1 << zoom);
            long id = TileArchive.id(zoom, x, y);
            // Few different ones, so that runs of the same tile come about.
            tiles.put(id, new byte[] {(byte) (id / 7 % 3), 1, 2});
            places.put(id, new int[] {zoom, x, y});
        }
        var archive = TileArchive.open(write(tiles, 50));

        for (var each : places.entrySet()) {
            int[] at = each.getValue();
            assertThat(archive.tile(at[0], at[1], at[2])).isEqualTo(tiles.get(each.getKey()));
        }
        for (int i = 0; i < 2_000; i++) {
            int zoom = random.nextInt(10);
            int x = random.nextInt(1 << zoom);
            int y = random.nextInt(1 << zoom);
            if (tiles.containsKey(TileArchive.id(zoom, x, y))) continue;
            assertThat(archive.tile(zoom, x, y)).isEmpty();
        }
    }

    @Test
    void aDamagedFileIsRefusedWithTheReason() throws IOException {
        Path file = write(new TreeMap<>(Map.of(0L, new byte[] {1})), 50);
        byte[] whole = Files.readAllBytes(file);
        byte[] other = whole.clone();
        other[7] = 2;

        Files.write(file, new byte[20]);
        assertThatThrownBy(() -> TileArchive.open(file)).hasMessageContaining("it is too short");
        Files.write(file, other);
        assertThatThrownBy(() -> TileArchive.open(file))
                .hasMessageContaining("it is not PMTiles version 3")
                .hasMessageContaining("Build the map anew");
        ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(16, 1L << 40);
        Files.write(file, whole);
        assertThatThrownBy(() -> TileArchive.open(file)).hasMessageContaining("outside of it");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noAlteredByteDoesMoreThanFail(long seed) throws IOException {
        var random = new Random(seed);
        var tiles = new TreeMap<Long, byte[]>();
        for (long id = 0; id < 85; id++) tiles.put(id, new byte[] {(byte) id});
        Path file = write(tiles, 20);
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < 300; i++) {
            byte[] altered = whole.clone();
            altered[random.nextInt(altered.length)] = (byte) random.nextInt(256);
            Path copy = Files.write(folder.resolve("altered.pmtiles"), altered);
            try {
                var archive = TileArchive.open(copy);
                for (int x = 0; x < 8; x++) archive.tile(3, x, x);
            } catch (IOException e) {
                assertThat(e).isNotNull();
            }
        }
    }

    /** The plain twin: writes the format as its specification says, in leaves of a given size. */
    private Path write(SortedMap<Long, byte[]> tiles, int leafEntries) throws IOException {
        var data = new ByteArrayOutputStream();
        var entries = new ArrayList<long[]>(); // id, run, length, offset
        byte[] before = null;
        long next = -1;
        for (var each : tiles.entrySet()) {
            long[] last = entries.isEmpty() ? new long[4] : entries.getLast();
            if (before != null
                    && each.getKey() == next
                    && java.util.Arrays.equals(before, each.getValue())) {
                last[1]++;
            } else {
                entries.add(new long[] {each.getKey(), 1, each.getValue().length, data.size()});
                data.write(each.getValue());
            }
            before = each.getValue();
            next = each.getKey() + 1;
        }
        var leaves = new ByteArrayOutputStream();
        var root = new ArrayList<long[]>();
        for (int i = 0; i < entries.size(); i += leafEntries) {
            List<long[]> part = entries.subList(i, Math.min(entries.size(), i + leafEntries));
            byte[] packed = directory(part);
            root.add(new long[] {part.getFirst()[0], 0, packed.length, leaves.size()});
            leaves.write(packed);
        }
        byte[] top = directory(root.size() == 1 ? entries : root);
        ByteBuffer header = ByteBuffer.allocate(127).order(ByteOrder.LITTLE_ENDIAN);
        header.put("PMTiles".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).put((byte) 3);
        header.putLong(127).putLong(top.length).putLong(127 + top.length).putLong(0);
        header.putLong(127 + top.length).putLong(leaves.size());
        header.putLong(127 + top.length + leaves.size()).putLong(data.size());
        header.position(96);
        header.put((byte) 1).put((byte) 2).put((byte) 2).put((byte) 1).put((byte) 0).put((byte) 14);
        var file = new ByteArrayOutputStream();
        file.write(header.array());
        file.write(top);
        file.write(leaves.toByteArray());
        file.write(data.toByteArray());
        return Files.write(folder.resolve("test.pmtiles"), file.toByteArray());
    }

    private static byte[] directory(List<long[]> entries) throws IOException {
        var raw = new ByteArrayOutputStream();
        varint(raw, entries.size());
        long last = 0;
        for (long[] each : entries) {
            varint(raw, each[0] - last);
            last = each[0];
        }
        for (int field = 1; field <= 2; field++)
            for (long[] each : entries) varint(raw, each[field]);
        for (int i = 0; i < entries.size(); i++) {
            long[] each = entries.get(i);
            boolean behind = i > 0 && each[3] == entries.get(i - 1)[3] + entries.get(i - 1)[2];
            varint(raw, behind ? 0 : each[3] + 1);
        }
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(raw.toByteArray());
        }
        return packed.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 127) {
            out.write((int) ((rest & 127) | 128));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
