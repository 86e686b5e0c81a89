package org.tocsin.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.center.WholeCenter;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.map.RoadExtract;
import org.tocsin.place.Point;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadNetwork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The lab against queues whose answers are known. One road; calls at one place or two, stations at
 * the same places; service times exponential.
 */
class QueueingTest {
    private static final Point WEST = new Point(45.0, -20.0);
    private static final double FAR = -19.9;
    private static final double NEAR = -19.993;
    private static final int DAYS = 40;
    private static final int REPLICATIONS = 12;

    @TempDir static Path folder;

    private static RoadNetwork roads;

    @BeforeAll
    static void build() throws IOException {
        var extract = new RoadExtract("test");
        var nodes = new ArrayList<Long>();
        for (int i = -5; i <= 105; i++) nodes.add(extract.node(new Point(45.0, -20.0 + i * 0.001)));
        extract.way(nodes, Map.of("highway", "primary", "oneway", "no"));
        Path file = folder.resolve("road.osm.pbf");
        extract.write(file);
        List<Profile> profiles =
                Profile.STANDARD.stream()
                        .filter(Profile::driven)
                        .map(each -> each.with(each.name(), ZoneId.of("UTC"), each.factors()))
                        .toList();
        roads = CityMap.open(file, folder.resolve("map"), profiles, Progress.SILENT).roads();
    }

    /** A. K. Erlang 1917: with c units and a erlangs offered, by the recursion over units. */
    private static double erlangB(int units, double load) {
        double lost = 1;
        for (int k = 1; k <= units; k++) lost = load * lost / (k + load * lost);
        return lost;
    }

    /** The same source: the chance to wait, where calls wait. */
    private static double erlangC(int units, double load) {
        double b = erlangB(units, load);
        return units * b / (units - load * (1 - b));
    }

    @Test
    void theFormulasGiveTheFiguresInTables() {
        // Tables of Erlang's formulas, such as in L. Kleinrock, Queueing Systems I, 1975.
        assertThat(erlangB(3, 2))
                .isEqualTo(4.0 / 19, org.assertj.core.api.Assertions.within(1e-12));
        assertThat(erlangC(3, 2)).isEqualTo(4.0 / 9, org.assertj.core.api.Assertions.within(1e-12));
    }

    @Test
    void theFormulaGivesAPublishedTableOfErlangB() {
        // Offered load at which 1 % are lost: T. S. Rappaport, Wireless Communications, 2nd edition
        // 2002, table 3.4 (capacity of an Erlang B system), to its three figures.
        double[][] unitsAndLoad = {
            {2, 0.153}, {4, 0.869}, {5, 1.36}, {10, 4.46}, {20, 12.0}, {24, 15.3}, {40, 29.0}
        };

        for (double[] row : unitsAndLoad) {
            assertThat(erlangB((int) row[0], row[1]))
                    .as("%s units", row[0])
                    .isCloseTo(0.01, org.assertj.core.api.Assertions.within(0.0003));
        }
    }

    @Test
    void callsThatFindAllUnitsBusyWaitAsLongAsErlangsCSays() throws IOException {
        // 6 calls an hour, 20 minutes each, 3 units: 2 erlangs.
        List<Run> runs = runs(144, List.of(3, 0), FAR, 1.0, "20 min");

        double meanSeconds = erlangC(3, 2) / (3 * 3 - 6) * 3_600;
        assertContains(runs, run -> run.all().dispatching(), meanSeconds);
        assertContains(
                runs,
                run ->
                        run.utilization().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElseThrow(),
                2.0 / 3);
    }

    @Test
    void callsThatFindTheirStationEmptyAreAsManyAsErlangsBSays() throws IOException {
        // The same at a station whose calls, when it is empty, are answered from the next one.
        List<Run> runs = runs(144, List.of(3, 6), FAR, 1.0, "20 min");

        assertContains(runs, run -> 1 - nearShare(run), erlangB(3, 2));
    }

    /** From the other end of the road it takes minutes. */
    private static double nearShare(Run run) {
        int steps = 30 / Run.STEP_SECONDS;
        int near = 0;
        int all = 0;
        for (int i = 0; i < Run.STEPS; i++) {
            all += run.histogram().get(i);
            if (i < steps) near += run.histogram().get(i);
        }
        return near / (double) all;
    }

    /**
     * R. C. Larson, "A hypercube queuing model for facility location and redistricting in urban
     * emergency services", Computers and Operations Research 1, 1974: two units that each prefer
     * their own end and back the other up, calls that find both busy wait. Its balance equations
     * are solved here; drives are no part of service (the model's own assumption), so they are made
     * short against it.
     */
    @Test
    void unitsThatBackEachOtherUpAreAsBusyAsTheHypercubeSays() throws IOException {
        double west = 0.7;
        // 1.2 erlangs with the mean service of 60 minutes plus what the drives add, measured below.
        List<Run> runs = runs(28.8, List.of(1, 1), NEAR, west, "60 min");

        double served = serviceMinutes(runs);
        double load = 28.8 / 1440 * served;
        double[] busy = hypercube(load * west, load * (1 - west));
        assertContains(runs, run -> of(run, 0), busy[0]);
        assertContains(runs, run -> of(run, 1), busy[1]);
    }

