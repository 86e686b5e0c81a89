package org.tocsin.road;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The stored form of a graph. */
final class RoadFile {
    // The magic is "TCSROAD" read from the left.
    static final ArrayFile FILE =
            new ArrayFile("roads.tocsin", "road file", 0x0044_414F_5253_4354L, 4);

    private RoadFile() {}

    static void write(RoadGraph.Stored stored, Path folder) throws IOException {
        FILE.write(folder, out -> write(stored, out));
    }

    static RoadGraph.Stored read(Path folder) throws IOException {
        return FILE.read(folder, RoadFile::read);
    }

    private static void write(RoadGraph.Stored stored, ArrayFile.Writer out) throws IOException {
        out.write(stored.source());
        out.write(stored.names().size());
        for (String name : stored.names()) out.write(name);
        out.write(stored.junctionLatitude());
        out.write(stored.junctionLongitude());
        out.write(stored.from());
        out.write(stored.to());
        out.write(stored.shapeStart());
        stored.shapeLatitude().write(out);
        stored.shapeLongitude().write(out);
        out.write(stored.centimeters());
        stored.name().write(out);
        stored.ref().write(out);
        stored.way().write(out);
        out.write(stored.roadClass());
        out.write(stored.flags());
        write(stored.raw(), out);
        write(stored.signs(), out);
        write(stored.hours(), out);
    }

    private static void write(RoadGraph.Raw raw, ArrayFile.Writer out) throws IOException {
        raw.access().write(out);
        raw.ground().write(out);
        raw.limit().write(out);
        raw.size().write(out);
        raw.holdups().write(out);
    }

    private static void write(RoadGraph.Signs signs, ArrayFile.Writer out) throws IOException {
        out.write(signs.start());
        out.write(signs.arcs());
        out.write(signs.users());
        out.write(signs.week());
        out.write(signs.read());
        out.write(signs.unclear());
        out.write(signs.sometimes());
    }

    private static void write(RoadGraph.Hours hours, ArrayFile.Writer out) throws IOException {
        out.write(hours.weekStart());
        out.write(hours.minutes());
        out.write(hours.segment());
        out.write(hours.week());
        write(hours.raw(), out);
        out.write(hours.unread());
        out.write(hours.unreadTags().size());
        for (String tag : hours.unreadTags()) out.write(tag);
    }

    private static RoadGraph.Hours hours(ArrayFile.Reader in) {
        int[] weekStart = in.ints();
        int[] minutes = in.ints();
        int[] segment = in.ints();
        int[] week = in.ints();
        RoadGraph.Raw raw = raw(in);
        int unread = in.number();
        int named = in.number();
        var tags = new ArrayList<String>();
        for (int i = 0; i < named; i++) tags.add(in.text());
        return new RoadGraph.Hours(
                weekStart, minutes, segment, week, raw, unread, List.copyOf(tags));
    }

    private static RoadGraph.Stored read(ArrayFile.Reader in) {
        String source = in.text();
        int nameCount = in.number();
        var names = new ArrayList<String>();
        for (int i = 0; i < nameCount; i++) names.add(in.text());
        return new RoadGraph.Stored(
                source,
                List.copyOf(names),
                in.ints(),
                in.ints(),
                in.ints(),
                in.ints(),
                in.ints(),
                in.intColumn(),
                in.intColumn(),
                in.ints(),
                in.intColumn(),
                in.intColumn(),
                in.longColumn(),
                in.bytes(),
                in.bytes(),
                raw(in),
                signs(in),
                hours(in));
    }

    private static RoadGraph.Raw raw(ArrayFile.Reader in) {
        return new RoadGraph.Raw(
                in.longColumn(), in.intColumn(), in.intColumn(), in.longColumn(), in.intColumn());
    }

    private static RoadGraph.Signs signs(ArrayFile.Reader in) {
        return new RoadGraph.Signs(
                in.ints(), in.ints(), in.bytes(), in.ints(), in.number(), in.number(), in.number());
    }
}
