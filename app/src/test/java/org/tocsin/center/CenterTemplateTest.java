package org.tocsin.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.center.CenterTemplate.Issued;
import org.tocsin.center.CenterTemplate.Kind;
import org.tocsin.center.CenterTemplate.Landmark;
import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.unit.Station;
import org.tocsin.unit.Unit;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class CenterTemplateTest {
    private static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");
    private static final Area BOUNDS =
            new Area(
                    List.of(
                            new Point(41.1, -8.7),
                            new Point(41.1, -8.5),
                            new Point(41.2, -8.5),
                            new Point(41.2, -8.7)));

    @TempDir Path folder;

    private List<Issued> write(List<Landmark> landmarks, String name, ZoneId zone)
            throws IOException {
        return CenterTemplate.write(
                folder, name, zone, BOUNDS, landmarks, _ -> Sample.HASH, new Random(1));
    }

    @Test
    void itIsACenterWithTheStationsOfTheMap() throws IOException {
        List<Issued> issued =
                write(
                        List.of(
                                new Landmark(
                                        Kind.FIRE_STATION, "Batalhão", new Point(41.15, -8.61)),
                                new Landmark(Kind.FIRE_STATION, "", new Point(41.18, -8.65)),
                                new Landmark(Kind.HOSPITAL, "São João", new Point(41.18, -8.6))),
                        "Porto",
                        LISBON);

        Center center = CenterFile.read(folder);
        assertThat(center.id()).isEqualTo("porto");
        assertThat(center.stations())
                .extracting(Station::name)
                .containsExactly(
                        "Batalhão",
                        "Fire station 2",
                        "Ambulance station (the map knows none: move this one)",
                        "Police station (the map knows none: move this one)");
        assertThat(center.units()).hasSize(8);
        assertThat(center.units()).extracting(Unit::callSign).contains("E11", "L12", "R22", "M11");
        assertThat(center.destinations()).extracting(Destination::name).containsExactly("São João");
        assertThat(
                        center.plans()
                                .need(
                                        "STRUCTURE_FIRE",
                                        1,
                                        new Point(41.15, -8.6),
                                        java.time.Instant.EPOCH,
                                        center.zone(),
                                        1)
                                .size())
                .isPositive();
        assertThat(issued).hasSameSizeAs(Role.values());
        assertThat(issued).allSatisfy(one -> assertThat(one.password()).hasSize(19));
        for (Issued one : issued) {
            assertThat(center.findSignIn(one.name()).orElseThrow().roles()).isEqualTo(one.roles());
        }
        String files = Files.readString(folder.resolve("sign_ins.yaml"));
        assertThat(files).doesNotContain(issued.getFirst().password()).startsWith("# Who may");
    }

    @Test
    void aMapThatKnowsNothingGivesACenterToo() throws IOException {
        write(List.of(), "北京 119", ZoneId.of("+08:00"));

        Center center = CenterFile.read(folder);
        assertThat(center.id()).isEqualTo("119");
        assertThat(center.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(center.stations()).hasSize(3);
    }

    @Test
    void hostileNamesAndManyStationsDoNoHarm() throws IOException {
        var random = new Random(5);
        var landmarks = new ArrayList<Landmark>();
        for (int i = 0; i < 2_000; i++) {
            var name = new StringBuilder();
            int length = random.nextInt(300);
            for (int j = 0; j < length; j++) {
                name.append((char) random.nextInt(random.nextInt(4) == 0 ? 65_536 : 128));
            }
            var point = new Point(41.1 + random.nextDouble() / 10, -8.7 + random.nextDouble() / 5);
            Kind kind = List.of(Kind.values()).get(random.nextInt(Kind.values().length));
            landmarks.add(new Landmark(kind, name.toString(), point));
        }

        write(landmarks, "\"Porto\": \u0000#\n- x", LISBON);

        Center center = CenterFile.read(folder);
        assertThat(center.name()).isEqualTo("\"Porto\":  # - x");
        assertThat(center.stations()).hasSizeGreaterThan(300);
    }

    @Test
    void aFolderInUseIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), "mine");

        assertThatThrownBy(() -> write(List.of(), "Porto", LISBON))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("nothing was written");
        assertThat(folder.toFile().list()).containsExactly("mine.yaml");
    }
}
