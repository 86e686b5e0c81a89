package org.tocsin.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.place.Area;
import org.tocsin.place.PlaceCandidate.Kind;
import org.tocsin.place.Point;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class GazetteerFileTest {
    private static final Area AREA =
            new Area(
                    List.of(
                            new Point(41, -9),
                            new Point(41, -8),
                            new Point(42, -8),
                            new Point(42, -9)));

    @TempDir Path folder;

    private List<LocalPlace> read(String text) throws IOException {
        Files.writeString(folder.resolve(GazetteerFile.NAME), text);
        return GazetteerFile.read(folder, Optional.of(AREA));
    }

    private List<String> faults(String text) throws IOException {
        Files.writeString(folder.resolve(GazetteerFile.NAME), text);
        return catchThrowableOfType(
                        CenterFileException.class,
                        () -> GazetteerFile.read(folder, Optional.of(AREA)))
                .faults()
                .stream()
                .map(CenterFault::toString)
                .toList();
    }

    @Test
    void aQuoteThatIsNotClosedIsNamedWhereItOpens() throws IOException {
        List<String> faults =
                faults(
                        """
                        name,kind,latitude,longitude
                        Works,premises,41.2,-8.7
                        "Gate 3,gate,41.21,-8.7
                        The Bend,common_name,41.3,-8.5
                        """);

        assertThat(faults).hasSize(1);
        assertThat(faults.getFirst())
                .startsWith("gazetteer.csv:3:1")
                .contains("a line break", "a quote that opens the field is closed at its end");
    }

    @Test
    void placesAreReadWithEverythingThatIsToKnow() throws IOException {
        List<LocalPlace> places =
                read(
                        """
                        name,kind,latitude,longitude,other_names,part_of,about,radius_meters,plans,keys,hazards,notes
                        Refinery,premises,41.2,-8.7,GALP|the works,,refinery,500,plan 7,key safe at gate 1,chlorine|pressure,
                        "Gate 3, north",gate,41.21,-8.7,,Refinery,,,,,,
                        The Bend,common_name,41.3,-8.5,,,,,,,,
                        """);

        assertThat(places).hasSize(3);
        LocalPlace refinery = places.getFirst();
        assertThat(refinery.kind()).isEqualTo(Kind.PREMISES);
        assertThat(refinery.otherNames()).containsExactly("GALP", "the works");
        assertThat(refinery.hazards()).containsExactly("chlorine", "pressure");
        assertThat(refinery.premises().orElseThrow().radiusMeters()).isEqualTo(500);
        assertThat(refinery.own().about())
                .isEqualTo("refinery; hazard: chlorine; hazard: pressure");
        LocalPlace gate = places.get(1);
        assertThat(gate.own().names()).containsExactly("Refinery, Gate 3, north", "Gate 3, north");
        assertThat(gate.own().about()).isEqualTo("gate");
        assertThat(gate.premises()).isEmpty();
    }

    @Test
    void aTableWithSemicolonsAndAnyOrderOfColumnsIsRead() throws IOException {
        List<LocalPlace> places =
                read("\uFEFFkind;name;longitude;latitude\r\ngate;Gate 1;-8.6;41.1\r\n");

        assertThat(places.getFirst().point()).isEqualTo(new Point(41.1, -8.6));
    }

    @Test
    void everyFaultIsNamedWithItsRowAndColumn() throws IOException {
        assertThat(
                        faults(
                                """
                                name,kind,latitude,longitude,part_of,radius_meters
                                ,gate,41.1,-8.6,,
                                Gate 1,door,41.1,-8.6,,
                                Gate 2,gate,"41,1",-8.6,,
                                Gate 3,gate,91,-8.6,,
                                Gate 4,gate,-8.6,41.1,,
                                Gate 5,gate,51.1,-8.6,,
                                Gate 6,gate,41.1,-8.6,Nowhere,0
                                Gate 7,gate,41.1,-8.6
                                Gate 7,gate,41.1,-8.6,,,more
                                """))
                .containsExactly(
                        "gazetteer.csv:2:1 name: found nothing, expected 1 to 200 characters",
                        "gazetteer.csv:3:2 kind: found \"door\", expected common_name, gate, floor"
                                + " or premises",
                        "gazetteer.csv:4:3 latitude: found \"41,1\", expected a number from -90 to"
                                + " 90 with a point, such as 41.14961",
                        "gazetteer.csv:5:3 latitude: found \"91\", expected a number from -90 to 90"
                                + " with a point, such as 41.14961",
                        "gazetteer.csv:6:3 latitude: found -8.60000, 41.10000, outside the service"
                                + " area, expected a place inside; swapped it would be 41.10000,"
                                + " -8.60000",
                        "gazetteer.csv:7:3 latitude: found 51.10000, -8.60000, outside the service"
                                + " area, expected a place inside",
                        "gazetteer.csv:8:5 part_of: found \"Nowhere\", expected the name of another"
                                + " row",
                        "gazetteer.csv:8:6 radius_meters: found \"0\", expected a whole number from"
                                + " 1 to 10000",
                        "gazetteer.csv:10:1 name: found \"Gate 7\" a second time at one place,"
                                + " expected it once",
                        "gazetteer.csv:10:7: found 7 fields, expected 6 as in the heading; put text"
                                + " with the separator in it into quotes");
    }

    @Test
    void aFileThatIsNoTableIsRefusedWithWhatToDo() throws IOException {
        assertThat(faults("")).hasSize(1).first().asString().contains("found an empty file");
        assertThat(faults("name,kind\n")).anyMatch(fault -> fault.contains("no column latitude"));
        assertThat(faults("name,kind,latitude,longitude,colour\n"))
                .anyMatch(
                        fault ->
                                fault.startsWith(
                                        "gazetteer.csv:1:5: found the heading \"colour\""));
        assertThat(faults("name,kind,latitude,longitude\n\"Gate,gate,41,-8\n")).isNotEmpty();
        Files.write(
                folder.resolve(GazetteerFile.NAME),
                "name,kind,latitude,longitude\nSão,gate,41,-8\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(
                        catchThrowableOfType(
                                        CenterFileException.class,
                                        () -> GazetteerFile.read(folder, Optional.empty()))
                                .getMessage())
                .contains("gazetteer.csv:2:1: found the byte 0xE3, which is not UTF-8");
    }

    @Test
    void moreRowsThanAllowedAreRefused() throws IOException {
        var text = new StringBuilder("name,kind,latitude,longitude\n");
        for (int i = 0; i <= GazetteerFile.MAX_ROWS; i++)
            text.append("G").append(i).append(",gate,41.5,-8.5\n");

        assertThat(faults(text.toString()).getFirst())
                .contains("50001 rows, expected at most 50000");
        text.setLength(text.lastIndexOf("G"));
        assertThat(read(text.toString())).hasSize(GazetteerFile.MAX_ROWS);
    }

    @Test
    void aCenterWithoutOneHasNone() {
        assertThat(GazetteerFile.read(folder, Optional.empty())).isEmpty();
        assertThat(GazetteerFile.read(folder.resolve("center.yaml"), Optional.empty())).isEmpty();
    }
}
