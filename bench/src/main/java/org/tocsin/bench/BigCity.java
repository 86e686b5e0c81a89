package org.tocsin.bench;

import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;
import org.tocsin.place.Area;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.unit.Station;
import org.tocsin.unit.Unit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/** The demo's center, grown to the size of a city: more units, spread over an area. */
final class BigCity {
    /** The time at which the bench's centers begin. */
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Pattern SECTION = Pattern.compile("(?m)^(?=[a-z_]+:)");

    private static final Pattern CREW = Pattern.compile("(?m)^.*units:.*\\R");

    private BigCity() {}

    /**
     * Writes the center's files as people would, and reads them.
     *
     * @param id the center's id
     * @param area where stations stand; no service area is set
     */
    static Center write(
            Path demoCenter, Path folder, String id, int unitCount, Area area, Random random)
            throws IOException {
        Center demo = CenterFile.read(demoCenter);
        Files.createDirectories(folder);
        try (var files = Files.newDirectoryStream(demoCenter, "*.yaml")) {
            for (Path file : files) {
                String text = Files.readString(file);
                // The lines of crews name the demo's units.
                if (file.endsWith("sign_ins.yaml")) text = CREW.matcher(text).replaceAll("");
                Files.writeString(
                        folder.resolve(file.getFileName()),
                        without(text, "center", "stations", "units"));
            }
        }
        int stations = Math.max(10, unitCount / 8);
        var text = new StringBuilder();
        text.append("center: {id: %s, name: City, zone: %s}\n".formatted(id, demo.zone()));
        text.append("stations:\n");
        for (int i = 0; i < stations; i++) text.append(station(demo, i, area, random));
        text.append("units:\n");
        for (int i = 0; i < unitCount; i++) text.append(unit(demo, i, stations));
        Files.writeString(folder.resolve("city.yaml"), text);
        return CenterFile.read(folder);
    }

    private static String station(Center demo, int i, Area area, Random random) {
        Station like = demo.stations().get(i % demo.stations().size());
        Point point = point(area, random);
        return String.format(
                Locale.ROOT,
                "  - {id: %s, name: Station %d, agency: %s, point: \"%.5f, %.5f\"}%n",
                stationId(demo, i),
                i,
                like.agency(),
                point.latitude(),
                point.longitude());
    }

    /** The demo's stations keep their ids: its plans name them. */
    private static String stationId(Center demo, int i) {
        return i < demo.stations().size() ? demo.stations().get(i).id() : "s" + i;
    }

    private static String unit(Center demo, int i, int stations) {
        Unit like = demo.units().get(i % demo.units().size());
        return "  - {call_sign: U%d, agency: %s, station: %s, capabilities: %s, crew_size: %d, can_transport: %s}%n"
                .formatted(
                        i,
                        like.agency(),
                        stationId(demo, i % stations),
                        like.capabilities(),
                        like.crewSize(),
                        like.canTransport());
    }

    /** The file without these sections of its top level. */
    private static String without(String yaml, String... sections) {
        var kept = new ArrayList<String>();
        for (String part : SECTION.split(yaml)) {
            if (List.of(sections).stream().noneMatch(name -> part.startsWith(name + ":"))) {
                kept.add(part);
            }
        }
        return String.join("", kept);
    }

    /** A random point of the area's bounding box. */
    static Point point(Area area, Random random) {
        double south = area.corners().stream().mapToDouble(Point::latitude).min().orElseThrow();
        double north = area.corners().stream().mapToDouble(Point::latitude).max().orElseThrow();
        double west = area.corners().stream().mapToDouble(Point::longitude).min().orElseThrow();
        double east = area.corners().stream().mapToDouble(Point::longitude).max().orElseThrow();
        return new Point(
                south + random.nextDouble() * (north - south),
                west + random.nextDouble() * (east - west));
    }

    static Location location(Area area, Random random) {
        return new Location(point(area, random), "Somewhere " + random.nextInt(10_000));
    }
}
