package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;
import org.tocsin.dispatch.Desk;
import org.tocsin.dispatch.Envelope;
import org.tocsin.dispatch.Outcome;
import org.tocsin.dispatch.Request;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.journal.SqliteVault;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.map.SampleTown;
import org.tocsin.place.Point;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.Route;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** {@code roads learn} on the tracks that a record holds. */
class RoadsLearnTest {
    private static final Path CENTER = Path.of("../demo/center");
    private static final Instant MONDAY = Instant.parse("2026-11-16T10:00:00Z");

    /** How much slower than by the profile they drove. */
    private static final double SLOWER = 1.25;

    @TempDir Path folder = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void threeUnitsDroveForThreeDays() throws IOException {
        Path extract = folder.resolve("town.osm.pbf");
        SampleTown.write(extract, 1);
        data = Serving.dataFolder(folder.resolve("data"));
        CityMap map = CityMap.open(extract, data.resolve("map"), Progress.SILENT);
        Center center = CenterFile.read(CENTER);
        var random = new Random(5);
        try (var journal = SqliteJournal.open(data.resolve("journal"));
                var vault = SqliteVault.open(data.resolve("vault.db"), new SecureRandom());
                Desk desk = Desk.open(center, journal, vault, InstantSource.fixed(MONDAY))) {
            List<String> units =
                    center.units().stream().map(unit -> unit.callSign()).limit(3).toList();
            int request = 0;
            for (int day = 0; day < 3; day++) {
                for (String unit : units) {
                    Instant at = MONDAY.plus(Duration.ofDays(day));
                    for (int drive = 0; drive < 25; drive++) {
                        var points = drive(map, random, at);
                        at = points.getLast().at().plus(Duration.ofMinutes(10));
                        Outcome outcome =
                                desk.work(
                                                List.of(
                                                        new Envelope(
                                                                "r" + ++request,
                                                                "crew",
                                                                new Request.RecordTrack(
                                                                        unit, points))))
                                        .getFirst();
                        assertThat(outcome).isInstanceOf(Outcome.Done.class);
                    }
                }
            }
        }
    }

    private static List<Request.TrackPoint> drive(CityMap map, Random random, Instant start) {
        var conditions = Conditions.open(Profile.EMERGENCY, start);
        while (true) {
            Optional<Route> route =
                    map.roads().route(somewhere(random), somewhere(random), conditions);
            if (route.isEmpty() || route.get().meters() < 1_000) continue;
            var points = new ArrayList<Request.TrackPoint>();
            Route way = route.get();
            for (int i = 0; i < way.line().size(); i++) {
                long millis = Math.round(way.secondsAt().get(i) * 1_000 * SLOWER);
                points.add(new Request.TrackPoint(way.line().get(i), start.plusMillis(millis)));
            }
            return points.subList(0, Math.min(points.size(), 100));
        }
    }

    private static Point somewhere(Random random) {
        return new Point(
                SampleTown.CENTRE.latitude() + (random.nextDouble() - 0.5) * 0.02,
                SampleTown.CENTRE.longitude() + (random.nextDouble() - 0.5) * 0.03);
    }

    @Test
    void itProposesHowMuchSlowerTheUnitsDrove() {
        TownServer.Ran ran =
                TownServer.run(
                        folder,
                        Map.of(),
                        "",
                        "roads",
                        "learn",
                        "--map",
                        folder.resolve("town.osm.pbf").toString(),
                        "--center",
                        CENTER.toString(),
                        "--data",
                        data.toString());

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.all()).contains("3 units").containsPattern("residential.* 0\\.(79|8)");
    }
}
