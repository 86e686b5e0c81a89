package org.tocsin.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.place.PlaceCandidate;
import org.tocsin.place.PlaceCandidate.Certainty;
import org.tocsin.place.Point;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines of house numbers of which the map has only some. */
class InterpolationsTest {
    @TempDir Path folder;

    /** A street of a kilometre; beside it a line that bends, with these numbers at three nodes. */
    private CityMap map(String kind, String first, String middle, String last) throws IOException {
        var out = new ExtractWriter("test");
        var street = new ArrayList<Long>();
        for (int i = 0; i < 3; i++) street.add(out.node(450_000_000, 50_000 * i, Tags.NONE));
        out.way(street, Tags.of("highway", "residential", "name", "High Street"));
        var line =
                List.of(
                        node(out, 2_000, 0, first),
                        node(out, 2_000, 50_000, middle),
                        node(out, 22_000, 50_000, last));
        out.way(line, Tags.of("addr:interpolation", kind, "addr:street", "High Street"));
        Path file = folder.resolve("town.osm.pbf");
        out.write(file);
        return CityMap.open(file, folder.resolve("map"), Progress.SILENT);
    }

    private static long node(ExtractWriter out, int north, int east, String number) {
        Tags tags = number.equals("-") ? Tags.NONE : Tags.of("addr:housenumber", number);
        return out.node(450_000_000 + north, east, tags);
    }

    private static PlaceCandidate find(CityMap map, String number) {
        return map.places().search(number + " High Street", Optional.empty(), 5).getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        // kind, numbers at the nodes; asked; between; east of the corner in tenths of microdegrees
        "even, 10, -, 40, 20, 10 and 40",
        "odd, 11, -, 41, 21, 11 and 41",
        "all, 10, -, 20, 13, 10 and 20",
        "even, 40, -, 10, 20, 40 and 10",
        "even, 10, 30, 40, 32, 30 and 40",
        "5, 10, -, 40, 25, 10 and 40",
        "alphabetic, 12a, -, 12f, 12c, 12a and 12f"
    })
    void aNumberBetweenSaysThatItIsInterpolated(
            String kind, String first, String middle, String last, String asked, String between)
            throws IOException {
        PlaceCandidate found = find(map(kind, first, middle, last), asked);

        assertThat(found.name()).contains(asked);
        assertThat(found.certainty()).isNotEqualTo(Certainty.CERTAIN);
        assertThat(found.differs())
                .isEqualTo(
                        asked + " is not in the map: its place is interpolated between " + between);
        assertThat(found.uncertaintyMeters().orElseThrow()).isBetween(10.0, 400.0);
    }

    @Test
    void itsPlaceIsAlongTheLineAndNotAcross() throws IOException {
        PlaceCandidate found = find(map("even", "10", "-", "40"), "22");

        // Two fifths of the way: still on the first leg.
        assertThat(found.point().metersTo(new Point(45.0002, found.point().longitude())))
                .isLessThan(1);
    }

    @Test
    void theNumbersAtTheEndsAreTheMapsOwn() throws IOException {
        CityMap map = map("even", "10", "30", "40");

        assertThat(map.places().search("21 High Street", Optional.empty(), 5).getFirst().differs())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "even, 11, 41, 20",
        "odd, 10, 40, 21",
        "sometimes, 10, 40, 20",
        "even, 1, 99999, 20"
    })
    void aLineThatContradictsItselfLaysNoNumbers(
            String kind, String first, String last, String asked) throws IOException {
        PlaceCandidate found = find(map(kind, first, "-", last), asked);

        assertThat(found.differs()).doesNotContain("between %s and %s".formatted(first, last));
    }
}
