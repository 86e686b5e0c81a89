package org.tocsin.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.Shared;
import org.tocsin.place.PlaceCandidate;
import org.tocsin.place.PlaceCandidate.Certainty;
import org.tocsin.place.PlaceCandidate.Kind;
import org.tocsin.place.Point;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What call takers would type, in four real cities. */
class RealExtractsTest {
    @TempDir static Path folder;

    private static final Map<String, CityMap> MAPS = new HashMap<>();

    @BeforeAll
    static void forget() {
        MAPS.clear();
    }

    private static CityMap map(String city) throws IOException {
        CityMap known = MAPS.get(city);
        if (known != null) return known;
        Path extract = Shared.path("maps/" + city + ".osm.pbf");
        CityMap map = CityMap.open(extract, folder.resolve(city), Progress.SILENT);
        MAPS.put(city, map);
        return map;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    porto     | Avenida dos Aliados                    | STREET   | Avenida dos Aliados | 41.1484 | -8.6110
                    porto     | av aliados                             | STREET   | Avenida dos Aliados | 41.1484 | -8.6110
                    porto     | rua das flores / largo de s. domingos  | CROSSING | Rua das Flores and Largo de São Domingos | 41.1428 | -8.6147
                    porto     | avenida da boavista e rua pedro hispano | CROSSING | Avenida da Boavista and Rua Pedro Hispano | 41.1601 | -8.6419
                    helsinki  | Mannerheimintie 5                      | ADDRESS  | Mannerheimintie 5 | 60.1694 | 24.9398
                    helsinki  | 52 aleksanterinkatu                    | ADDRESS  | Aleksanterinkatu 52 | 60.1687 | 24.9419
                    helsinki  | mannerheimvagen                        | STREET   | Mannerheimintie | 60.1699 | 24.9387
                    helsinki  | mannerheimintie ja kaivokatu           | CROSSING | Mannerheimintie and Kaivokatu | 60.1698 | 24.9384
                    helsinki  | Manerheimintie                         | STREET   | Mannerheimintie | 60.1699 | 24.9387
                    columbus  | High Street & Broad Street             | CROSSING | High Street and West Broad Street | 39.9622 | -83.0006
                    columbus  | Nationwide Childrens Hospital          | STATION  | Nationwide Children's Hospital | 39.9528 | -82.9794
                    andorra   | Andorra la Vella                       | PLACE    | Andorra la Vella | 42.5069 | 1.5213
                    andorra   | carrer major, ordino                   | STREET   | Carrer Major | 42.5567 | 1.5337
                    """)
    void whatIsTypedIsFoundFirst(
            String city, String typed, Kind kind, String name, double latitude, double longitude)
            throws IOException {
        PlaceCandidate found = map(city).places().search(typed, Optional.empty(), 5).getFirst();

        assertThat(found.kind()).as(found.toString()).isEqualTo(kind);
        assertThat(found.name()).isEqualTo(name);
        assertThat(found.point().metersTo(new Point(latitude, longitude))).isLessThan(60);
    }

    @Test
    void aNameThatManyStreetsHaveIsNotCertain() throws IOException {
        var found = map("porto").places().search("rua de santa catarina", Optional.empty(), 5);

        assertThat(found.getFirst().certainty()).isEqualTo(Certainty.LIKELY);
        assertThat(found.getFirst().differs()).contains("one of 3 places");
    }

    @Test
    void portoOpensAgainWithoutBuilding() throws IOException {
        CityMap built = map("porto");

        CityMap opened =
                CityMap.open(
                        Shared.path("maps/porto.osm.pbf"),
                        folder.resolve("porto"),
                        (step, done) -> assertThat(step).isEqualTo("opening the map"));

        assertThat(opened.roads().segments().count()).isEqualTo(built.roads().segments().count());
        assertThat(opened.tile(12, 1950, 1532)).isEqualTo(built.tile(12, 1950, 1532));
    }

    @Test
    void portosTilesStaySmall() throws IOException {
        CityMap map = map("porto");
        for (int zoom = 8; zoom <= 14; zoom++) {
            int x = (int) ((-8.61 + 180) / 360 * (1 << zoom));
            double sine = Math.sin(Math.toRadians(41.15));
            int y = (int) ((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * (1 << zoom));
            byte[] tile = map.tile(zoom, x, y);

            assertThat(tile.length).as("zoom %d", zoom).isBetween(1_000, 400_000);
            assertThat(TilePeek.layers(tile)).as("zoom %d", zoom).contains("road");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"porto", "andorra", "helsinki", "columbus"})
    void truncatedCopiesAreRefusedAndNothingIsLeft(String city) throws IOException {
        byte[] whole = Files.readAllBytes(Shared.path("maps/" + city + ".osm.pbf"));
        Path cut = folder.resolve(city + "-cut.osm.pbf");
        Path built = folder.resolve(city + "-cut");
        for (double share : new double[] {0.0001, 0.3, 0.77, 0.9999}) {
            Files.write(cut, Arrays.copyOf(whole, (int) (whole.length * share)));

            assertThatThrownBy(() -> CityMap.open(cut, built, Progress.SILENT))
                    .isInstanceOf(BadExtract.class)
                    .hasMessageContaining("is cut short");
            try (var left = Files.list(built)) {
                assertThat(left.map(Path::getFileName)).containsExactly(Path.of("lock"));
            }
        }
    }
}
