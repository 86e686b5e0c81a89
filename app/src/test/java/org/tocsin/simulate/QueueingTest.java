package org.tocsin.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import org.tocsin.simulate.demand.Plan;
import org.tocsin.simulate.result.Estimate;
import org.tocsin.simulate.result.Run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

    private static final String AT_WEST = "latitude,longitude,weight\n45.0,-20.0,1\n";

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
    void theFormulasGivePublishedFigures() {
        // The example of R's package ErlangC 0.1.0 (its README on CRAN): 100 calls in 30 minutes of
        // 180 s each, 14 agents: 10 erlangs.
        assertThat(erlangC(14, 10)).isCloseTo(0.1741319, within(0.00000005));
        assertThat(3_600 * waitHours(14, 200, 20)).isCloseTo(7.83593701, within(0.00000005));
        // R. Bronson, "Operations Research" (1982), problem 24.6, as told at
        // web.ist.utl.pt/mcasquilho/compute/or/Fx-queuevars.php: three crews, 300 repairs a year of
        // two days each: 0.352 wait on average, each for 0.43 days.
        double days = 365 * waitHours(3, 300, 182.5);
        assertThat(days).isCloseTo(0.43, within(0.005));
        assertThat(300 * days / 365).isCloseTo(0.352, within(0.0015));
        // erlang.com/calculatormanual: 15 lines lose one call of a hundred at 8.108 erlangs.
        assertThat(erlangB(15, 8.108)).isCloseTo(0.01, within(0.00001));
    }

    /** In the unit of time of the rates. */
    private static double waitHours(int units, double calls, double servedByOne) {
        return erlangC(units, calls / servedByOne) / (units * servedByOne - calls);
    }

    @ParameterizedTest
    @CsvSource({"14, 80, 180 min, 470.1562", "3, 8.219178, 288 min, 3704.7"})
    void callsWaitAsLongInTheLabAsThePublishedExamplesSay(
            int units, double callsPerDay, String service, double seconds) throws IOException {
        // The two examples above, at a pace of calls and services that a town has: 60 times as slow
        // as the first (80 a day of 180 min: 60 times 7.83593701 s), 10 times as fast as the second
        // (300 in 36.5 days, of 0.2 days each: a tenth of 0.4288 days).
        List<Run> runs = runs(callsPerDay, List.of(units, 0), FAR, 1.0, service);

        assertContains(runs, run -> run.all().dispatching().mean(), seconds);
    }

    @Test
    void callsRingAsLongAsThePublishedCallCenterSays() throws IOException {
        // The first example above as it is: 200 calls an hour of 180 s each, 14 who answer.
        String demand =
                demand(4_800, "5 s")
                        .replace(
                                "call_to_dispatch = fixed 0 s",
                                "call_to_dispatch = exponential 180 s")
                        .concat("call_takers = 14\n");
        List<Station> stations = List.of(new Station("a", WEST.longitude(), 20));

        List<Run> runs = runs(3, stations, AT_WEST, demand);

        assertContains(runs, run -> run.all().answering().mean(), 7.83593701);
        // Units there are enough.
        assertContains(runs, run -> run.all().dispatching().mean(), 180 + 7.83593701);
    }

    @Test
    void callsThatFindAllUnitsBusyWaitAsLongAsErlangsCSays() throws IOException {
        // 6 calls an hour, 20 minutes each, 3 units: 2 erlangs.
        List<Run> runs = runs(144, List.of(3, 0), FAR, 1.0, "20 min");

        double meanSeconds = erlangC(3, 2) / (3 * 3 - 6) * 3_600;
        assertContains(runs, run -> run.all().dispatching().mean(), meanSeconds);
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
            busy += (of(run, 0) + of(run, 1)) * (DAYS + Plan.WARM_UP_DAYS) * 1440;
            calls += run.all().calls() * (DAYS + Plan.WARM_UP_DAYS) / (double) DAYS;
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

    /**
     * R. C. Larson, A. R. Odoni, "Urban Operations Research", Prentice-Hall 1981, sections 5.4.3,
     * 5.4.4 and 5.5.3 (web.mit.edu/urban_or_book): three units, ten atoms, 1.5 requests in the time
     * of a service. Unit 1 backs up areas 2 and 3; atoms 1 and 2 of its own area are backed up by
     * unit 2, atom 4 by unit 3. The text gives the result, the rates of the atoms stand in a figure
     * that is not to be had as text (the text names one, atom 5 of area 2, with 0.15); {@link
     * #onlyTheseRatesGiveTheFiguresOfTheBook} finds them.
     */
    private static final class Book {
        static final double[] BUSY = {0.5574, 0.4734, 0.4693};
        static final double ALL_BUSY = 0.23684;
        static final double OUT_OF_AREA = 0.43529;

        /** Of all requests those of atom 1 that unit 1 answers. */
        static final double UNIT_1_TO_ATOM_1 = 0.087;

        static final double[] RATES = {0.5, 0.25, 0.35, 0.40};

        /** Which unit is asked first, next, last: atoms 1 and 2; atom 4; area 2; area 3. */
        static final int[][] ASKED = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {2, 0, 1}};
    }

    /** What the model says. */
    private record Hypercube(List<Double> busy, double allBusy, double outOfArea) {
        /**
         * The balance equations of the eight states, by Gauss and Seidel. A request that finds all
         * busy waits; the first unit to be free takes the one that has waited longest.
         */
        static Hypercube solve(double[] rates) {
            double all = Arrays.stream(rates).sum();
            double[] p = new double[8];
            Arrays.fill(p, 1.0 / 8);
            for (int round = 0; round < 2_000; round++) {
                for (int state = 0; state < 7; state++) {
                    double in = 0;
                    for (int unit = 0; unit < 3; unit++) {
                        if ((state >> unit & 1) == 0) in += p[state | 1 << unit];
                        else in += p[state ^ 1 << unit] * sent(rates, state ^ 1 << unit, unit);
                    }
                    p[state] = in / (all + Integer.bitCount(state));
                }
                // Up to all busy flows as much as down from there.
                double up = 0;
                for (int unit = 0; unit < 3; unit++) up += p[7 ^ 1 << unit] * all;
                p[7] = up / 3;
                double sum = Arrays.stream(p).sum();
                for (int state = 0; state < 8; state++) p[state] /= sum;
            }
            double waiting = p[7] * (all / 3) / (1 - all / 3);
            for (int state = 0; state < 8; state++) p[state] /= 1 + waiting;
            double allBusy = p[7] + waiting / (1 + waiting);
            var busy = new ArrayList<Double>();
            for (int unit = 0; unit < 3; unit++) {
                double sum = allBusy - p[7];
                for (int state = 0; state < 8; state++) sum += p[state] * (state >> unit & 1);
                busy.add(sum);
            }
            // Who takes one that has waited is one of three by chance.
            double out = allBusy * 2 / 3;
            for (int state = 0; state < 7; state++) {
                for (int kind = 0; kind < rates.length; kind++) {
                    if (answers(kind, state) != Book.ASKED[kind][0])
                        out += p[state] * rates[kind] / all;
                }
            }
            return new Hypercube(busy, allBusy, out);
        }

        private static int answers(int kind, int state) {
            for (int unit : Book.ASKED[kind]) if ((state >> unit & 1) == 0) return unit;
            throw new IllegalStateException("all busy");
        }

        private static double sent(double[] rates, int state, int unit) {
            double sum = 0;
            for (int kind = 0; kind < rates.length; kind++) {
                if (answers(kind, state) == unit) sum += rates[kind];
            }
            return sum;
        }

        boolean isTheBooks() {
            for (int unit = 0; unit < 3; unit++) {
                if (Math.abs(busy.get(unit) - Book.BUSY[unit]) > 0.00005) return false;
            }
            return true;
        }
    }

    @Test
    void onlyTheseRatesGiveTheFiguresOfTheBook() {
        var found = new ArrayList<List<Integer>>();
        // Area 1 has half of all requests (the book says so); the rest in steps of a twentieth.
        for (int west = 0; west <= 15; west++) {
            for (int second = 0; second <= 15; second++) {
                double[] rates = {
                    west / 20.0, 0.75 - west / 20.0, second / 20.0, 0.75 - second / 20.0
                };
                if (Hypercube.solve(rates).isTheBooks()) found.add(List.of(west, second));
            }
        }

        assertThat(found).containsExactly(List.of(10, 7));
        Hypercube book = Hypercube.solve(Book.RATES);
        assertThat(book.allBusy()).isCloseTo(Book.ALL_BUSY, within(0.000005));
        // The book adds figures rounded to four decimals.
        assertThat(book.outOfArea()).isCloseTo(Book.OUT_OF_AREA, within(0.0001));
        // Atoms 1 and 2 share their rate evenly.
        double unit1Free = 1 - book.busy().getFirst();
        double answered = 0.25 / 1.5 * (unit1Free + book.allBusy() / 3);
        assertThat(answered).isCloseTo(Book.UNIT_1_TO_ATOM_1, within(0.0005));
    }

    @Test
    void theThreeUnitsOfTheBookAreAsBusyInTheLab() throws IOException {
        // A mean service of two hours: the drives of seconds are no part of the model.
        String places =
                """
                latitude,longitude,weight
                45.0,-20.0003,0.5
                45.0,-19.9997,0.25
                45.0,-20.0020,0.35
                45.0,-19.9980,0.40
                """;
        List<Station> stations =
                List.of(
                        new Station("a", -20.0, 1),
                        new Station("b", -20.0020, 1),
                        new Station("c", -19.9980, 1));

        List<Run> runs = runs(8 * DAYS, stations, places, demand(18, "120 min"));

        for (int unit = 0; unit < 3; unit++) {
            int at = unit;
            assertContains(runs, run -> of(run, at), Book.BUSY[unit]);
        }
        // Who waits, waits for a third of a service by 1 - 1.5/3: the mean of all calls.
        assertContains(
                runs,
                run -> run.all().dispatching().mean(),
                Book.ALL_BUSY * 7_200 / (3 * (1 - 0.5)));
    }

    private static void assertContains(
            List<Run> runs, ToDoubleFunction<Run> measure, double expected) {
        Estimate estimate = Estimate.of(runs.stream().mapToDouble(measure).toArray());
        assertThat(expected)
                .as("within %s ± %s", estimate.mean(), estimate.half())
                .isBetween(estimate.low(), estimate.high());
    }

    /** Where so many units stand, on the one road. */
    private record Station(String id, double longitude, int units) {}

    private static List<Run> runs(
            double callsPerDay, List<Integer> units, double east, double westShare, String service)
            throws IOException {
        String places =
                "latitude,longitude,weight\n%s,%s,%s\n%s,%s,%s\n"
                        .formatted(
                                WEST.latitude(),
                                WEST.longitude(),
                                westShare,
                                WEST.latitude(),
                                east,
                                1 - westShare);
        List<Station> stations =
                List.of(
                        new Station("a", WEST.longitude(), units.getFirst()),
                        new Station("b", east, units.getLast()));
        return runs(DAYS, stations, places, demand(callsPerDay, service));
    }

    private static String demand(double callsPerDay, String service) {
        return """
        calls_per_day = %s
        places = points places.csv
        call_to_dispatch = fixed 0 s
        turnout = fixed 0 s
        type.HELP.share = 1
        type.HELP.on_scene = exponential %s
        """
                .formatted(callsPerDay, service);
    }

    private static List<Run> runs(int days, List<Station> stations, String places, String demanded)
            throws IOException {
        Path files = Files.createTempDirectory(folder, "queue");
        Path config = Files.createDirectory(files.resolve("center"));
        Files.writeString(config.resolve("center.yaml"), center(stations));
        Files.writeString(files.resolve("places.csv"), places);
        Path demand = Files.writeString(files.resolve("demand.txt"), demanded);
        WholeCenter whole = CenterFile.readWhole(config);
        var plan = new Plan(days, 3, List.of("fastest"), REPLICATIONS, SampleLab.MONDAY, 2);
        Center center = whole.center();
        DrivingProfiles profiles = whole.profiles();
        return Lab.open(center, profiles, roads, demand, false, plan).run(_ -> {}).runs();
    }

    private static String center(List<Station> stations) {
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
                        """);
        for (Station each : stations) {
            text.append(
                    "  - {id: %s, name: Station, agency: ems, point: \"45.0, %s\"}%n"
                            .formatted(each.id(), each.longitude()));
        }
        text.append("units:\n");
        for (Station each : stations) {
            for (int i = 0; i < each.units(); i++) {
                text.append(
                        "  - {call_sign: %s%02d, station: %s, capabilities: [HELP], crew_size: 2}%n"
                                .formatted(each.id().toUpperCase(Locale.ROOT), i + 1, each.id()));
            }
        }
        return text.toString();
    }
}
