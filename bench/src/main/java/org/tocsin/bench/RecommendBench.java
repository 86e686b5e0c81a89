package org.tocsin.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.place.Point;
import org.tocsin.plan.Need;
import org.tocsin.plan.Option;
import org.tocsin.plan.Requirement;
import org.tocsin.recommend.Candidate;
import org.tocsin.recommend.Inputs;
import org.tocsin.recommend.Policy;
import org.tocsin.recommend.Recommend;
import org.tocsin.recommend.Recommendation;
import org.tocsin.recommend.Release;
import org.tocsin.recommend.Work;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.road.StraightLine;
import org.tocsin.road.Times;
import org.tocsin.road.TravelTime;
import org.tocsin.unit.UnitStatus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How long a recommendation takes: a plan of five capabilities, 200 units of which a quarter is
 * busy and a tenth shares a crew, with all reasons and the cover left. {@code rank} has the driving
 * times already; {@code rankByRoad} finds them on the roads of Porto first.
 *
 * <pre>{@code
 * ./mvnw -q package -pl app,bench -DskipTests -DskipWeb
 * java -cp 'bench/target/tocsin-bench-0.1.0.jar:bench/target/lib/*' org.openjdk.jmh.Main RecommendBench \
 *     -p map=../shared/maps/porto.osm.pbf
 * }</pre>
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class RecommendBench {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Conditions OPEN = new Conditions(Profile.EMERGENCY, List.of(), NOON);
    private static final Need NEED =
            new Need(
                    List.of(
                            requirement("engines", option("ENGINE", 3)),
                            requirement("ladder", option("LADDER", 1)),
                            requirement("rescue", option("RESCUE", 1)),
                            requirement(
                                    "ambulances",
                                    option("ALS", 2),
                                    new Option(Map.of("ALS", 1, "BLS", 1))),
                            requirement("command", option("CHIEF", 1))),
                    List.of(),
                    List.of(),
                    "structure-fire",
                    1);

    private static Option option(String capability, int count) {
        return new Option(Map.of(capability, count));
    }

    private static Requirement requirement(String name, Option... options) {
        return new Requirement(name, List.of(options));
    }

    /** Many questions in turn, so that none is learnt by heart. */
    @State(Scope.Thread)
    public static class Questions {
        private static final int COUNT = 64;

        final List<Inputs> inputs = new ArrayList<>();
        final List<Point> places = new ArrayList<>();
        private int next;

        @Setup
        public void ask() {
            var random = new Random(1);
            for (int i = 0; i < COUNT; i++) {
                inputs.add(question(city(random)));
                places.add(place(random));
            }
        }

        int next() {
            next = (next + 1) % COUNT;
            return next;
        }
    }

    /** The roads of a real city. */
    @State(Scope.Benchmark)
    public static class Roads {
        @Param("../shared/maps/porto.osm.pbf")
        public String map = "";

        TravelTime roads = StraightLine.CITY;

        @Setup
        public void open() throws IOException {
            Path folder = Files.createTempDirectory("tocsin-bench-roads");
            roads = CityMap.open(Path.of(map), folder, Progress.SILENT).roads();
        }
    }

    @Benchmark
    public Recommendation rank(Questions questions) {
        return Recommend.rank(questions.inputs.get(questions.next()));
    }

    @Benchmark
    public Recommendation rankByRoad(Questions questions, Roads roads) {
        int question = questions.next();
        List<Candidate> candidates = questions.inputs.get(question).candidates();
        List<Point> origins = candidates.stream().map(Candidate::point).toList();
        Times times = roads.roads.to(questions.places.get(question), origins, OPEN);
        var timed = new ArrayList<Candidate>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            timed.add(candidates.get(i).withTravel(times, i));
        }
        return Recommend.rank(question(timed));
    }

    private static Inputs question(List<Candidate> candidates) {
        return new Inputs(
                "F26-1",
                2,
                NOON,
                1,
                "none",
                Optional.empty(),
                Times.Source.ROAD,
                NEED,
                Policy.STANDARD,
                candidates);
    }

    /** Within the streets of Porto. */
    private static Point place(Random random) {
        return new Point(41.145 + random.nextDouble() * 0.03, -8.66 + random.nextDouble() * 0.08);
    }

    private static List<Candidate> city(Random random) {
        var kinds = List.of("ENGINE", "LADDER", "RESCUE", "ALS", "BLS", "CHIEF", "POLICE");
        var units = new ArrayList<Candidate>();
        for (int i = 0; i < 200; i++) {
            String kind = kinds.get(random.nextInt(kinds.size()));
            boolean busy = random.nextInt(4) == 0;
            units.add(
                    new Candidate(
                            kind.charAt(0) + Integer.toString(100 + i),
                            "ST" + i / 5,
                            place(random),
                            kind.equals("RESCUE") ? Set.of("RESCUE", "ENGINE") : Set.of(kind),
                            random.nextInt(10) == 0 ? Optional.of("C" + i / 10) : Optional.empty(),
                            busy ? UnitStatus.ON_SCENE : UnitStatus.AVAILABLE,
                            Optional.of(seconds(random, 1_500)),
                            Optional.empty(),
                            busy ? Optional.of(work(random)) : Optional.empty(),
                            false,
                            Set.of()));
        }
        return units;
    }

    private static Work work(Random random) {
        var release =
                new Release(
                        seconds(random, 1_800),
                        "clearing at hospital",
                        Optional.of(seconds(random, 1_200)));
        return new Work("F26-2", 1 + random.nextInt(5), random.nextBoolean(), Optional.of(release));
    }

    private static Duration seconds(Random random, int most) {
        return Duration.ofSeconds(random.nextInt(most));
    }
}
