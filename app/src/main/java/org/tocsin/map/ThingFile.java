package org.tocsin.map;

import org.tocsin.place.PlaceCandidate;
import org.tocsin.place.Point;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Things of a map one after the other, as the import finds them: none of them is kept. */
final class ThingFile {
    private static final int MAGIC = 0x54434d54;
    private static final int MAX_NAMES = 10_000;
    private static final int MAX_TRACES = 1_000_000;

    // What comes next.
    private static final int END = 0;
    private static final int FEATURE = 1;
    private static final int PLACE = 2;
    private static final int HOUSE = 3;
    private static final int LANDMARK = 4;
    private static final int MILESTONE = 5;
    private static final int HOUSE_BETWEEN = 6;

    /** Takes the things it has a use for. */
    interface Taker {
        default void feature(Feature feature) {}

        default void place(MapPlace place) {}

        default void house(MapHouse house) {}

        default void landmark(Landmark landmark) {}

        default void milestone(MapMilestone milestone) {}
    }

    private final PackedFile file;

    private ThingFile(PackedFile file) {
        this.file = file;
    }

    /**
     * @throws IOException if it is missing, cut short or altered
     */
    static ThingFile open(Path path) throws IOException {
        return new ThingFile(PackedFile.open(path));
    }

    /** Gives everything in the order in which it was written. */
    void read(Taker taker) throws IOException {
        PackedFile.Reading in = file.from(0);
        if (in.readCount() != MAGIC) throw in.damaged("it holds no things of a map");
        for (int kind = in.readByte(); kind != END; kind = in.readByte()) {
            switch (kind) {
                case FEATURE -> taker.feature(feature(in));
                case PLACE -> taker.place(place(in));
                case HOUSE ->
                        taker.house(
                                new MapHouse(
                                        in.readText(), in.readText(), in.readText(), point(in)));
                case HOUSE_BETWEEN ->
                        taker.house(
                                new MapHouse(
                                        in.readText(),
                                        in.readText(),
                                        in.readText(),
                                        point(in),
                                        Optional.of(between(in))));
                case LANDMARK ->
                        taker.landmark(
                                new Landmark(
                                        Landmark.Kind.valueOf(in.readText()),
                                        in.readText(),
                                        point(in)));
                case MILESTONE ->
                        taker.milestone(
                                new MapMilestone(
                                        in.readText(),
                                        Double.longBitsToDouble(in.readSmall()),
                                        point(in)));
                default -> throw in.damaged("there is a thing of kind %d".formatted(kind));
            }
        }
    }

    private static Feature feature(PackedFile.Reading in) throws IOException {
        Feature.Layer layer = Feature.Layer.valueOf(in.readText());
        String kind = in.readText();
        List<String> names = names(in);
        int flags = in.readByte();
        int count = in.readCount(MAX_TRACES);
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

    private static MapPlace place(PackedFile.Reading in) throws IOException {
        PlaceCandidate.Kind kind = PlaceCandidate.Kind.valueOf(in.readText());
        List<String> names = names(in);
        return new MapPlace(
                kind, names, in.readText(), point(in), Double.longBitsToDouble(in.readSmall()));
    }

    private static List<String> names(PackedFile.Reading in) throws IOException {
        String[] names = new String[in.readCount(MAX_NAMES)];
        for (int i = 0; i < names.length; i++) names[i] = in.readText();
        return List.of(names);
    }

    private static MapHouse.Between between(PackedFile.Reading in) throws IOException {
        return new MapHouse.Between(
                in.readText(), in.readText(), Double.longBitsToDouble(in.readSmall()));
    }

    private static Point point(PackedFile.Reading in) throws IOException {
        return new Point(in.readSmall() / 1e7, in.readSmall() / 1e7);
    }

    /** Writes them. For one thread. */
    static final class Writer implements Closeable {
        private final PackedWriter out;

        Writer(Path file) throws IOException {
            out = new PackedWriter(file);
            out.writeCount(MAGIC);
        }

        void add(Feature feature) throws IOException {
            out.writeByte(FEATURE);
            out.writeText(feature.layer().name());
            out.writeText(feature.kind());
            add(feature.names());
            out.writeByte(
                    (feature.oneWay() ? 1 : 0)
                            | (feature.bridge() ? 2 : 0)
                            | (feature.tunnel() ? 4 : 0));
            out.writeCount(feature.traces().size());
            for (Trace trace : feature.traces()) trace.write(out);
        }

        void add(MapPlace place) throws IOException {
            out.writeByte(PLACE);
            out.writeText(place.kind().name());
            add(place.names());
            out.writeText(place.about());
            add(place.point());
            out.writeSmall(Double.doubleToLongBits(place.reachMeters()));
        }

        void add(MapHouse house) throws IOException {
            out.writeByte(house.between().isPresent() ? HOUSE_BETWEEN : HOUSE);
            out.writeText(house.street());
            out.writeText(house.number());
            out.writeText(house.city());
            add(house.point());
            if (house.between().isEmpty()) return;
            MapHouse.Between between = house.between().get();
            out.writeText(between.low());
            out.writeText(between.high());
            out.writeSmall(Double.doubleToLongBits(between.uncertaintyMeters()));
        }

        void add(Landmark landmark) throws IOException {
            out.writeByte(LANDMARK);
            out.writeText(landmark.kind().name());
            out.writeText(landmark.name());
            add(landmark.point());
        }

        void add(MapMilestone milestone) throws IOException {
            out.writeByte(MILESTONE);
            out.writeText(milestone.ref());
            out.writeSmall(Double.doubleToLongBits(milestone.kilometer()));
            add(milestone.point());
        }

        private void add(List<String> names) throws IOException {
            int count = Math.min(names.size(), MAX_NAMES);
            out.writeCount(count);
            for (String name : names.subList(0, count)) out.writeText(name);
        }

        private void add(Point point) throws IOException {
            out.writeSmall(Math.round(point.latitude() * 1e7));
            out.writeSmall(Math.round(point.longitude() * 1e7));
        }

        @Override
        public void close() throws IOException {
            try (out) {
                out.writeByte(END);
            }
        }
    }
}
