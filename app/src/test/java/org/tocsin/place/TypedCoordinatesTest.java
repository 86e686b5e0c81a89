package org.tocsin.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

class TypedCoordinatesTest {
    private static final Area PORTO = box(41, -9, 42, -8);
    private static final Point TOWER = new Point(41.14583, -8.61389);

    private static Area box(double south, double west, double north, double east) {
        return new Area(
                List.of(
                        new Point(south, west),
                        new Point(south, east),
                        new Point(north, east),
                        new Point(north, west)));
    }

    private static List<TypedCoordinates.Reading> readings(String text, Area area) {
        return new TypedCoordinates(
                        area,
                        Optional.empty(),
                        town ->
                                town.equalsIgnoreCase("porto")
                                        ? Optional.of(new Point(41.15, -8.61))
                                        : Optional.empty())
                .read(text);
    }

    private static TypedCoordinates.Reading read(String text) {
        return readings(text, PORTO).getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    41.14583, -8.61389
                    41.14583 -8.61389
                    41.14583;-8.61389
                    41.14583/-8.61389
                    41,14583 -8,61389
                    41,14583; -8,61389
                    +41.14583 −8.61389
                    41.14583° N, 8.61389° W
                    N 41.14583 W 8.61389
                    8.61389 W 41.14583 N
                    41°08.750'N 8°36.833'W
                    41 08.750 N 8 36.833 W
                    N41 08.750, W8 36.833
                    41 8.750 -8 36.833
                    41°08'45.0"N 8°36'50.0"W
                    41° 8′ 45″ N 8° 36′ 50″ W
                    41 8 45 N, 8 36 50 W
                    41 8 45 -8 36 50.0
                    410845N 0083650W
                    N410845 W0083650
                    41.14583 N 8.61389 O
                    geo:41.14583,-8.61389
                    geo:41.14583,-8.61389,80;u=35
                    WGS84 41.14583, -8.61389
                    29T NF 32398 55015
                    29TNF3239855015
                    MGRS 29T NF 32398 55015
                    29T 532398 4555015
                    UTM 29N 532398 4555015
                    PT-TM06 -40357 164188
                    EPSG:3763 E -40357 N 164188
                    8CHH49WP+8CG
                    49WP+8C Porto
                    """)
    void theTowerIsFoundInEveryNotation(String typed) {
        assertThat(read(typed).point().metersTo(TOWER)).as(typed).isLessThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12 14",
                "Rua 5 de Outubro 12",
                "12-14 High Street",
                "4050-262",
                "41",
                "",
                "N 14 km 3",
                "A28 12",
                "25 April Street",
                "2nd Street 4",
                "222 31 55 00",
                "912 345 678"
            })
    void whatIsNoPairOfCoordinatesIsLeftToTheNames(String typed) {
        assertThat(readings(typed, PORTO)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    91.5,-8.61                | has the latitude 91.5, expected -90 to 90
                    41.15, 181.0              | has the longitude 181.0, expected -180 to 180
                    -8.61, 41.15              | Swapped, 41.15000, -8.61000, it lies inside
                    41.15 N 8.61 N            | has two latitudes
                    41.15 W 8.61 W            | has two longitudes
                    1.2 N 3.4 O               | may be west, 1.20000, -3.40000, or east, 1.20000, 3.40000
                    geo:41.1,-8.6;crs=gcj02   | names the datum gcj02, expected wgs84
                    GCJ-02 29T NF 32398 55015 | names GCJ-02, expected latitude and longitude
                    29T NF 323 5501           | has 7 digits behind NF, expected as many for east as for north
                    WP+8C                     | is a short plus code that may be several places
                    WP+8C Atlantis            | “Atlantis” is no town of the map
                    LV95 1 2                  | lies outside Swiss LV95 in either order
                    99N 532398 4555015        | expected a zone of 1 to 60
                    """)
    void whatCannotBeMeantIsRefusedWithWhatWasRead(String typed, String said) {
        assertThatThrownBy(() -> read(typed))
                .isInstanceOf(BadCoordinates.class)
                .hasMessageContaining(said);
    }

