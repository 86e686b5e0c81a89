package org.tocsin.bench;

import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;
import org.tocsin.place.Area;
import org.tocsin.place.Location;
import org.tocsin.place.Point;
import org.tocsin.unit.Station;
import org.tocsin.unit.Unit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The demo's center, grown to the size of a city: more units, spread over an area. */
final class BigCity {
    private BigCity() {}

    /**
     * @param id the center's id
     * @param area where stations stand; no service area is set
     */
    static Center of(
            Path demoCenter, String id, int unitCount, Area area, java.util.Random random) {
        Center demo = CenterFile.read(demoCenter);
        var stations = new ArrayList<Station>();
        for (int i = 0; i < Math.max(10, unitCount / 8); i++) {
            Station like = demo.stations().get(i % demo.stations().size());
            stations.add(
                    i < demo.stations().size()
                            ? new Station(
                                    like.id(), like.name(), like.agency(), point(area, random))
                            : new Station(
                                    "S" + i, "Station " + i, like.agency(), point(area, random)));
        }
        var units = new ArrayList<Unit>();
        for (int i = 0; i < unitCount; i++) {
            Unit like = demo.units().get(i % demo.units().size());
            units.add(
                    new Unit(
                            "U" + i,
                            like.agency(),
                            stations.get(i % stations.size()).id(),
                            like.capabilities(),
                            like.crewSize(),
                            Optional.empty(),
                            like.canTransport(),
                            List.of()));
        }
        return new Center(
                id,
                "City",
                demo.zone(),
                Optional.empty(),
                demo.agencies(),
                demo.capabilities(),
                stations,
                demo.shifts(),
                units,
                demo.districts(),
                demo.types(),
                demo.planRules(),
                demo.triage(),
                demo.keywords(),
                demo.targets(),
                demo.desks(),
                demo.signIns(),
                demo.destinations(),
                demo.premises(),
                demo.dispositions(),
                demo.related(),
                demo.statusCodes());
    }

    /** A random point of the area's bounding box. */
    static Point point(Area area, java.util.Random random) {
        double south = area.corners().stream().mapToDouble(Point::latitude).min().orElseThrow();
        double north = area.corners().stream().mapToDouble(Point::latitude).max().orElseThrow();
        double west = area.corners().stream().mapToDouble(Point::longitude).min().orElseThrow();
        double east = area.corners().stream().mapToDouble(Point::longitude).max().orElseThrow();
        return new Point(
                south + random.nextDouble() * (north - south),
                west + random.nextDouble() * (east - west));
    }

    static Location location(Area area, java.util.Random random) {
        return new Location(point(area, random), "Somewhere " + random.nextInt(10_000));
    }

    /** The time at which the bench's centers begin. */
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
}
