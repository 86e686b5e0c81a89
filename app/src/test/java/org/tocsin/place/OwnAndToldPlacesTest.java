package org.tocsin.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.Shared;
import org.tocsin.place.PlaceCandidate.Certainty;
import org.tocsin.place.PlaceCandidate.Kind;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Kilometres, places told by others, a center's own names, and what is at a point. */
class OwnAndToldPlacesTest {
    private static final Area AREA =
            new Area(
                    List.of(
                            new Point(41, -9),
                            new Point(41, -8),
                            new Point(42, -8),
                            new Point(42, -9)));

    private final PlaceSearch places = places();

    private static PlaceSearch places() {
        var gazetteer = new Gazetteer(AREA);
        // A motorway that runs north, with marks each 5 km of its count.
        var line = new java.util.ArrayList<Point>();
        for (int i = 0; i <= 40; i++) line.add(new Point(41.1 + i * 0.01, -8.6));
        gazetteer.street(List.of("Autoestrada do Norte", "A 1"), line);
        gazetteer.milestone("A1", 10, new Point(41.2, -8.6001));
        gazetteer.milestone("", 15, new Point(41.25, -8.6));
        gazetteer.milestone("A1", 40, new Point(41.5, -8.6));
        gazetteer.street(
                List.of("N14"),
                List.of(new Point(41.1, -8.7), new Point(41.1, -8.65), new Point(41.1, -8.62)));
        gazetteer.street(
                List.of("Rua Nova"), List.of(new Point(41.1, -8.65), new Point(41.12, -8.65)));
        gazetteer.house("Rua Nova", "7", new Point(41.11, -8.6501), "Maia");
        gazetteer.place(
                Kind.PLACE, List.of("Old Mill", "Moinho Velho"), "mill", new Point(41.15, -8.65));
        gazetteer.place(
                Kind.HYDRANT, List.of("Hydrant 1234"), "pillar hydrant", new Point(41.111, -8.65));
        gazetteer.locality(List.of("Maia"), "town", new Point(41.12, -8.64), 3_000);
        return gazetteer.close();
    }