    @Test
    void aDatumIsTakenAsNamedAndKept() {
        TypedCoordinates.Reading reading =
                readings("gcj02 39.913345, 116.384047", box(39, 116, 41, 117)).getFirst();

        assertThat(reading.given()).contains(new Given(Datum.GCJ_02, 39.913345, 116.384047));
        assertThat(reading.point().metersTo(new Point(39.911954, 116.377817))).isLessThan(1);
        assertThat(reading.words()).isEqualTo("39.91335, 116.38405 (GCJ-02)");
        assertThat(readings("39.913345, 116.384047", box(39, 116, 41, 117)).getFirst().point())
                .isEqualTo(new Point(39.913345, 116.384047));
        assertThat(readings("39.91, 116.38 (BD-09)", box(39, 116, 41, 117)).getFirst().given())
                .contains(new Given(Datum.BD_09, 39.91, 116.38));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    41.14583, -8.61389 ±35 m      | 35
                    41.14583, -8.61389 +/- 2km    | 2000
                    geo:41.14583,-8.61389;u=12.5  | 12.5
                    41.15, -8.61                  | 786
                    41°09'N 8°37'W                | 1310
                    29T NF 324 550                | 71
                    29T NF 3 5                    | 7071
                    8CHH49WP+                     | 174
                    """)
    void whatIsUncertainIsKept(String typed, double meters) {
        assertThat(read(typed).uncertaintyMeters().orElse(0.0)).isCloseTo(meters, within(1.0));
    }

    @Test
    void aFineReadingSaysNothingOfItsUncertainty() {
        assertThat(read("41.14583, -8.61389").uncertaintyMeters()).isEmpty();
        assertThat(read("29T NF 32398 55015").uncertaintyMeters()).isEmpty();
    }

    @Test
    void numbersThatNobodyNamedAreEveryGridOfTheArea() {
        List<TypedCoordinates.Reading> found = readings("385611 6672118", box(60, 24, 61, 26));

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().doubt()).isEqualTo("no grid was named: read as ETRS-TM35FIN");
        assertThat(found.getFirst().point().metersTo(new Point(60.1699, 24.9384))).isLessThan(2);
        assertThat(readings("385611 6672118", PORTO)).isEmpty();
    }

    @Test
    void southIsABandOrAHalfByTheServiceArea() {
        Area cyprus = box(34, 32, 36, 35);
        String typed = "36S 534000 3890000";

        assertThat(readings(typed, cyprus).getFirst().doubt()).isEqualTo("“S” read as the band");
        assertThatThrownBy(() -> read(typed))
                .hasMessageContaining("may be in band S, 35.1")
                .hasMessageContaining("or in the southern half, -55.1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyNotationWrittenIsReadBack(long seed) {
        var random = new Random(seed);
        Area world = box(-90, -180, 90, 180);
        for (int i = 0; i < 200; i++) {
            var point = new Point(random.nextDouble(-79.9, 83.9), random.nextDouble(-179.9, 179.9));
            Notations notations = Notations.of(point);

            near(seed, point, notations.decimal(), 1, world);
            near(seed, point, notations.degrees(), 2.5, world);
            near(seed, point, notations.minutes(), 1.5, world);
            near(seed, point, notations.plusCode(), 15, world);
            near(seed, point, notations.mgrs().orElseThrow(), 2, world);
            if (!notations.utm().orElseThrow().contains("S ")) {
                near(seed, point, notations.utm().orElseThrow(), 2, world);
            }
            for (String grid : notations.grids()) near(seed, point, grid, 2, world);
        }
    }

    private static void near(long seed, Point point, String written, double meters, Area world) {
        Point read = readings(written, world).getFirst().point();

        assertThat(read.metersTo(point))
                .as(String.format(Locale.ROOT, "seed %d: %s as “%s”", seed, point, written))
                .isLessThan(meters);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyDatumLeadsBack(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            var point = new Point(random.nextDouble(4, 53), random.nextDouble(74, 134));
            for (Datum datum : Datum.values()) {
                Point back = datum.of(point).point();

                assertThat(back.metersTo(point))
                        .as("seed %d %s %s", seed, datum, point)
                        .isLessThan(0.01);
            }
        }
    }
}
