package org.tocsin.map;

import org.tocsin.place.Area;
import org.tocsin.place.Gazetteer;
import org.tocsin.place.PlaceCandidate;
import org.tocsin.place.PlaceSearch;
import org.tocsin.place.Point;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/** What an extract holds besides the road graph, and its file: a heading, lists, a checksum. */
record MapContents(
        List<Feature> features,
        List<MapPlace> places,
        List<MapHouse> houses,
        List<Landmark> landmarks,
        List<MapMilestone> milestones) {
    private static final int MAGIC = 0x54434d50;

    /** Raised whenever the file or what is put into it changes: maps are then built anew. */
    static final int FORMAT = 3;

    /** Nothing. */
    static final MapContents EMPTY =
            new MapContents(List.of(), List.of(), List.of(), List.of(), List.of());

    /** What is read of it. */
    enum Wanted {
        ALL,
        /** Without what is drawn only: where tiles were made beforehand. */
        NAMES
    }

    private static final int MAX_ENTRIES = 50_000_000;

    void write(Path file) throws IOException {
        var checksum = new CRC32C();
        try (var checked = new CheckedOutputStream(Files.newOutputStream(file), checksum);
                var out = new DataOutputStream(new BufferedOutputStream(checked, 1 << 16))) {
            out.writeInt(MAGIC);
            out.writeInt(FORMAT);
            out.writeInt(features.size());
            for (Feature feature : features) write(feature, out);
            out.writeInt(places.size());
            for (MapPlace place : places) write(place, out);
            out.writeInt(houses.size());
            for (MapHouse house : houses) {
                out.writeUTF(house.street());
                out.writeUTF(house.number());
                out.writeUTF(house.city());
                write(house.point(), out);
            }
            out.writeInt(landmarks.size());
            for (Landmark landmark : landmarks) {
                out.writeUTF(landmark.kind().name());
                out.writeUTF(landmark.name());
                write(landmark.point(), out);
            }
            out.writeInt(milestones.size());
            for (MapMilestone milestone : milestones) {
                out.writeUTF(milestone.ref());
                out.writeDouble(milestone.kilometer());
                write(milestone.point(), out);
            }
            out.flush();
            out.writeLong(checksum.getValue());
        }
    }

    private static void write(Feature feature, DataOutput out) throws IOException {
        out.writeUTF(feature.layer().name());
        out.writeUTF(feature.kind());
        write(feature.names(), out);
        int flags = feature.oneWay() ? 1 : 0;
        if (feature.bridge()) flags |= 2;
        if (feature.tunnel()) flags |= 4;
        out.writeByte(flags);
        out.writeInt(feature.traces().size());
        for (Trace trace : feature.traces()) trace.write(out);
    }

    private static void write(MapPlace place, DataOutput out) throws IOException {
        out.writeUTF(place.kind().name());
        write(place.names(), out);
        out.writeUTF(place.about());
        write(place.point(), out);
        out.writeDouble(place.reachMeters());
    }

    private static void write(List<String> names, DataOutput out) throws IOException {
        out.writeShort(names.size());
        for (String name : names) out.writeUTF(name);
    }

    private static void write(Point point, DataOutput out) throws IOException {
        out.writeInt((int) Math.round(point.latitude() * 1e7));
        out.writeInt((int) Math.round(point.longitude() * 1e7));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the file is missing, truncated, altered or of another format
     */
    static MapContents read(Path file, Wanted wanted) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            var checked = new CheckedInputStream(raw, new CRC32C());
            var in = new DataInputStream(checked);
            if (in.readInt() != MAGIC || in.readInt() != FORMAT) {
                throw new IOException("%s is of another format".formatted(file));
            }
            var contents =
                    new MapContents(
                            features(in, wanted),
                            list(in, MapContents::place),
                            list(in, MapContents::house),
                            list(in, MapContents::landmark),
                            list(in, MapContents::milestone));
            long found = checked.getChecksum().getValue();
            long expected = in.readLong();
            if (found != expected) {
                throw new IOException(
                        "%s is damaged: its checksum is %x, expected %x"
                                .formatted(file, found, expected));
            }
            return contents;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("%s is damaged".formatted(file), e);
        }
    }

    private interface EntryReader<T> {
        T read(DataInput in) throws IOException;
    }

    private static <T> List<T> list(DataInput in, EntryReader<T> reader) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MAX_ENTRIES) {
            throw new IOException("a list has %d entries".formatted(size));
        }
        // Not sized by what the file says: a damaged size must not take all memory.
        var list = new ArrayList<T>(Math.min(size, 100_000));
        for (int i = 0; i < size; i++) list.add(reader.read(in));
        return list;
    }

    private static List<Feature> features(DataInput in, Wanted wanted) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MAX_ENTRIES) {
            throw new IOException("a list has %d entries".formatted(size));
        }
        var list = new ArrayList<Feature>(Math.min(size, 100_000));
        for (int i = 0; i < size; i++) {
            Feature feature = feature(in);
            boolean street = feature.layer() == Feature.Layer.ROAD && !feature.names().isEmpty();
            if (wanted == Wanted.ALL || street) list.add(feature);
        }
        return list;
    }

    private static Feature feature(DataInput in) throws IOException {
        Feature.Layer layer = Feature.Layer.valueOf(in.readUTF());
        String kind = in.readUTF().intern();
        List<String> names = names(in);
        int flags = in.readUnsignedByte();
        int count = in.readInt();
        if (count < 1 || count > Trace.MAX_POINTS) {
            throw new IOException("a feature has %d lines".formatted(count));
        }
        var traces = new ArrayList<Trace>(Math.min(count, 1_000));
        for (int i = 0; i < count; i++) traces.add(Trace.read(in));
        return new Feature(
                layer,
                kind,
                names,
                (flags & 1) != 0,
                (flags & 2) != 0,
                (flags & 4) != 0,
                List.copyOf(traces));
    }

    private static MapPlace place(DataInput in) throws IOException {
        PlaceCandidate.Kind kind = PlaceCandidate.Kind.valueOf(in.readUTF());
        return new MapPlace(kind, names(in), in.readUTF(), point(in), in.readDouble());
    }

    private static MapHouse house(DataInput in) throws IOException {
        return new MapHouse(in.readUTF(), in.readUTF(), in.readUTF(), point(in));
    }

    private static Landmark landmark(DataInput in) throws IOException {
        Landmark.Kind kind = Landmark.Kind.valueOf(in.readUTF());
        return new Landmark(kind, in.readUTF(), point(in));
    }

    private static MapMilestone milestone(DataInput in) throws IOException {
        String ref = in.readUTF();
        double kilometer = in.readDouble();
        return new MapMilestone(ref, kilometer, point(in));
    }

    private static List<String> names(DataInput in) throws IOException {
        int count = in.readUnsignedShort();
        String[] names = new String[count];
        for (int i = 0; i < count; i++) names[i] = in.readUTF();
        return List.of(names);
    }

    private static Point point(DataInput in) throws IOException {
        return new Point(in.readInt() / 1e7, in.readInt() / 1e7);
    }

    /** The place search over all names, in the given service area. */
    PlaceSearch places(Area serviceArea) {
        var gazetteer = new Gazetteer(serviceArea);
        for (Feature feature : features) {
            if (feature.layer() != Feature.Layer.ROAD || feature.names().isEmpty()) continue;
            for (Trace trace : feature.traces()) {
                if (trace.size() > 1) gazetteer.street(feature.names(), trace.points());
            }
        }
        for (MapHouse house : houses) {
            gazetteer.house(house.street(), house.number(), house.point(), house.city());
        }
        for (MapPlace place : places) {
            if (place.reachMeters() > 0) {
                gazetteer.locality(
                        place.names(), place.about(), place.point(), place.reachMeters());
            } else {
                gazetteer.place(place.kind(), place.names(), place.about(), place.point());
            }
        }
        for (MapMilestone milestone : milestones) {
            gazetteer.milestone(milestone.ref(), milestone.kilometer(), milestone.point());
        }
        return gazetteer.close();
    }
}