    private PlaceCandidate first(String typed) {
        return places.search(typed, Optional.empty(), 5).getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A1 km 10",
                "a1 km 10.0",
                "km 10 da A1",
                "A 1, pk 10",
                "A1 10 km",
                "A1 pk 10+000"
            })
    void aKilometerMarkIsFoundByItsRoad(String typed) {
        PlaceCandidate found = first(typed);

        assertThat(found.kind()).as(typed).isEqualTo(Kind.KILOMETER_MARK);
        assertThat(found.point()).isEqualTo(new Point(41.2, -8.6001));
        assertThat(found.certainty()).isEqualTo(Certainty.CERTAIN);
    }

    @Test
    void aKilometerBetweenTwoMarksIsPlacedAlongTheRoadAndSaysSo() {
        PlaceCandidate found = first("A1 km 12,5");

        assertThat(found.name()).isEqualTo("A 1 km 12.5");
        assertThat(found.certainty()).isEqualTo(Certainty.LIKELY);
        assertThat(found.differs())
                .isEqualTo(
                        "no mark of km 12.5 in the map: placed between the marks 10 and 15, along"
                                + " the road");
        assertThat(found.point().latitude()).isCloseTo(41.225, within(0.0005));
        assertThat(found.uncertaintyMeters().orElseThrow()).isGreaterThan(50);
    }

    @Test
    void aKilometerFarFromEveryMarkIsNotInvented() {
        assertThat(first("A1 km 17").differs())
                .isEqualTo("km 17 is not in the map: this is the nearest mark it has");
        assertThat(places.search("A1 km 25", Optional.empty(), 5))
                .noneMatch(found -> found.kind() == Kind.KILOMETER_MARK);
    }

    @Test
    void aRoadWithoutMarksIsMeasuredFromBothEndsAndOnlyPossible() {
        List<PlaceCandidate> found = places.search("N14 km 2", Optional.empty(), 5);

        assertThat(found.subList(0, 2)).allMatch(one -> one.certainty() == Certainty.POSSIBLE);
        assertThat(found.get(0).differs()).contains("has no kilometre marks of N14");
        assertThat(found.get(0).point().metersTo(found.get(1).point())).isGreaterThan(1_000);
    }

    @Test
    void aKilometreThatTheMapDoesNotHaveIsTheRoadAndNeverAHouseNumber() {
        PlaceCandidate beyond = first("N14 km 999");
        assertThat(beyond.kind()).isEqualTo(Kind.STREET);
        assertThat(beyond.certainty()).isEqualTo(Certainty.POSSIBLE);
        assertThat(beyond.differs())
                .isEqualTo("the map has no kilometre marks of N14: this is the middle of the road");
        assertThat(beyond.uncertaintyMeters().orElseThrow()).isGreaterThan(500);

        assertThat(first("A1 km 25").differs()).startsWith("the map has no mark of A 1 near km 25");
        for (String typed : List.of("N14 km 999", "A1 km 25", "A1 km 10", "km 12.5 da A1")) {
            assertThat(places.search(typed, Optional.empty(), 10))
                    .as(typed)
                    .noneMatch(found -> found.kind() == Kind.ADDRESS);
        }
    }

    @Test
    void aHydrantIsFoundByItsNumberInSeveralLanguages() {
        for (String typed : List.of("hydrant 1234", "Hidrante 1234", "brandpost 1234")) {
            assertThat(first(typed).kind()).as(typed).isEqualTo(Kind.HYDRANT);
            assertThat(first(typed).certainty()).as(typed).isEqualTo(Certainty.CERTAIN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "300 m north of Old Mill",
                "300m north of the old mill",
                "300 metros a norte do moinho velho",
                "300 m au nord de moinho velho",
                "old mill, 300 m north",
                "0.3 km N of old mill"
            })
    void aPlaceToldByAnotherIsMeasuredFromItAndNeverCertain(String typed) {
        PlaceCandidate found = first(typed);

        assertThat(found.kind()).as(typed).isEqualTo(Kind.OFFSET);
        assertThat(found.name()).isEqualTo("300 m north of Old Mill");
        assertThat(found.certainty()).isEqualTo(Certainty.LIKELY);
        assertThat(found.uncertaintyMeters()).contains(75.0);
        assertThat(found.point().latitude()).isCloseTo(41.1527, within(0.0001));
    }

    @Test
    void theCentersOwnNamesComeFirstWithTheirKind() {
        PlaceSearch own =
                places.with(
                        List.of(
                                new OwnPlace(
                                        Kind.GATE,
                                        List.of("Refinery, Gate 3", "Gate 3"),
                                        "gate; hazard: chlorine",
                                        new Point(41.16, -8.66)),
                                new OwnPlace(
                                        Kind.COMMON_NAME,
                                        List.of("Old Mill"),
                                        "common name",
                                        new Point(41.1501, -8.6501))));

        PlaceCandidate gate = own.search("refinery gate 3", Optional.empty(), 5).getFirst();
        assertThat(gate.kind()).isEqualTo(Kind.GATE);
        assertThat(gate.about()).contains("hazard: chlorine");
        assertThat(gate.certainty()).isEqualTo(Certainty.CERTAIN);
        List<PlaceCandidate> mill = own.search("old mill", Optional.empty(), 5);
        assertThat(mill.getFirst().kind()).isEqualTo(Kind.COMMON_NAME);
        assertThat(mill.getFirst().certainty()).isEqualTo(Certainty.CERTAIN);
        assertThat(mill).noneMatch(found -> found.kind() == Kind.PLACE);
        assertThat(places.search("refinery gate 3", Optional.empty(), 5))
                .noneMatch(found -> found.kind() == Kind.GATE);
    }

    @Test
    void aPointIsDescribedFromEverySide() {
        Here house = places.here(new Point(41.11, -8.65));
        assertThat(house.address()).contains("Rua Nova 7");
        assertThat(house.locality()).contains("Maia");
        assertThat(house.description()).isEqualTo("Rua Nova 7; in Maia");

        Here road = places.here(new Point(41.225, -8.6));
        assertThat(road.road()).contains("Autoestrada do Norte, A 1 km 12.5");

        Here crossing = places.here(new Point(41.10001, -8.65));
        assertThat(crossing.crossing().orElseThrow()).contains("N14").contains("Rua Nova");

        Here hydrant = places.here(new Point(41.1113, -8.65));
        assertThat(hydrant.building()).contains("Hydrant 1234 (pillar hydrant)");
        assertThat(hydrant.description()).contains("145 m north of Rua Nova 7");
        assertThat(hydrant.notations().mgrs()).isPresent();
        assertThat(hydrant.notations().grids().getFirst()).startsWith("PT-TM06 E ");
    }

    @Test
    void naughtyTextsAreSearchedOrRefusedButBreakNothing() throws IOException {
        JsonNode all =
                JsonMapper.shared()
                        .readTree(Shared.path("material/timezone-encoding/blns.json").toFile());
        assertThat(all.size()).isGreaterThan(400);
        for (JsonNode each : all) {
            String text = each.asString("");
            if (text.length() > PlaceSearch.MAX_CHARACTERS) continue;
            searched(text);
            searched(text + " 12");
            searched("300 m north of " + text);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void drawnTextsAreSearchedOrRefusedButBreakNothing(long seed) {
        var random = new Random(seed);
        String letters = "0123456789.,+-/°'\"NSEWO km:#Añ东京\0\u0301ßİ";
        for (int i = 0; i < 3_000; i++) {
            var text = new StringBuilder();
            int length = random.nextInt(24);
            for (int j = 0; j < length; j++) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            searched(text.toString());
        }
    }

    private void searched(String text) {
        if (text.length() > PlaceSearch.MAX_CHARACTERS) return;
        try {
            for (PlaceCandidate found : places.search(text, Optional.empty(), 50)) {
                assertThat(found.certainty() == Certainty.CERTAIN)
                        .as(text)
                        .isEqualTo(found.differs().isEmpty());
            }
        } catch (BadCoordinates e) {
            assertThat(e).as(text).hasMessageContaining("“");
        }
    }
}
