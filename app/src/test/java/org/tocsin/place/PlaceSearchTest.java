package org.tocsin.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tocsin.place.PlaceCandidate.Certainty;
import org.tocsin.place.PlaceCandidate.Kind;

import java.util.List;
import java.util.Optional;

class PlaceSearchTest {
    private static final Area AREA =
            new Area(
                    List.of(
                            new Point(41, -9),
                            new Point(41, -8),
                            new Point(42, -8),
                            new Point(42, -9)));
    private static final Point CORNER = new Point(41.15, -8.61);

    private final PlaceSearch places = places();

    private static PlaceSearch places() {
        var gazetteer = new Gazetteer(AREA);
        gazetteer.street(
                List.of("Rua das Flores"),
                List.of(new Point(41.149, -8.61), CORNER, new Point(41.153, -8.61)));
        gazetteer.street(
                List.of("Avenida de São João", "Saint John Avenue"),
                List.of(new Point(41.15, -8.615), CORNER, new Point(41.15, -8.6)));
        gazetteer.street(
                List.of("Main Street"), List.of(new Point(41.16, -8.61), new Point(41.16, -8.6)));
        gazetteer.street(
                List.of("Main Street"), List.of(new Point(41.25, -8.61), new Point(41.25, -8.6)));
        gazetteer.street(
                List.of("Park and Ride Way"),
                List.of(new Point(41.17, -8.61), new Point(41.17, -8.6)));
        gazetteer.house("Rua das Flores", "2", new Point(41.1495, -8.6101), "Porto");
        gazetteer.house("Rua das Flores", "10", new Point(41.1515, -8.6101), "Porto");
        gazetteer.house("Rua das Flores", "11", new Point(41.1515, -8.6099), "Porto");
        gazetteer.house("Rua das Flores", "14a", new Point(41.1525, -8.6101), "Porto");
        gazetteer.house("Rua das Flores", "20-24", new Point(41.1529, -8.6101), "Porto");
        gazetteer.house("Unnumbered Row", "Rose Cottage", new Point(41.18, -8.62), "");
        gazetteer.place(
                Kind.STATION,
                List.of("Hospital de Santo António"),
                "hospital",
                new Point(41.147, -8.62));
        gazetteer.locality(List.of("Northfield"), "suburb", new Point(41.25, -8.605), 2_000);
        return gazetteer.close();
    }

    private List<PlaceCandidate> search(String text) {
        return places.search(text, Optional.empty(), 10);
    }

    private PlaceCandidate first(String text) {
        return search(text).getFirst();
    }

    @Test
    void caseAccentsOrderAndAbbreviationsDoNotMatter() {
        for (String typed :
                List.of(
                        "Rua das Flores",
                        "RUA DAS FLORES",
                        "flores das rua",
                        "R. das Flores",
                        "rua das flôres")) {
            assertThat(first(typed).name()).as(typed).isEqualTo("Rua das Flores");
            assertThat(first(typed).certainty()).as(typed).isEqualTo(Certainty.CERTAIN);
        }
        assertThat(first("av sao joao").name()).isEqualTo("Avenida de São João");
        assertThat(first("saint john ave").certainty()).isEqualTo(Certainty.CERTAIN);
        assertThat(first("hosp. sto. antonio").kind()).isEqualTo(Kind.STATION);
    }

    @Test
    void anAddressIsNotFollowedByItsStreet() {
        assertThat(search("rua das flores 10"))
                .filteredOn(each -> each.name().startsWith("Rua das Flores"))
                .extracting(PlaceCandidate::kind)
                .containsOnly(Kind.ADDRESS);
        assertThat(first("rua das flores").kind()).isEqualTo(Kind.STREET);
    }

    @Test
    void streetsOfOneNameAreToldApartByTheStreetBesideThem() {
        var gazetteer = new Gazetteer(AREA);
        for (String other : List.of("North Lane", "South Lane")) {
            double latitude = other.startsWith("N") ? 41.3 : 41.1;
            gazetteer.street(
                    List.of("Mill Road"),
                    List.of(new Point(latitude, -8.61), new Point(latitude, -8.6)));
            gazetteer.street(
                    List.of(other),
                    List.of(new Point(latitude, -8.605), new Point(latitude + 0.01, -8.605)));
        }

        List<PlaceCandidate> found = gazetteer.close().search("mill road", Optional.empty(), 5);

        assertThat(found)
                .extracting(PlaceCandidate::about)
                .containsExactlyInAnyOrder("near North Lane", "near South Lane");
    }

