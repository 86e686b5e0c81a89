package org.tocsin.simulate.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

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

    private static final String ARCS =
            """
            arcs,2,,
            index,fromNode,toNode,mode_1,mode_2
            1,1,2,0.001,0.002
            2,2,1,0.001,0.002
            """;
    private static final String NODES = "nodes,2,\nindex,x,y\n1,10.0,50.0\n2,10.01,50.01\n";
    private static final String CALLS =
            """
            <interarrivalTime seed="1">Exponential(1/(18.8*24))</interarrivalTime>
            <priority seed="1">Categorical([0.42, 0, 0.58])</priority>
            <dispatchDelay seed="1">Normal(2.5/60/24, 0)</dispatchDelay>
            <onSceneDuration seed="1">Exponential(7.6/60/24)</onSceneDuration>
            <transport seed="1">Bernoulli(0.85)</transport>
            <handoverDuration seed="1">Exponential(4/60/24)</handoverDuration>
            <filename>$jemssDir/data/cities/tiny/data/density.tif</filename>
            """;

    /** The smallest model there can be. */
    private Path tiny() throws IOException {
        write("stations/stations_1.csv", "stations,\nindex,x,y\n1,10.0,50.0\n");
        write("hospitals/hospitals_1.csv", "hospitals,\nindex,x,y,name\n1,10.01,50.01,General\n");
        write("ambulances/ambulances_1.csv", "ambulances,\nindex,stationIndex\n1,1\n");
        write(
                "misc/call priorities/priorities_1.csv",
                """
                priorities,3
                priority,name,targetResponseTime
                1,a,0.005
                2,b,0.006
                3,c,0.007
                """);
        write("travel/roads/nodes.csv", NODES);
        write("travel/roads/arcs.csv", ARCS);
        write("travel/travel/travel_1.csv", "travelModes,\ntravelModeIndex,offRoadSpeed\n1,352\n");
        write("calls/reps/train/gen_config.xml", CALLS);
        Path data = Files.createDirectories(folder.resolve("models/tiny/data"));
        try (var zip = new ZipOutputStream(Files.newOutputStream(data.resolve("density.zip")))) {
            zip.putNextEntry(new ZipEntry("density.tif"));
            zip.write(1);
        }
        return folder.resolve("models");
    }

    private Path write(String file, String text) throws IOException {
        Path at = folder.resolve("models/tiny/models/1").resolve(file);
        Files.createDirectories(at.getParent());
        return Files.writeString(at, text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "travel/roads/arcs.csv | 2,2,1 | 2,2,9 | arcs.csv:4: toNode is \"9\", expected a"
                        + " node that is there",
                "travel/roads/arcs.csv | 1,1,2,0.001 | 1,1,2,soon | arcs.csv:3: mode_1 is \"soon\","
                        + " expected a number",
                "travel/roads/arcs.csv | 1,1,2,0.001 | 1,1,2,NaN | arcs.csv:3: mode_1 is \"NaN\","
                        + " expected a number",
                "travel/roads/arcs.csv | 1,1,2,0.001 | 1,1,2,-1 | arcs.csv:3: mode_1 is \"-1\","
                        + " expected a number from 0.0 to 1.0",
                "travel/roads/arcs.csv | 1,1,2,0.001,0.002 | 1,1 | arcs.csv:3: toNode is \"\","
                        + " expected a number",
                "travel/roads/arcs.csv | arcs,2 | arcs,3 | arcs.csv:1: the table arcs has 2 rows,"
                        + " expected 3, as it says",
                "travel/roads/nodes.csv | nodes | knots | nodes.csv holds no table nodes",
                "travel/roads/nodes.csv | 50.01 | 95 | nodes.csv:4: y is \"95\", expected a number"
                        + " from -90.0 to 90.0",
                "travel/roads/nodes.csv | 2,10.01 | 1.5,10.01 | nodes.csv:4: index is \"1.5\","
                        + " expected a whole number",
                "stations/stations_1.csv | 1,10.0,50.0 | , | the table stations has 0 rows,"
                        + " expected at least one",
                "stations/stations_1.csv | index,x,y | index,x,z | stations_1.csv has no column y",
                "ambulances/ambulances_1.csv | 1,1 | 1,7 | tiny makes no sound center",
                "calls/reps/train/gen_config.xml | 1/(18.8*24) | 1/0 | interarrivalTime is \"1/0\","
                        + " expected 1.0E-6 to 1.0",
                "calls/reps/train/gen_config.xml | 0.85 | many | transport: \"many\" is no number"
                        + " at character 1",
                "calls/reps/train/gen_config.xml | Bernoulli | Binomial | has no transport as"
                        + " Bernoulli",
                "calls/reps/train/gen_config.xml | density.tif | other.tif | other.zip is not"
                        + " there",
                "calls/reps/train/gen_config.xml | 0.42, | 0.1, 0.1, 0.1, 0.1, | has 6 priorities,"
                        + " expected at most 5"
            })
    void whatIsWrongInAModelIsToldAndNothingIsLeft(
            String file, String found, String instead, String told) throws IOException {
        Path models = tiny();
        Path bad = models.resolve("tiny/models/1").resolve(file);
        Files.writeString(bad, Files.readString(bad).replaceFirst(Pattern.quote(found), instead));
        Path out = folder.resolve("out");

        assertThatThrownBy(() -> CityModel.importAll(models, out, Progress.SILENT))
                .isInstanceOf(LabInput.class)
                .hasMessageContaining(told);
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stations/stations_1.csv",
                "hospitals/hospitals_1.csv",
                "ambulances/ambulances_1.csv",
                "misc/call priorities/priorities_1.csv",
                "travel/roads/nodes.csv",
                "travel/roads/arcs.csv",
                "travel/travel/travel_1.csv",
                "calls/reps/train/gen_config.xml"
            })
    void aMissingOrEmptyFileIsNamed(String file) throws IOException {
        Path models = tiny();
        Path bad = models.resolve("tiny/models/1").resolve(file);
        Path out = Files.createDirectories(folder.resolve("out"));

        Files.writeString(bad, "");
        assertThatThrownBy(() -> CityModel.importAll(models, out, Progress.SILENT))
                .isInstanceOf(LabInput.class)
                .hasMessageContaining(file);
        Files.delete(bad);
        assertThatThrownBy(() -> CityModel.importAll(models, out, Progress.SILENT))
                .isInstanceOf(LabInput.class)
                .hasMessageContaining(file + " is not there");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void anImportReplacesAnEarlierOneAndNothingElse() throws IOException {
        Path models = tiny();
        Path out = folder.resolve("out");
        CityModel.importAll(models, out, Progress.SILENT);
        Path own = Files.writeString(out.resolve("tiny/notes.txt"), "mine");
        CityModel.importAll(models, out, Progress.SILENT);
        assertThat(own).hasContent("mine");
        assertThat(out)
                .isDirectoryContaining("glob:**/tiny")
                .isDirectoryNotContaining("glob:**/.*");

        Path center = out.resolve("tiny/center/center.yaml");
        Files.writeString(center, "center: {id: ours}\n");
        assertThatThrownBy(() -> CityModel.importAll(models, out, Progress.SILENT))
                .hasMessageContaining("tiny holds something else than an earlier import");
        assertThat(center).hasContent("center: {id: ours}\n");
        assertThatThrownBy(() -> CityModel.importAll(models, center, Progress.SILENT))
                .hasMessageContaining("is a file, expected a folder or nothing");
    }

    @Test
    void numbersAreWrittenAsPeopleWriteThem() {
        assertThat(Arithmetic.value("12/60/24")).isCloseTo(0.5 / 60, within(1e-12));
        assertThat(Arithmetic.value("1/(18.8*24)")).isCloseTo(1 / 451.2, within(1e-12));
        assertThat(Arithmetic.value("1 + 14 + 0.1")).isCloseTo(15.1, within(1e-12));
        assertThatThrownBy(() -> Arithmetic.value("12/x")).hasMessageContaining("character 4");
    }
}
