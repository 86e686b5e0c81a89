package org.tocsin.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.openlocationcode.OpenLocationCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.Shared;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** The notations against official and published vectors. */
class NotationVectorsTest {
    private static final Area WORLD =
            new Area(
                    List.of(
                            new Point(-90, -180),
                            new Point(-90, 180),
                            new Point(90, 180),
                            new Point(90, -180)));

    private static List<String[]> rows(String file) throws IOException {
        return Files.readAllLines(Shared.path("material/" + file)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(",", -1))
                .toList();
    }

    private static TypedCoordinates.Reading read(String text) {
        return new TypedCoordinates(WORLD, Optional.empty(), _ -> Optional.empty())
                .read(text)
                .getFirst();
    }

    @Test
    void plusCodesAreWrittenAsTheOfficialVectorsSay() throws IOException {
        for (String[] row : rows("olc/test_data/encoding.csv")) {
            double latitude = Double.parseDouble(row[0]);
            double longitude = Double.parseDouble(row[1]);
            String code = PlusCodes.write(latitude, longitude, Integer.parseInt(row[4]));

            assertThat(code).as(String.join(",", row)).isEqualTo(row[5]);
        }
    }

    @Test
    void plusCodesAreReadAsTheOfficialVectorsSay() throws IOException {
        for (String[] row : rows("olc/test_data/decoding.csv")) {
            PlusCodes.Cell cell = PlusCodes.cell(row[0]);
            double south = Double.parseDouble(row[2]);
            double north = Double.parseDouble(row[4]);

            assertThat(cell.middle().latitude()).isCloseTo((south + north) / 2, within(1e-9));
        }
        for (String[] row : rows("olc/test_data/shortCodeTests.csv")) {
            var near = new Point(Double.parseDouble(row[1]), Double.parseDouble(row[2]));

            assertThat(new PlusCodes.Typed(row[3], "").near(near)).isEqualTo(row[0]);
        }
        for (String[] row : rows("olc/test_data/validityTests.csv")) {
            boolean valid = Boolean.parseBoolean(row[1]);

            assertThat(OpenLocationCode.isValidCode(row[0])).as(row[0]).isEqualTo(valid);
        }
    }

    @Test
    void mgrsIsReadToTheSquareOfAMetre() throws IOException {
        int read = 0;
        for (String[] row : rows("coords/mgrs-npm.csv")) {
            if (row[0].equals("lng")) continue;
            var point = new Point(Double.parseDouble(row[1]), Double.parseDouble(row[0]));

            assertThat(read(row[2]).point().metersTo(point)).as(row[2]).isLessThan(1.6);
            read++;
        }
        assertThat(read).isEqualTo(516);
    }

    @Test
    void mgrsIsWrittenWithinAMetreOfTheVectors() throws IOException {
        int other = 0;
        for (String[] row : rows("coords/mgrs-npm.csv")) {
            if (row[0].equals("lng")) continue;
            var point = new Point(Double.parseDouble(row[1]), Double.parseDouble(row[0]));
            String written = Notations.of(point).mgrs().orElseThrow();

            if (!written.replace(" ", "").equals(row[2])) other++;
            assertThat(read(written).point().metersTo(point)).as(written).isLessThan(1.6);
        }
        // Rounded differently where a metre begins; decision 91.
        assertThat(other).isLessThanOrEqualTo(7);
    }

    @Test
    void gcjAndBaiduAgreeWithThreePublishedImplementations() throws IOException {
        for (String[] row : rows("coords/wgs84-gcj02-bd09-three-implementations.csv")) {
            if (row[0].equals("wgs_lng")) continue;
            var wgs = new Point(Double.parseDouble(row[1]), Double.parseDouble(row[0]));
            var gcj = new Point(Double.parseDouble(row[3]), Double.parseDouble(row[2]));
            var bd = new Point(Double.parseDouble(row[9]), Double.parseDouble(row[8]));

            assertThat(point(Datum.GCJ_02.of(wgs)).metersTo(gcj)).isLessThan(0.01);
            assertThat(point(Datum.BD_09.of(wgs)).metersTo(bd)).isLessThan(0.01);
            assertThat(Datum.GCJ_02.toWgs84(gcj.latitude(), gcj.longitude()).metersTo(wgs))
                    .isLessThan(0.02);
            assertThat(Datum.BD_09.toWgs84(bd.latitude(), bd.longitude()).metersTo(wgs))
                    .isLessThan(0.02);
        }
    }

    @Test
    void gcjAgreesWithPublishedAnchors() throws IOException {
        for (String[] row : rows("coords/gcj02-published-anchors.csv")) {
            if (row[0].equals("source")) continue;
            var wgs = new Point(Double.parseDouble(row[2]), Double.parseDouble(row[1]));
            var gcj = new Point(Double.parseDouble(row[4]), Double.parseDouble(row[3]));

            // Their numbers are printed with six or seven digits.
            assertThat(point(Datum.GCJ_02.of(wgs)).metersTo(gcj)).as(row[0]).isLessThan(1);
        }
    }

    private static Point point(Given given) {
        return new Point(given.latitude(), given.longitude());
    }

    /**
     * Published points: the Ordnance Survey's guide to coordinate systems, swisstopo's formulas,
     * the Spire of Dublin, the origins that the EPSG registry states.
     */
    @ParameterizedTest
    @CsvSource({
        "OSGB 651409.9 313177.3,       52.657979, 1.716052,   5",
        "TG 51409 13177,               52.657979, 1.716052,   6",
        "LV95 2699999.76 1099999.97,   46.044131, 8.730497,   2",
        "LV03 700000 100000,           46.044131, 8.730497,   3",
        "IRISH O 15904 34671,          53.349803, -6.260246,  6",
        "ITM 715830 734697,            53.349803, -6.260246,  6",
        "PT-TM06 0 0,                  39.668258, -8.133108,  1",
        "RD 155000 463000,             52.155172, 5.387206,   1",
        "Lambert-93 700000 6600000,    46.5,      3,          1"
    })
    void nationalGridsMeetPublishedPoints(
            String typed, double latitude, double longitude, double withinMeters) {
        Point found = read(typed).point();

        assertThat(found.metersTo(new Point(latitude, longitude))).isLessThan(withinMeters);
    }

    @Test
    void finlandsGridIsUtmZone35() {
        Point helsinki = new Point(60.1699, 24.9384);
        Grid.Reference at = Grid.TM35FIN.reference(helsinki).orElseThrow();
        String utm = "35V %.0f %.0f".formatted(at.easting(), at.northing());

        assertThat(read(utm).point().metersTo(helsinki)).isLessThan(1);
        assertThat(
                        read("N %.0f E %.0f".formatted(at.northing(), at.easting()))
                                .point()
                                .metersTo(helsinki))
                .isLessThan(1);
    }
}
