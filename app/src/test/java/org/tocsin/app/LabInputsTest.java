package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.map.SampleTown;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What people give the lab wrongly, by the command line: a sentence, and nothing half-written. */
class LabInputsTest {
    private static final String DEMAND =
            """
            calls_per_day = 30
            places = zones zones.csv
            type.FALL.share = 1
            """;
    private static final String ZONES =
            "south,west,north,east,weight\n44.985,-20.015,45.010,-19.985,1\n";
    private static final String CALLS = "time,latitude,longitude,type\n";

    @TempDir static Path town;
    @TempDir Path folder;

    @BeforeEach
    void tables() throws IOException {
        Path map = town.resolve("town.osm.pbf");
        if (!Files.exists(map)) SampleTown.write(map, 1);
        write("zones.csv", ZONES);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path out() {
        return folder.resolve("out");
    }

    /** Options given again replace those that are usual here. */
    private TownServer.Ran simulate(String demand, String... options) throws IOException {
        Path file = write("demand.txt", demand);
        var arguments = new ArrayList<String>(List.of("simulate"));
        var usual =
                new String[][] {
                    {"--center", "../demo/center"},
                    {"--map", town.resolve("town.osm.pbf").toString()},
                    {"--demand", file.toString()},
                    {"--days", "2"},
                    {"--seed", "1"},
                    {"--policy", "fastest"},
                    {"--out", out().toString()}
                };
        List<String> own = List.of(options);
        for (String[] each : usual) if (!own.contains(each[0])) arguments.addAll(List.of(each));
        arguments.addAll(own);
        return TownServer.run(folder, Map.of(), "", arguments.toArray(String[]::new));
    }

    private void assertTold(TownServer.Ran ran, String... sentences) {
        assertThat(ran.code()).as(ran.all()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.all()).contains(sentences).doesNotContain("\tat ", "Exception");
        assertThat(out()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "calls_per_day = -5 | demand.txt:1: calls_per_day is \"-5\", expected a number from"
                        + " 0.001 to 1000000",
                "calls_per_day = 1e9 | demand.txt:1: calls_per_day is \"1e9\"",
                "calls_per_day = NaN | demand.txt:1: calls_per_day is \"NaN\"",
                "calls_per_day = | demand.txt:1: calls_per_day is \"\"",
                "calls_per_day | demand.txt:1: found \"calls_per_day\", expected key = value",
                "calls_a_day = 3 | demand.txt:1: found the key calls_a_day, expected one of"
                        + " docs/lab/demand.md",
            })
    void aWrongRateIsToldWithItsLine(String line, String sentence) throws IOException {
        assertTold(simulate(DEMAND.replaceFirst("calls_per_day = 30", line)), sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type.FALL.drive = broom | drive is \"broom\", expected one of [",
                "type.FALL.share = 1 | found type.FALL.share again, expected it once",
                "type.DRAGON.share = 1 | found the type DRAGON, expected one of the center's: [",
                "type.FALL.priorities = 9:1 | priorities is \"9:1\", expected each priority once",
                "type.FALL.hospital = moon | hospital is \"moon\", expected one of what the"
                        + " center's destinations accept",
                "all.share = 3 | found the key all.share",
                "call_takers = 0 | call_takers is \"0\", expected a number from 1 to 1000",
                "call_takers.8-20 = 2.5 | call_takers.8-20 is \"2.5\", expected a whole number",
                "call_takers.8-20 = 2 | found no call_takers for the hour from 0, expected some for"
                        + " each hour",
                "call_takers.8-25 = 2 | found the key call_takers.8-25",
                "turnout.30-4 = fixed 1 s | found the key turnout.30-4",
                "hours.tue = 1 2 3 | found \"1 2 3\" (3 values), expected 24 numbers of 0 or more",
                "all.on_scene = fixed -5 min | all.on_scene is \"fixed -5 min\", expected fixed,"
                        + " exponential",
                "standards = iso | found the standard \"iso\", expected one of [nfpa, nfpa-fire,"
                        + " uk]",
                "goal.ours = soon | goal.ours is \"soon\", expected such as \"priority 1 response"
                        + " 90 % 8 min\"",
            })
    void aWrongLineIsTold(String line, String sentence) throws IOException {
        assertTold(simulate(DEMAND + line + "\n"), "demand.txt:4: " + sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--days | 0 | days is 0, expected 1 to 3660",
                "--replications | 0 | replications is 0, expected 1 to 1000",
                "--threads | 0 | threads is 0, expected 1 to 1024",
                "--seed | abc | abc' is not a long",
                "--policy | quickest | there is no policy quickest, expected one of [home, crow",
                "--start | 2025-02-30 | --start is \"2025-02-30\", expected a day such as"
                        + " 2025-01-06",
                "--map | nowhere.pbf | nowhere.pbf is not a file, expected an extract",
                "--demand | nowhere.txt | nowhere.txt is not a file, expected a demand file",
            })
    void aWrongOptionIsTold(String option, String value, String sentence) throws IOException {
        TownServer.Ran ran = simulate(DEMAND, option, value);

        assertThat(ran.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.all()).contains(sentence).doesNotContain("\tat ");
    }

    @Test
    void moreCallsThanMemoryHoldsAreRefusedBeforehand() throws IOException {
        TownServer.Ran ran =
                simulate(
                        DEMAND.replace("= 30", "= 900000"), "--days", "300", "--replications", "9");

        assertThat(ran.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.all())
                .contains("about 270,900,000 calls come in 301 days, expected at most ")
                .contains("TOCSIN_HEAP");
    }

    @Test
    void resultsGoToAFolderThatCanBeWritten() throws IOException {
        Path file = write("file", "a file");

        for (Path each : List.of(file, file.resolve("below"))) {
            TownServer.Ran ran = simulate(DEMAND, "--out", each.toString());
            assertThat(ran.code()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(ran.all()).contains("expected a folder for results");
        }
        assertThat(file).hasContent("a file");
    }

    // --- past calls ---

    private static final String PAST = "calls = calls.csv\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yesterday,45.0,-20.0,FALL | the time is \"yesterday\", expected such as"
                        + " 2025-03-01T14:05:00",
                "07/01/2025 10:00,45.0,-20.0,FALL | the time is \"07/01/2025 10:00\"",
                "2025-03-30T00:30:00,45.0,-20.0,FALL | which the clocks of Atlantic/Azores leave"
                        + " out",
                "2025-01-07T10:00:00,145.0,-20.0,FALL | latitude is 145.0, expected -90 to 90",
                "2025-01-07T10:00:00,10.0,-20.0,FALL | the call of 2025-01-07T10:00 at 10.0, -20.0"
                        + " has no road near",
                "2025-01-07T10:00:00,45.0,-20.0,DRAGON | the type is \"DRAGON\", expected one of [",
                "2025-01-07T10:00:00,north,-20.0,FALL | found \"north\", expected a number",
                "2025-01-07T10:00:00,NaN,-20.0,FALL | found \"NaN\", expected a number",
                "2025-01-07T10:00:00,45.0 | found 2 values, expected 3",
                "\"2025-01-07T10:00:00,45.0,-20.0,FALL | found a quote that does not end",
            })
    void aBadRowIsAFaultWithItsLineOrLeftOutAsAsked(String row, String sentence)
            throws IOException {
        String good = "2025-01-07T09:00:00,45.0,-20.0,FALL\n";
        write("calls.csv", CALLS + good + row + "\n");

        TownServer.Ran stopped = simulate(PAST, "--start", "2025-01-06");
        TownServer.Ran skipped = simulate(PAST, "--start", "2025-01-06", "--bad-rows", "skip");

        assertThat(stopped.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(stopped.all()).contains("calls.csv:3: ", sentence).doesNotContain("\tat ");
        assertThat(skipped.code()).as(skipped.all()).isZero();
        assertThat(skipped.all())
                .contains("calls.csv:3: ", sentence, "1 rows or incidents were left");
        assertThat(Files.readAllLines(out().resolve("calls.csv"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "when,lat,lon,what | calls.csv:1: found the columns [when, lat, lon, what],"
                        + " expected [time, latitude, longitude, type]",
                "'' | calls.csv:1: found an empty file, expected the columns",
                "time,latitude,longitude,type | found no call to use, expected one at least",
            })
    void aTableWithoutCallsIsTold(String header, String sentence) throws IOException {
        write("calls.csv", header.isEmpty() ? "" : header + "\n");

        assertTold(simulate(PAST), sentence);
    }

    @Test
    void whatIsNoTextIsTold() throws IOException {
        Files.write(folder.resolve("calls.csv"), new byte[] {(byte) 0xFF, (byte) 0xFE, 't', 0});

        assertTold(simulate(PAST), "calls.csv:1: found bytes that are no UTF-8 text");
    }

    @Test
    void callsThatComeOnOtherDaysAreTold() throws IOException {
        write("calls.csv", CALLS + "2024-05-07T09:00:00,45.0,-20.0,FALL\n");

        TownServer.Ran ran = simulate(PAST, "--start", "2025-01-06");

        assertThat(ran.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.all())
                .contains("no past call comes from 2025-01-06", "they come from 2024-05-07");
    }

    /** As a spreadsheet in Germany writes what a program in New Zealand exported. */
    @Test
    void anotherProgramsTableIsReadByItsMapping() throws IOException {
        String mapping =
                """
                calls = calls.csv
                calls.column.time = Incident Date/Time
                calls.column.latitude = Lat
                calls.column.longitude = Long
                calls.column.type = Nature
                calls.column.priority = Pri
                calls.time_format = dd/MM/yyyy HH:mm
                calls.type.FALL = 17A01 | 17B01
                calls.type.SICK_PERSON = 26A01
                calls.priority.1 = RED | P1
                calls.priority.4 = GREEN
                """;
        Files.write(
                folder.resolve("calls.csv"),
                """
                \uFEFFNo;Incident Date/Time;Remarks;Pri;Nature;Lat;Long
                1;06/01/2025 10:00;;RED;17A01;45,001;-20,001
                2;07/01/2025 10:00;"two
                lines; and a ""quote""\";RED;17B01;45,001;-20,001
                3;07/01/2025 11:30;;GREEN;26A01;45,002;-20,002
                4;31/02/2025 11:30;;GREEN;26A01;45,002;-20,002
                5;07/01/2025 11:30;;BLUE;26A01;45,002;-20,002
                """
                        .getBytes(StandardCharsets.UTF_8));

        TownServer.Ran ran = simulate(mapping, "--bad-rows", "skip");

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.all())
                .contains(
                        "calls.csv:6: the time is \"31/02/2025 11:30\", expected as"
                                + " calls.time_format")
                .contains(
                        "calls.csv:7: the priority is \"BLUE\", expected one of [1, 2, 3, 4, 5,"
                                + " GREEN")
                .contains("2 rows or incidents were left out");
        List<String> calls = Files.readAllLines(out().resolve("calls.csv"));
        // The first day goes before; the Azores are an hour behind.
        assertThat(calls).hasSize(3);
        assertThat(calls.get(1))
                .contains(",2025-01-07T11:00:00Z,FALL,1,")
                .contains("45.001000,-20.001000");
        assertThat(calls.get(2)).contains(",2025-01-07T12:30:00Z,SICK_PERSON,4,");
    }

    @Test
    void aRasterThatIsNoneIsTold() throws IOException {
        assertTold(
                simulate(DEMAND.replace("zones zones.csv", "raster zones.csv")),
                "demand.txt:2: ",
                "zones.csv is no TIFF file, expected a GeoTIFF");
        assertTold(
                simulate(DEMAND.replace("zones zones.csv", "zones gone.csv")),
                "demand.txt:2: places is \"zones gone.csv\", expected raster FILE.tif");
        write("zones.csv", "south,west,north,east,weight\n44.985,-20.015,45.010,-19.985,-1\n");
        assertTold(simulate(DEMAND), "zones.csv:2: the weight is -1, expected 0 or more");
        write("zones.csv", "south,west,north,east,weight\n44.985,-20.015,45.010,-19.985,0\n");
        assertTold(simulate(DEMAND), "zones.csv: no place has a weight");
    }
}