    @Test
    void anExitFoundByWhereItLeadsToIsNotCertain() {
        var gazetteer = new Gazetteer(AREA);
        gazetteer.place(
                Kind.PLACE, List.of("Exit 2", "Airport"), "motorway exit", new Point(41.2, -8.6));
        PlaceSearch search = gazetteer.close();

        PlaceCandidate airport = search.search("airport", Optional.empty(), 5).getFirst();
        PlaceCandidate exit = search.search("exit 2", Optional.empty(), 5).getFirst();

        assertThat(airport.differs()).isEqualTo("this is only a motorway exit");
        assertThat(exit.certainty()).isEqualTo(Certainty.CERTAIN);
    }

    @Test
    void aStreetKnownByNumbersBetweenOthersOnlyIsFound() {
        var gazetteer = new Gazetteer(AREA);
        gazetteer.interpolated("Far Lane", "4", new Point(41.3, -8.6), "", "2", "6", 20);
        gazetteer.interpolated("Far Lane", "14", new Point(41.5, -8.4), "", "12", "16", 20);
        gazetteer.interpolated("Far Lane", "24", new Point(41.7, -8.2), "", "22", "26", 20);
        PlaceSearch search = gazetteer.close();

        PlaceCandidate house = search.search("far lane 14", Optional.empty(), 5).getFirst();

        assertThat(house.point()).isEqualTo(new Point(41.5, -8.4));
        assertThat(house.certainty()).isNotEqualTo(Certainty.CERTAIN);
        assertThat(search.search("far lane 99", Optional.empty(), 5)).isNotEmpty();
        assertThat(search.search("far lane", Optional.empty(), 5)).isNotEmpty();
    }

    @Test
    void oneTypingErrorIsForgivenButSaid() {
        for (String typed :
                List.of("rua das floes", "rua das floores", "rua das flpres", "rua das folres")) {
            PlaceCandidate found = first(typed);
            assertThat(found.name()).as(typed).isEqualTo("Rua das Flores");
            assertThat(found.certainty()).as(typed).isEqualTo(Certainty.LIKELY);
            assertThat(found.differs()).as(typed).contains("read as “flores”");
        }
    }

    @Test
    void anAddressIsFoundWhicheverWayItIsTyped() {
        for (String typed : List.of("Rua das Flores 10", "10 rua das flores", "r das flores, 10")) {
            PlaceCandidate found = first(typed);
            assertThat(found.kind()).as(typed).isEqualTo(Kind.ADDRESS);
            assertThat(found.name()).as(typed).isEqualTo("Rua das Flores 10");
            assertThat(found.point()).as(typed).isEqualTo(new Point(41.1515, -8.6101));
            assertThat(found.certainty()).as(typed).isEqualTo(Certainty.CERTAIN);
        }
        assertThat(first("rua das flores 22").name()).isEqualTo("Rua das Flores 20-24");
        assertThat(first("rua das flores 22").certainty()).isEqualTo(Certainty.CERTAIN);
    }

    @Test
    void whatStandsBehindTheNumberIsSaidNotToBeLookedFor() {
        PlaceCandidate found = first("Rua das Flores 10, 3º Esq");

        assertThat(found.name()).isEqualTo("Rua das Flores 10");
        assertThat(found.differs()).isEqualTo("“3º Esq” was not looked for");
        assertThat(first("Rua das Flores 10 A 12").name()).isEqualTo("Rua das Flores 10");
        assertThat(first("Rua das Flores 10, 4050-262 Porto").certainty())
                .isEqualTo(Certainty.CERTAIN);
    }

    @Test
    void theCityMayStandFirstOrBeMistyped() {
        assertThat(first("Porto, Rua das Flores 10").certainty()).isEqualTo(Certainty.CERTAIN);
        PlaceCandidate found = first("Rua das Flores 10, Prto");
        assertThat(found.name()).isEqualTo("Rua das Flores 10");
        assertThat(found.differs()).isEqualTo("“Prto” read as “Porto”");
    }

    @Test
    void aBlankTooManyOrTooFewIsForgivenButSaid() {
        assertThat(first("Ruadas Flores").differs()).isEqualTo("“ruadas” read as “rua das”");
        assertThat(first("North field").differs()).isEqualTo("“north field” read as “northfield”");
    }

    @Test
    void aFullStopCutsAWordShort() {
        PlaceCandidate found = first("Av. de S. João");

        assertThat(found.name()).isEqualTo("Avenida de São João");
        assertThat(found.certainty()).isEqualTo(Certainty.CERTAIN);
        assertThat(first("r. das flor.").differs()).isEqualTo("“flor” read as “flores”");
    }

