package org.tocsin.simulate.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.Shared;
import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.place.Point;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.simulate.demand.LabInput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class CityModelTest {
    @TempDir Path folder;

    @Test
    void manhattanOpensAsAnyCenterAndItsDrivesTakeAsLongAsInTheModel() throws IOException {
        Path cities = Shared.path("cities");

        var imported = CityModel.importAll(cities, folder, Progress.SILENT);

        assertThat(imported).extracting(CityModel.Imported::city).contains("auckland", "manhattan");
        Path city = folder.resolve("manhattan");
        Center center = CenterFile.read(city.resolve(CityModel.CENTER));
        assertThat(center.units()).hasSize(12);
        assertThat(center.destinations()).hasSize(10);
        DrivingProfiles profiles = CenterFile.readWhole(city.resolve(CityModel.CENTER)).profiles();
        CityMap map =
                CityMap.open(
                        city.resolve(CityModel.ROADS),
                        folder.resolve("map"),
                        profiles.asked(),
                        Progress.SILENT);
        // Nodes 3 and 4 are the ends of one arc; the model gives 0.00014419882711031498 days.
        var start = new Point(40.7451721, -73.9747494);
        var end = new Point(40.7453925, -73.9752759);
        var drive = map.roads().to(end, List.of(start), at(profiles.usual()));
        assertThat(drive.seconds(0).orElseThrow()).isCloseTo(12.46, within(0.3));
        Profile normal = profiles.all().get(1);
        var slower = map.roads().to(end, List.of(start), at(normal));
        assertThat(slower.seconds(0).orElseThrow()).isCloseTo(16.61, within(0.3));
    }

    private static Conditions at(Profile profile) {
        return Conditions.open(profile, Instant.parse("2025-01-06T12:00:00Z"));
    }

    @Test
    void aFolderWithoutCitiesSaysWhatWasExpected() throws IOException {
        Files.createDirectories(folder.resolve("empty"));

        assertThatThrownBy(
                        () -> CityModel.importAll(folder.resolve("empty"), folder, Progress.SILENT))
                .isInstanceOf(LabInput.class)
                .hasMessageContaining("expected folders such as auckland/models/1");
    }

    @Test
    void numbersAreWrittenAsPeopleWriteThem() {
        assertThat(Arithmetic.value("12/60/24")).isCloseTo(0.5 / 60, within(1e-12));
        assertThat(Arithmetic.value("1/(18.8*24)")).isCloseTo(1 / 451.2, within(1e-12));
        assertThat(Arithmetic.value("1 + 14 + 0.1")).isCloseTo(15.1, within(1e-12));
        assertThatThrownBy(() -> Arithmetic.value("12/x")).hasMessageContaining("character 4");
    }
}
