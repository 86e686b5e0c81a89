package org.tocsin.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.place.Point;
import org.tocsin.unit.UnitStatus;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

/** What is asked and answered survives the record. */
class RecordTest {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    /** The JSON of a decision over 200 units. */
    private static final int MOST_BYTES = 25_000;

    static LongStream seeds() {
        return LongStream.range(0, Math.min(100, Long.getLong("seeds", 100)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theRankingIsReproducedFromTheRecord(long seed) {
        Inputs inputs = RecommendTwinTest.town(new Random(seed));

        Inputs read = MAPPER.readValue(MAPPER.writeValueAsString(inputs), Inputs.class);

        assertThat(read).as("seed %d", seed).isEqualTo(inputs);
        assertThat(Recommend.rank(read)).as("seed %d", seed).isEqualTo(Recommend.rank(inputs));
        assertThat(MAPPER.writeValueAsString(read)).isEqualTo(MAPPER.writeValueAsString(inputs));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theAnswerSurvivesTheRecord(long seed) {
        Recommendation answer = Recommend.rank(RecommendTwinTest.town(new Random(seed)));

        Recommendation read =
                MAPPER.readValue(MAPPER.writeValueAsString(answer), Recommendation.class);

        assertThat(read).as("seed %d", seed).isEqualTo(answer);
    }

    /** The stored form: never change a file of this test, add another beside it. */
    @Test
    void theStoredFormIsPinned() throws IOException {
        Inputs inputs = everyForm();
        Recommendation answer = Recommend.rank(inputs);

        assertThat(pretty(inputs)).isEqualTo(golden("inputs-1.json"));
        assertThat(pretty(answer)).isEqualTo(golden("recommendation-1.json"));
        assertThat(MAPPER.readValue(golden("inputs-1.json"), Inputs.class)).isEqualTo(inputs);
        assertThat(MAPPER.readValue(golden("recommendation-1.json"), Recommendation.class))
                .isEqualTo(answer);
    }

    /** Version 0.1 had no driving profiles in the record: its inputs name none, and are read. */
    @Test
    void theDrivingProfilesAreNamedWhereTheRecordHasThem() throws IOException {
        Inputs old = MAPPER.readValue(golden("inputs-1.json"), Inputs.class);
        var now =
                new Inputs(
                        old.incident(),
                        old.priority(),
                        old.at(),
                        old.boardPosition(),
                        old.closures(),
                        Optional.of(12L),
                        old.source(),
                        old.need(),
                        old.policy(),
                        old.candidates());

        assertThat(old.driving()).isEmpty();
        assertThat(pretty(now)).contains("\"driving\" : 12");
        assertThat(MAPPER.readValue(pretty(now), Inputs.class)).isEqualTo(now);
    }

    @Test
    void everyKindOfReasonIsInTheGoldenFile() throws IOException {
        String golden = golden("recommendation-1.json");

        for (Class<?> reason : Reason.class.getPermittedSubclasses()) {
            String name = reason.getSimpleName();
            String kind = Character.toLowerCase(name.charAt(0)) + name.substring(1);
            assertThat(golden).contains("\"kind\" : \"%s\"".formatted(kind));
        }
    }

    @Test
    void aDecisionOverTwoHundredUnitsStaysSmall() {
        Inputs inputs = city(200);

        assertThat(bytes(inputs)).isLessThan(MOST_BYTES);
        assertThat(bytes(Recommend.rank(inputs))).isLessThan(MOST_BYTES);
    }

    private static int bytes(Object value) {
        return MAPPER.writeValueAsString(value).getBytes(StandardCharsets.UTF_8).length;
    }

    private static String pretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }

    private static String golden(String name) throws IOException {
        try (var file = RecordTest.class.getResourceAsStream(name)) {
            if (file == null) throw new AssertionError("no golden file " + name);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** One of each form that a candidate, a reason and the rest can take. */
    static Inputs everyForm() {
        var need =
                Town.need(
                        Town.requirement("engines", Town.option("ENGINE", 3)),
                        Town.requirement(
                                "ambulances",
                                Town.option("ALS", 2),
                                Town.option("ALS", 1, "BLS", 1)),
                        Town.requirement("boat", Town.option("BOAT", 1)),
                        Town.requirement("command", Town.option("CHIEF", 1)));
        return Town.inputs(
                need,
                Town.unit("E1", "ENGINE", "RESCUE").crew("C1").away(214).at("ST1"),
                Town.unit("L1", "ENGINE").crew("C1").away(214).at("ST1"),
                Town.unit("E2", "ENGINE").freeIn(100, 50),
                Town.unit("E3", "ENGINE").away(900).committed(UnitStatus.EN_ROUTE),
                Town.unit("E4", "ENGINE").away(301),
                Town.unit("E5", "ENGINE").away(214),
                Town.unit("E6", "ENGINE").away(215).freeIn(60, 149),
                Town.unit("E7", "ENGINE").away(214),
                Town.unit("E8", "ENGINE").freeIn(600, 60),
                Town.unit("M1", "ALS"),
                Town.unit("M2", "ALS"),
                Town.unit("A1", "BLS"),
                Town.unit("B1", "BOAT").crew("C2").works(UnitStatus.EN_ROUTE, "F26-2", 4),
                Town.unit("B2", "BOAT").crew("C2"),
                Town.unit("B3", "BOAT").except(Exclusion.LOW_FUEL, Exclusion.CREW_REST),
                Town.unit("B4", "BOAT").is(UnitStatus.OFF_DUTY),
                Town.unit("B5", "BOAT").is(UnitStatus.OUT_OF_SERVICE),
                Town.unit("B6", "BOAT").unreachable(),
                Town.unit("K1", "CHIEF").committed(UnitStatus.ON_SCENE),
                Town.unit("K2", "CHIEF"),
                Town.unit("P1", "POLICE"));
    }

    /** A city like the one the time limits are measured on. */
    static Inputs city(int units) {
        var random = new Random(7);
        var kinds = List.of("ENGINE", "LADDER", "RESCUE", "ALS", "BLS", "CHIEF", "POLICE");
        var candidates = new ArrayList<Candidate>();
        for (int i = 0; i < units; i++) {
            String kind = kinds.get(i % kinds.size());
            boolean busy = random.nextInt(4) == 0;
            var release =
                    new Release(
                            Duration.ofSeconds(random.nextInt(1_800)),
                            "clearing at hospital",
                            Optional.of(Duration.ofSeconds(random.nextInt(1_200))));
            candidates.add(
                    new Candidate(
                            kind + (100 + i),
                            "ST" + i / 5,
                            new Point(
                                    41.1 + random.nextDouble() / 10,
                                    -8.7 + random.nextDouble() / 10),
                            kind.equals("RESCUE") ? Set.of("RESCUE", "ENGINE") : Set.of(kind),
                            Optional.empty(),
                            busy ? UnitStatus.AT_DESTINATION : UnitStatus.AVAILABLE,
                            Optional.of(Duration.ofSeconds(60 + random.nextInt(1_500))),
                            Optional.empty(),
                            busy
                                    ? Optional.of(
                                            new Work("F26-104", 3, true, Optional.of(release)))
                                    : Optional.empty(),
                            false,
                            Set.of()));
        }
        var need =
                Town.need(
                        Town.requirement("engines", Town.option("ENGINE", 3)),
                        Town.requirement("ladder", Town.option("LADDER", 1)),
                        Town.requirement("rescue", Town.option("RESCUE", 1)),
                        Town.requirement(
                                "ambulances",
                                Town.option("ALS", 2),
                                Town.option("ALS", 1, "BLS", 1)),
                        Town.requirement("command", Town.option("CHIEF", 1)));
        return Town.inputs(need, candidates);
    }
}