    @Test
    void namesInOtherLettersAreFoundInLatinAndSaySo() {
        var gazetteer = new Gazetteer(AREA);
        gazetteer.place(Kind.PLACE, List.of("北京市"), "town", CORNER);
        gazetteer.place(Kind.PLACE, List.of("Красная площадь"), "square", CORNER);
        gazetteer.place(Kind.PLACE, List.of("München"), "town", CORNER);
        PlaceSearch world = gazetteer.close();

        assertThat(world.search("北京", Optional.empty(), 1).getFirst().name()).isEqualTo("北京市");
        PlaceCandidate beijing = world.search("Beijing", Optional.empty(), 1).getFirst();
        assertThat(beijing.name()).isEqualTo("北京市");
        assertThat(beijing.differs()).contains("in the map as “北京市”");
        PlaceCandidate square = world.search("krasnaya ploshchad", Optional.empty(), 1).getFirst();
        assertThat(square.name()).isEqualTo("Красная площадь");
        assertThat(square.certainty()).isNotEqualTo(Certainty.CERTAIN);
        assertThat(world.search("Muenchen", Optional.empty(), 1).getFirst().certainty())
                .isEqualTo(Certainty.CERTAIN);
    }

    @Test
    void aMissingNumberIsInterpolatedAndSaysSo() {
        PlaceCandidate found = first("rua das flores 6");

        assertThat(found.certainty()).isEqualTo(Certainty.LIKELY);
        assertThat(found.differs())
                .isEqualTo("6 is not in the map: its place is interpolated between 2 and 10");
        assertThat(found.point()).isEqualTo(new Point(41.1505, -8.6101));
    }

    @Test
    void aNumberBeyondTheKnownOnesIsNotInvented() {
        PlaceCandidate found = first("rua das flores 99");

        assertThat(found.name()).isEqualTo("Rua das Flores 11");
        assertThat(found.certainty()).isEqualTo(Certainty.LIKELY);
        assertThat(found.differs())
                .isEqualTo("99 is not in the map: this is 11, the nearest number it has");
        assertThat(first("rua das flores 14").differs())
                .isEqualTo("14 is not in the map: this is 14a");
        assertThat(first("main street 5").differs()).contains("no house numbers here");
        assertThat(first("unnumbered row 5").differs()).contains("no house numbers here");
    }

    @Test
    void aCrossingIsFoundWithAnyUsualWordBetween() {
        for (String typed :
                List.of(
                        "Rua das Flores and Avenida de São João",
                        "rua das flores & av de sao joao",
                        "av. de são joão / r. das flores",
                        "rua das flores x avenida de sao joao",
                        "Rua das Flores e Avenida de São João",
                        "saint john avenue at rua das flores")) {
            PlaceCandidate found = first(typed);
            assertThat(found.kind()).as(typed).isEqualTo(Kind.CROSSING);
            assertThat(found.point()).as(typed).isEqualTo(CORNER);
            assertThat(found.certainty()).as(typed).isEqualTo(Certainty.CERTAIN);
        }
    }

    @Test
    void streetsThatDoNotMeetHaveNoCrossing() {
        assertThat(search("main street and rua das flores"))
                .noneMatch(found -> found.kind() == Kind.CROSSING);
    }

    @Test
    void aNameWithAnAndInItIsStillAName() {
        assertThat(first("park and ride way").name()).isEqualTo("Park and Ride Way");
        assertThat(first("park and ride way").certainty()).isEqualTo(Certainty.CERTAIN);
    }

    @Test
    void oneOfSeveralOfTheSameNameIsNeverCertainAndTheNearerComesFirst() {
        List<PlaceCandidate> found =
                places.search("main street", Optional.of(new Point(41.26, -8.6)), 5);

        assertThat(found.getFirst().point().latitude()).isEqualTo(41.25);
        assertThat(found.get(1).point().latitude()).isEqualTo(41.16);
        assertThat(found.subList(0, 2))
                .allMatch(one -> one.certainty() == Certainty.LIKELY)
                .allMatch(one -> one.differs().equals("one of 2 places this may mean"));
    }

    @Test
    void aLocalityBehindTheNamePicksTheStreetThere() {
        PlaceCandidate found = first("Main Street, Northfield");

        assertThat(found.point().latitude()).isEqualTo(41.25);
        assertThat(found.certainty()).isEqualTo(Certainty.CERTAIN);
        PlaceCandidate far = first("Rua das Flores, Northfield");
        assertThat(far.name()).isEqualTo("Rua das Flores");
        assertThat(far.certainty()).isNotEqualTo(Certainty.CERTAIN);
        assertThat(far.differs()).endsWith("km from Northfield");
    }

