package org.tocsin.center;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.map.CityMap;
import org.tocsin.map.Landmark;
import org.tocsin.map.Progress;
import org.tocsin.map.SampleTown;
import org.tocsin.place.Point;
import org.tocsin.plan.IncidentType;
import org.tocsin.plan.Keywords;
import org.tocsin.plan.Need;
import org.tocsin.plan.Plans;
import org.tocsin.plan.Suggestion;
import org.tocsin.unit.Station;
import org.tocsin.unit.Unit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class DemoCenterTest {
    private static final Instant NOON = Instant.parse("2026-11-23T13:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-24T00:30:00Z");

    private final Center center = CenterFile.read(Demo.FOLDER);

    @TempDir Path folder;

    private Need need(String type, double latitude, double longitude, Instant at) {
        var place = new Point(latitude, longitude);
        IncidentType found = center.type(type);
        return center.plans().need(type, found.priority(), place, at, center.zone(), 1);
    }

    @Test
    void itsStationsStandWhereTheSampleTownHasThem() throws IOException {
        Path extract = folder.resolve("town.osm.pbf");
        SampleTown.write(extract, 1);
        Map<String, Landmark> landmarks = new HashMap<>();
        var town = CityMap.open(extract, folder.resolve("map"), Progress.SILENT);
        town.landmarks().forEach(landmark -> landmarks.put(landmark.name(), landmark));

        for (Station station : center.stations()) {
            if (station.agency().equals("works")) continue; // the map knows no works depots
            Landmark landmark = landmarks.get(station.name());
            assertThat(landmark).as(station.name()).isNotNull();
            assertThat(station.point().metersTo(landmark.point())).isLessThan(100);
        }
        assertThat(center.destinations())
                .allSatisfy(place -> assertThat(landmarks).containsKey(place.name()));
    }

    @Test
    void everyPlanCanBeMetByTheUnitsThereAre() {
        Plans plans = center.plans();
        for (IncidentType type : center.types()) {
            Need first =
                    plans.need(
                            type.code(),
                            type.priority(),
                            center.stations().getFirst().point(),
                            NOON,
                            center.zone(),
                            1);
            assertThat(first.requirements()).as(type.code()).isNotEmpty();
            first.requirements()
                    .forEach(
                            requirement ->
                                    requirement
                                            .options()
                                            .getFirst()
                                            .capabilities()
                                            .forEach(
                                                    (capability, count) ->
                                                            assertThat(unitsWith(capability))
                                                                    .as(type + " " + capability)
                                                                    .isGreaterThanOrEqualTo(
                                                                            count)));
        }
    }

    private long unitsWith(String capability) {
        return center.units().stream()
                .map(Unit::capabilities)
                .filter(capabilities -> capabilities.contains(capability))
                .count();
    }

    @Test
    void placeAndHourChooseThePlan() {
        assertThat(need("STRUCTURE_FIRE", 45.0150, -20.0100, NOON).rule())
                .isEqualTo("structure-fire");
        assertThat(need("STRUCTURE_FIRE", 45.0150, -20.0100, NIGHT).rule())
                .isEqualTo("structure-fire-night");
        assertThat(need("STRUCTURE_FIRE", 45.0000, -20.0000, NIGHT).rule())
                .isEqualTo("structure-fire-old-town");
        assertThat(need("STRUCTURE_FIRE", 45.0046, -19.9720, NOON).rule())
                .isEqualTo("structure-fire-forgeside");
        assertThat(need("WATER_RESCUE", 44.9900, -20.0000, NOON).rule())
                .isEqualTo("water-rescue-south-bank");
    }

    @Test
    void itHearsFiveLanguages() {
        var keywords = new Keywords(center.keywords(), center.types());
        var texts =
                List.of(
                        "there is a strong smell of gas in the stairs",
                        "cheira muito a gás aqui na escada",
                        "es riecht hier stark nach Gas",
                        "aquí huele a gas",
                        "楼道里有煤气味");

        for (String text : texts) {
            Optional<Suggestion> gas =
                    keywords.suggest(text).stream()
                            .filter(suggestion -> suggestion.type().equals("GAS_LEAK"))
                            .findFirst();
            assertThat(gas).as(text).isPresent();
            assertThat(gas.get().reason()).contains("→ GAS_LEAK P2, with police, GAS_TECHNICIAN");
        }
    }
}
