package org.tocsin.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.map.RoadExtract;
import org.tocsin.place.Point;
import org.tocsin.recommend.Candidate;
import org.tocsin.recommend.Pick;
import org.tocsin.road.Profile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A bicycle and an engine are ranked together, each over the ways that it has. */
class MixedFleetTest {
    @TempDir Path folder;

    /** The road to the market goes round by the north; a path leads there straight. */
    private CityMap map(DrivingProfiles profiles) throws IOException {
        var extract = new RoadExtract("test");
        long station = extract.node(new Point(45, -20));
        long north = extract.node(new Point(45.03, -20));
        long market = extract.node(new Point(45.001, -20.001));
        extract.way(List.of(station, north, market), Map.of("highway", "residential"));
        extract.way(List.of(station, market), Map.of("highway", "path"));
        Path file = folder.resolve("town.osm.pbf");
        extract.write(file);
        return CityMap.open(file, folder.resolve("map"), profiles.asked(), Progress.SILENT);
    }

    @Test
    void theBicycleThatTakesThePathIsProposedBeforeTheEngineThatGoesRound() throws IOException {
        var profiles = new DrivingProfiles(Profile.STANDARD, Map.of("E2", Profile.BICYCLE.name()));
        var room = new Room();
        String fire = room.call("FIRE");
        var fleet = new Fleet(Room.center());
        var advice = new Advice(Room.center(), fleet, map(profiles).roads(), profiles);

        Basis basis = advice.advise(room.desk.board(), fire, Set.of(), room.now);

        assertThat(travel(basis, "E2")).isBetween(Duration.ofSeconds(35), Duration.ofSeconds(60));
        assertThat(travel(basis, "E1")).isGreaterThan(Duration.ofMinutes(5));
        assertThat(basis.recommendation().picks().stream().map(Pick::unit)).containsExactly("E2");
    }

    private static Duration travel(Basis basis, String unit) {
        return basis.inputs().candidates().stream()
                .filter(each -> each.unit().equals(unit))
                .findFirst()
                .flatMap(Candidate::travel)
                .orElseThrow();
    }

    @Test
    void pathsAreMadeWhenAUnitFirstNeedsThemAndOnceOnly() throws IOException {
        var bicycle = new DrivingProfiles(Profile.STANDARD, Map.of("E2", Profile.BICYCLE.name()));
        var steps = new ArrayList<String>();
        Path file = folder.resolve("town.osm.pbf");

        map(DrivingProfiles.STANDARD);
        assertThat(folder.resolve("map").toFile().list((_, name) -> name.equals("paths")))
                .isEmpty();
        map(bicycle);
        CityMap.open(file, folder.resolve("map"), bicycle.asked(), (step, _) -> steps.add(step));

        assertThat(steps).containsOnly("opening the map");
    }
}