    @Test
    void coordinatesAreReadLatitudeFirst() {
        for (String typed : List.of("41.15,-8.61", "41.15 -8.61", "41.15; -8.61", "41.15N 8.61W")) {
            PlaceCandidate found = first(typed);
            assertThat(found.kind()).as(typed).isEqualTo(Kind.COORDINATES);
            assertThat(found.point()).as(typed).isEqualTo(CORNER);
            assertThat(found.certainty()).as(typed).isEqualTo(Certainty.CERTAIN);
        }
        assertThat(first("10.5, 20.5").certainty()).isEqualTo(Certainty.POSSIBLE);
        assertThat(first("10.5, 20.5").differs()).isEqualTo("outside the service area");
    }

    @Test
    void impossibleAndSwappedCoordinatesAreRefusedWithBothReadings() {
        assertThatThrownBy(() -> search("91.5,-8.61"))
                .isInstanceOf(BadCoordinates.class)
                .hasMessageContaining("has the latitude 91.5, expected -90 to 90");
        assertThatThrownBy(() -> search("-8.61, 41.15"))
                .isInstanceOf(BadCoordinates.class)
                .hasMessageContaining("-8.61000, 41.15000 lies outside the service area")
                .hasMessageContaining("Swapped, 41.15000, -8.61000, it lies inside");
        assertThatThrownBy(() -> search("41.15, 181.0"))
                .hasMessageContaining("has the longitude 181.0, expected -180 to 180");
    }

    @Test
    void hostileTextIsSearchedOrRefusedButBreaksNothing() {
        for (String typed :
                List.of(
                        "", " ", "&", "and", "/ /", "1", "12 ", "\0", "💥", "'; --", "%s%n",
                        "12-")) {
            assertThat(search(typed)).as(typed).allMatch(c -> c.certainty() != Certainty.CERTAIN);
        }
        search("x".repeat(PlaceSearch.MAX_CHARACTERS));
        search("a ".repeat(PlaceSearch.MAX_CHARACTERS / 2));
        assertThatThrownBy(() -> search("x".repeat(PlaceSearch.MAX_CHARACTERS + 1)))
                .hasMessage("the text has 201 characters, expected at most 200");
        assertThatThrownBy(() -> places.search("x", Optional.empty(), 0))
                .hasMessage("limit is 0, expected 1 to 50");
        assertThatThrownBy(() -> places.search("x", Optional.empty(), 51))
                .hasMessage("limit is 51, expected 1 to 50");
    }

    @Test
    void aPointIsDescribedByWhatIsNearest() {
        assertThat(places.describe(new Point(41.15151, -8.6101))).isEqualTo("Rua das Flores 10");
        assertThat(places.describe(new Point(41.15005, -8.61005)))
                .isEqualTo("Rua das Flores and Avenida de São João");
        assertThat(places.describe(new Point(41.15, -8.6075)))
                .isEqualTo("Avenida de São João, 210 m from Rua das Flores");
        assertThat(places.describe(new Point(41.21, -8.605)))
                .isEqualTo("4.4 km south of Northfield");
        assertThat(places.describe(new Point(41.9, -8.1))).isEqualTo("41.90000, -8.10000");
    }

    @Test
    void aWordThatVeryManyNamesHaveHidesNoneOfThem() {
        var gazetteer = new Gazetteer(AREA);
        int names = NameIndex.MAX_WALKED + 5_000;
        for (int i = 0; i < names; i++) {
            double row = Math.floorDiv(i, 1_000);
            var point = new Point(41 + i % 1_000 / 1_000.0, -8.9 + row / 100);
            gazetteer.place(Kind.PLACE, List.of("Rua " + letters(i)), "street", point);
        }
        PlaceSearch many = gazetteer.close();

        for (int i : new int[] {0, 1_234, names / 2, names - 1}) {
            PlaceCandidate found = many.search("rua " + letters(i), Optional.empty(), 5).getFirst();
            assertThat(found.name()).isEqualTo("Rua " + letters(i));
            assertThat(found.certainty()).isEqualTo(Certainty.CERTAIN);
        }
        assertThat(many.search("rua", Optional.empty(), 5)).isEmpty();
    }

    private static String letters(int number) {
        var letters = new StringBuilder("zz");
        for (int rest = number, i = 0; i < 5; i++, rest /= 16) {
            letters.append((char) ('a' + rest % 16)).append('q');
        }
        return letters.toString();
    }
}
