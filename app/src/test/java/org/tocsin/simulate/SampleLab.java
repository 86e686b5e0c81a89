package org.tocsin.simulate;

import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.center.WholeCenter;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.map.SampleTown;
import org.tocsin.road.RoadNetwork;
import org.tocsin.simulate.demand.Plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Labs on the sample town, for tests. */
public final class SampleLab {
    public static final Path CENTER = Path.of("../demo/center");
    public static final Instant MONDAY = Instant.parse("2025-01-06T00:00:00Z");

    public static final String DEMAND =
            """
            calls_per_day = 120
            places = zones zones.csv
            call_to_dispatch = lognormal 60 s 20 s
            turnout = lognormal 60 s 15 s
            driving_variation = 0.15
            all.on_scene = lognormal 25 min 12 min
            all.handover = lognormal 15 min 5 min
            type.BREATHING.share = 3
            type.BREATHING.transport = 0.7
            type.FALL.share = 4
            type.FALL.transport = 0.5
            type.SICK_PERSON.share = 3
            type.STRUCTURE_FIRE.share = 0.3
            type.TRAFFIC_COLLISION.share = 1
            """;
    private static final String ZONES =
            """
            south,west,north,east,weight
            44.985,-20.015,45.010,-19.985,1
            """;

    private final Path folder;
    public final Center center;
    public final DrivingProfiles profiles;
    public final RoadNetwork roads;

    public SampleLab(Path folder) throws IOException {
        this.folder = folder;
        WholeCenter whole = CenterFile.readWhole(CENTER);
        center = whole.center();
        profiles = whole.profiles();
        Path town = folder.resolve("town.osm.pbf");
        SampleTown.write(town, 1);
        roads =
                CityMap.open(town, folder.resolve("map"), profiles.asked(), Progress.SILENT)
                        .roads();
    }

    public Path demand(String text) throws IOException {
        Files.writeString(folder.resolve("zones.csv"), ZONES);
        return Files.writeString(folder.resolve("demand.txt"), text);
    }

    public Lab lab(int days, int replications, String... policies) throws IOException {
        return lab(DEMAND, days, replications, policies);
    }

    public Lab lab(String demand, int days, int replications, String... policies)
            throws IOException {
        return lab(demand, days, replications, 2, policies);
    }

    public Lab lab(String demand, int days, int replications, int threads, String... policies)
            throws IOException {
        var plan = new Plan(days, 7, List.of(policies), replications, MONDAY, threads);
        return Lab.open(center, profiles, roads, demand(demand), false, plan);
    }
}