    private static double of(Run run, int unit) {
        return new ArrayList<>(run.utilization().values()).get(unit);
    }

    /** Minutes at work per call, over all runs. */
    private static double serviceMinutes(List<Run> runs) {
        double busy = 0;
        double calls = 0;
        for (Run run : runs) {
            busy += (of(run, 0) + of(run, 1)) * (DAYS + Lab.WARM_UP_DAYS) * 1440;
            calls += run.all().calls() * (DAYS + Lab.WARM_UP_DAYS) / (double) DAYS;
        }
        return busy / calls;
    }

    /**
     * Two servers, mean service 1, calls at rates {@code a} (first's own) and {@code b}, a queue
     * without limit.
     *
     * @return the share of its time that each is busy
     */
    private static double[] hypercube(double a, double b) {
        double rate = a + b;
        // States: none, first busy, second busy; p2 both busy and nobody waiting.
        // first:  (1 + rate) p10 = a p00 + p11;  second: (1 + rate) p01 = b p00 + p11;
        // rate p00 = p10 + p01.
        // With p00 = 1: add both, then each.
        double sum = rate;
        double p11 = ((1 + rate) * sum - rate) / 2;
        double p10 = (a + p11) / (1 + rate);
        double p01 = (b + p11) / (1 + rate);
        double waiting = p11 * (rate / 2) / (1 - rate / 2);
        double all = 1 + p10 + p01 + p11 + waiting;
        return new double[] {(p10 + p11 + waiting) / all, (p01 + p11 + waiting) / all};
    }

    private static void assertContains(
            List<Run> runs, ToDoubleFunction<Run> measure, double expected) {
        Estimate estimate = Estimate.of(runs.stream().mapToDouble(measure).toArray());
        assertThat(expected)
                .as("within %s ± %s", estimate.mean(), estimate.half())
                .isBetween(estimate.low(), estimate.high());
    }

    private static List<Run> runs(
            double callsPerDay, List<Integer> units, double east, double westShare, String service)
            throws IOException {
        Path files = Files.createTempDirectory(folder, "queue");
        Path config = Files.createDirectory(files.resolve("center"));
        Files.writeString(config.resolve("center.yaml"), center(units, east));
        Files.writeString(
                files.resolve("places.csv"),
                "latitude,longitude,weight\n%s,%s,%s\n%s,%s,%s\n"
                        .formatted(
                                WEST.latitude(),
                                WEST.longitude(),
                                westShare,
                                WEST.latitude(),
                                east,
                                1 - westShare));
        Path demand =
                Files.writeString(
                        files.resolve("demand.txt"),
                        """
                        calls_per_day = %s
                        places = points places.csv
                        call_to_dispatch = fixed 0 s
                        turnout = fixed 0 s
                        type.HELP.share = 1
                        type.HELP.on_scene = exponential %s
                        """
                                .formatted(callsPerDay, service));
        WholeCenter whole = CenterFile.readWhole(config);
        var plan = new Lab.Plan(DAYS, 3, List.of("fastest"), REPLICATIONS, SampleLab.MONDAY, 2);
        Center center = whole.center();
        DrivingProfiles profiles = whole.profiles();
        return Lab.open(center, profiles, roads, demand, false, plan).run(_ -> {}).runs;
    }

    private static String center(List<Integer> units, double east) {
        var text =
                new StringBuilder(
                        """
                        center: {id: queue, name: Queue, zone: UTC}
                        agencies: {ems: Ambulance}
                        capabilities: {HELP: Help}
                        types:
                          - {code: HELP, name: Help, priority: 1, agency: ems}
                        plans:
                          - {id: default, levels: {1: {needs: {help: 1 HELP}}}}
                        dispositions: {DONE: Done}
                        sign_ins:
                          - name: nobody
                            display_name: Nobody
                            password_hash: $argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
                            roles: [viewer]
                        stations:
                          - {id: west, name: West, agency: ems, point: "45.0, -20.0"}
                          - {id: east, name: East, agency: ems, point: "45.0, %s"}
                        units:
                        """
                                .formatted(east));
        List<String> stations = List.of("west", "east");
        for (int station = 0; station < 2; station++) {
            for (int i = 0; i < units.get(station); i++) {
                text.append(
                        "  - {call_sign: %s%02d, station: %s, capabilities: [HELP], crew_size: 2}%n"
                                .formatted(station == 0 ? "A" : "B", i + 1, stations.get(station)));
            }
        }
        return text.toString();
    }
}
