package org.tocsin.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.center.CenterFile;
import org.tocsin.center.WholeCenter;
import org.tocsin.dispatch.Codec;
import org.tocsin.dispatch.Event;
import org.tocsin.incident.AssignmentState;
import org.tocsin.incident.IncidentEvent;
import org.tocsin.journal.Entry;
import org.tocsin.map.CityMap;
import org.tocsin.map.Progress;
import org.tocsin.simulate.demand.Plan;
import org.tocsin.simulate.demand.Sources;
import org.tocsin.simulate.result.Findings;
import org.tocsin.simulate.result.WrittenCall;
import org.tocsin.unit.Duty;
import org.tocsin.unit.UnitEvent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every behaviour that a demand file or a center's configuration gives to those who are played,
 * seen in the record and in the rows of calls.
 */
class BehaviourTest {
    private static final String QUIET =
            """
            calls_per_day = 40
            places = zones zones.csv
            call_to_dispatch = fixed 60 s
            turnout = fixed 30 s
            all.on_scene = fixed 10 min
            all.handover = fixed 15 min
            type.FALL.share = 1
            type.FALL.transport = 1
            """;

    @TempDir static Path folder;
    @TempDir Path out;

    private static SampleLab sample;

    @BeforeAll
    static void open() throws IOException {
        sample = new SampleLab(folder);
    }

    private static int hour(WrittenCall row) {
        return Instant.parse(row.of("time")).atZone(sample.center.zone()).getHour();
    }

    private List<WrittenCall> rows(String demand, String... policies) throws IOException {
        Findings findings =
                sample.lab(demand, 2, 1, policies.length == 0 ? new String[] {"fastest"} : policies)
                        .run(out, _ -> {});
        assertThat(findings.finished()).isPositive();
        return WrittenCall.read(out);
    }

    private List<WrittenCall> ofType(List<WrittenCall> rows, String type) {
        List<WrittenCall> some = rows.stream().filter(row -> row.of("type").equals(type)).toList();
        assertThat(some).hasSizeGreaterThan(5);
        return some;
    }

    /** Nobody waits for a unit, so that each leg is what was said. */
    private static final String FEW = QUIET.replace("calls_per_day = 40", "calls_per_day = 12");

    @Test
    void callTakingAndTheDispatchersDelayAreOfEachType() throws IOException {
        String demand =
                FEW.replace("calls_per_day = 12", "calls_per_day = 24")
                        + """
                        all.dispatch_delay = fixed 5 s
                        type.FALL.call_taking = fixed 90 s
                        type.SICK_PERSON.share = 1
                        type.SICK_PERSON.dispatch_delay = fixed 20 s
                        """;

        List<WrittenCall> rows = rows(demand);

        assertThat(ofType(rows, "FALL"))
                .allMatch(row -> row.seconds("call_taking_s") == 90)
                .anyMatch(row -> row.seconds("dispatch_s") == 5);
        assertThat(ofType(rows, "SICK_PERSON"))
                .allMatch(row -> row.seconds("call_taking_s") == 60)
                .allMatch(row -> row.seconds("dispatch_s") >= 20)
                .anyMatch(row -> row.seconds("dispatch_s") == 20);
    }

    @Test
    void aCallThatFindsAllCallTakersAtWorkRingsUntilOneIsFree() throws IOException {
        String demand =
                QUIET.replace("calls_per_day = 40", "calls_per_day = 400")
                                .replace(
                                        "call_to_dispatch = fixed 60 s",
                                        "call_to_dispatch = fixed 4 min")
                        + """
                        call_takers = 1
                        call_takers.8-20 = 2
                        """;

        List<WrittenCall> rows = rows(demand);

        rows.sort(Comparator.comparing(BehaviourTest::rang));
        Map<Boolean, List<WrittenCall>> byDay =
                rows.stream().collect(Collectors.partitioningBy(BehaviourTest::isAnsweredByDay));
        assertThat(byDay.get(true)).anyMatch(row -> row.seconds("answer_s") > 60);
        assertThat(byDay.get(false)).anyMatch(row -> row.seconds("answer_s") > 300);
        assertThat(rows).anyMatch(row -> row.seconds("answer_s") == 0);
        for (int i = 0; i < rows.size(); i++) {
            Instant answered = answered(rows.get(i));
            if (i > 0) assertThat(answered).isAfterOrEqualTo(answered(rows.get(i - 1)));
            long takenThen =
                    rows.subList(0, i).stream()
                            .filter(row -> answered(row).plusSeconds(240).isAfter(answered))
                            .count();
            int here = isAnsweredByDay(rows.get(i)) ? 2 : 1;
            assertThat(takenThen).as("%s", rows.get(i)).isLessThan(here);
        }
    }

    private static Instant rang(WrittenCall row) {
        return Instant.parse(row.of("time"));
    }

    private static Instant answered(WrittenCall row) {
        return rang(row).plusMillis(Math.round(1_000 * row.seconds("answer_s")));
    }

    private static boolean isAnsweredByDay(WrittenCall row) {
        int hour = answered(row).atZone(sample.center.zone()).getHour();
        return hour >= 8 && hour < 20;
    }

    @Test
    void turnoutIsByTheHourAndOfEachType() throws IOException {
        String demand =
                QUIET.replace("calls_per_day = 40", "calls_per_day = 60")
                        + """
                        turnout_at_night = fixed 100 s
                        turnout.12-14 = fixed 45 s
                        type.SICK_PERSON.share = 1
                        type.SICK_PERSON.turnout = fixed 70 s
                        type.SICK_PERSON.turnout.20-2 = fixed 80 s
                        """;

        List<WrittenCall> rows = rows(demand);

        // A crew that is on the road has no turnout.
        List<WrittenCall> fromPosts =
                rows.stream().filter(row -> row.seconds("turnout_s") > 0).toList();
        assertThat(ofType(fromPosts, "FALL"))
                .allMatch(row -> row.seconds("turnout_s") == expectedOfFall(hour(row)));
        assertThat(ofType(fromPosts, "SICK_PERSON"))
                .allMatch(
                        row ->
                                row.seconds("turnout_s")
                                        == (hour(row) >= 20 || hour(row) < 2 ? 80 : 70));
        assertThat(fromPosts.stream().map(BehaviourTest::hour).distinct()).hasSizeGreaterThan(15);
    }

    private static double expectedOfFall(int hour) {
        if (hour >= 22 || hour < 7) return 100;
        return hour >= 12 && hour < 14 ? 45 : 30;
    }

    @Test
    void withoutLightsDrivesTakeLongerThereAndToTheHospital() throws IOException {
        List<WrittenCall> lights = rows(FEW);
        List<WrittenCall> normal =
                rows(FEW + "all.drive = normal-driving\nall.drive_to_hospital = normal-driving\n");

        assertThat(mean(normal, "travel_s")).isGreaterThan(1.1 * mean(lights, "travel_s"));
        assertThat(mean(normal, "transport_s")).isGreaterThan(1.1 * mean(lights, "transport_s"));
    }

    private static double mean(List<WrittenCall> rows, String column) {
        return rows.stream()
                .filter(row -> !row.of(column).isEmpty())
                .mapToDouble(row -> row.seconds(column))
                .average()
                .orElseThrow();
    }

    @Test
    void drivesAreSlowerInTheHoursThatTheCentersProfileSaysSo() throws IOException {
        WholeCenter slow =
                changed(
                        config ->
                                Files.writeString(
                                        Files.createDirectories(config.resolve("profiles"))
                                                .resolve("lights-and-sirens.yaml"),
                                        """
                                        name: lights-and-sirens
                                        like: lights-and-sirens
                                        hours:
                                          - {when: daily 08:00-18:00, factor: 0.5}
                                        """));
        String demand =
                QUIET.replace("calls_per_day = 40", "calls_per_day = 100")
                        .replace("fixed 10 min", "fixed 1 min")
                        .replace("type.FALL.transport = 1", "type.FALL.transport = 0");
        CityMap map =
                CityMap.open(
                        folder.resolve("town.osm.pbf"),
                        out.resolve("map"),
                        slow.profiles().asked(),
                        Progress.SILENT);
        Lab lab =
                Lab.open(
                        slow,
                        map.roads(),
                        Sources.file(sample.demand(demand), false),
                        new Plan(3, 7, List.of("fastest"), 1, SampleLab.MONDAY, 1));

        lab.run(out, _ -> {});

        List<WrittenCall> rows = WrittenCall.read(out);
        double byDay =
                mean(rows.stream().filter(r -> hour(r) >= 8 && hour(r) < 18).toList(), "travel_s");
        double byNight =
                mean(rows.stream().filter(r -> hour(r) < 8 || hour(r) >= 18).toList(), "travel_s");
        assertThat(byDay).isBetween(1.6 * byNight, 2.4 * byNight);
    }

    /** What is changed in a copy of the sample center. */
    private interface Change {
        void in(Path config) throws IOException;
    }

    private WholeCenter changed(Change change) throws IOException {
        Path config = Files.createDirectories(out.resolve("center"));
        try (Stream<Path> files = Files.list(SampleLab.CENTER)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                Files.copy(
                        each,
                        config.resolve(each.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        change.in(config);
        return CenterFile.readWhole(config);
    }

    @Test
    void timeOnSceneHandoverAndRestockingAreOfEachType() throws IOException {
        String demand =
                QUIET
                        + """
                        type.FALL.restock = fixed 7 min
                        type.SICK_PERSON.share = 1
                        type.SICK_PERSON.transport = 1
                        type.SICK_PERSON.on_scene = fixed 25 min
                        type.SICK_PERSON.handover = fixed 11 min
                        """;

        List<WrittenCall> rows = rows(demand);

        assertThat(ofType(rows, "FALL"))
                .allMatch(row -> row.seconds("on_scene_s") == 600)
                .filteredOn(row -> !row.of("handover_s").isEmpty())
                .allMatch(row -> row.seconds("handover_s") == 22 * 60);
        assertThat(ofType(rows, "SICK_PERSON"))
                .allMatch(row -> row.seconds("on_scene_s") == 1_500)
                .filteredOn(row -> !row.of("handover_s").isEmpty())
                .allMatch(row -> row.seconds("handover_s") == 11 * 60);
    }

    @Test
    void somebodyIsTakenAsOftenAsIsSaidToTheNearestHospitalThatAcceptsIt() throws IOException {
        WholeCenter whole =
                changed(
                        config -> {
                            Path file = config.resolve("places.yaml");
                            Files.writeString(
                                    file,
                                    Files.readString(file)
                                            .replace(
                                                    "destinations:\n",
                                                    """
                                                    destinations:
                                                      - id: clinic
                                                        name: Clinic
                                                        point: "45.0095, -20.0140"
                                                        accepts: [falls]
                                                    """));
                        });
        assertThat(whole.center().destinations()).hasSizeGreaterThan(1);
        String half = FEW.replace("= 12", "= 60").replace("transport = 1", "transport = 0.5");

        Set<String> anywhere = takenTo(whole, half);
        Set<String> there = takenTo(whole, half + "type.FALL.hospital = falls\n");

        assertThat(anywhere).hasSizeGreaterThan(1);
        assertThat(there).containsExactly("clinic");
        List<WrittenCall> rows = rows(half);
        long taken = rows.stream().filter(row -> !row.of("transport_s").isEmpty()).count();
        assertThat(taken / (double) rows.size()).isCloseTo(0.5, within(0.15));
    }

    private Set<String> takenTo(WholeCenter whole, String demand) throws IOException {
        var plan = new Plan(2, 7, List.of("fastest"), 1, SampleLab.MONDAY, 1);
        Sources sources = Sources.file(sample.demand(demand), false);
        var hospitals = new HashSet<String>();
        for (Timed timed : events(Lab.open(whole, sample.roads, sources, plan), "fastest")) {
            if (timed.event() instanceof Event.OfIncident(IncidentEvent.AssignmentMoved e)
                    && e.to() == AssignmentState.TRANSPORTING) {
                hospitals.add(e.destination().orElseThrow());
            }
        }
        return hospitals;
    }

    private record Timed(Instant at, Event event) {}

    private static List<Timed> events(Lab lab, String policy) {
        return events(lab, Policies.named(policy));
    }

    private static List<Timed> events(Lab lab, Policy policy) {
        Simulation simulation = lab.simulation(policy, 0, Simulation.Keep.EVERYTHING);
        simulation.run(_ -> true);
        var events = new ArrayList<Timed>();
        for (Entry entry : simulation.entries()) {
            events.add(new Timed(entry.at(), Codec.STORED.readEvent(entry.event())));
        }
        return events;
    }

    @Test
    void crewsDriveBackByTheProfileForThat() throws IOException {
        // Back by the slower way they are farther from home when the next call comes.
        String busy = QUIET.replace("calls_per_day = 40", "calls_per_day = 150");

        double slowly = mean(rows(busy + "return_drive = normal-driving\n"), "response_s");
        double fast = mean(rows(busy + "return_drive = lights-and-sirens\n"), "response_s");

        assertThat(fast).isNotEqualTo(slowly);
    }

    @Test
    void unitsWorkTheirShiftsOnly() throws IOException {
        Map<String, List<String>> shifts = new HashMap<>();
        sample.center.units().forEach(unit -> shifts.put(unit.callSign(), unit.shifts()));
        List<Timed> events =
                events(sample.lab(QUIET.replace("= 40", "= 150"), 3, 1, "fastest"), "fastest");

        var duty = new HashMap<String, Duty>();
        var changes = new ArrayList<UnitEvent.DutyChanged>();
        int sent = 0;
        for (Timed timed : events) {
            if (timed.event() instanceof Event.OfUnit(UnitEvent.DutyChanged e)) {
                changes.add(e);
                duty.put(e.unit(), e.to());
            }
            if (timed.event() instanceof Event.OfIncident(IncidentEvent.UnitAssigned e)) {
                sent++;
                assertThat(duty.getOrDefault(e.unit(), Duty.ON_DUTY)).isEqualTo(Duty.ON_DUTY);
            }
        }
        assertThat(sent).isGreaterThan(200);
        assertThat(changes)
                .hasSizeGreaterThan(4)
                .allMatch(change -> !shifts.getOrDefault(change.unit(), List.of()).isEmpty());
        assertThat(changes.stream().map(UnitEvent.DutyChanged::to))
                .contains(Duty.ON_DUTY, Duty.OFF_DUTY);
    }

    @Test
    void vehiclesFailAndAreRepaired() throws IOException {
        String demand = QUIET + "failures_per_unit_day = 0.5\nrepair = fixed 3 h\n";

        var down = new HashMap<String, Instant>();
        var repairs = new ArrayList<Duration>();
        for (Timed timed : events(sample.lab(demand, 5, 1, "fastest"), "fastest")) {
            if (timed.event() instanceof Event.OfIncident(IncidentEvent.UnitAssigned e)) {
                assertThat(down).doesNotContainKey(e.unit());
            }
            if (!(timed.event() instanceof Event.OfUnit(UnitEvent.DutyChanged e))) continue;
            if (e.to() == Duty.OUT_OF_SERVICE) down.put(e.unit(), timed.at());
            else if (down.containsKey(e.unit())) {
                repairs.add(Duration.between(down.remove(e.unit()), timed.at()));
            }
        }
        // Half a failure a day for each unit, less those that are busy or off duty.
        assertThat(repairs.size()).isGreaterThan(sample.center.units().size());
        assertThat(repairs).allMatch(each -> each.compareTo(Duration.ofHours(3)) <= 0);
        assertThat(repairs).anyMatch(each -> each.equals(Duration.ofHours(3)));
    }

    @Test
    void typesComeAtTheirOwnHoursAndWithTheirOwnPriorities() throws IOException {
        String night = "1 1 1 1 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0";
        String demand =
                QUIET.replace("= 40", "= 200")
                        + "type.FALL.hours = "
                        + night
                        + "\n"
                        + "type.SICK_PERSON.share = 1\n"
                        + "type.SICK_PERSON.priorities = 2:1 5:3\n";

        List<WrittenCall> rows = rows(demand);

        assertThat(ofType(rows, "FALL")).allMatch(row -> hour(row) < 6);
        List<WrittenCall> sick = ofType(rows, "SICK_PERSON");
        assertThat(sick.stream().map(BehaviourTest::hour).distinct()).hasSizeGreaterThan(20);
        assertThat(sick).allMatch(row -> "25".contains(row.of("priority")));
        double urgent = sick.stream().filter(row -> row.of("priority").equals("2")).count();
        assertThat(urgent / sick.size()).isCloseTo(0.25, within(0.1));
        assertThat(rows.size() / 2.0).isCloseTo(200, within(45.0));
    }

    /** Sends whoever becomes free to yet another station. */
    private static final class Restless implements Policy {
        private int next;

        @Override
        public String name() {
            return "restless";
        }

        @Override
        public String words() {
            return "Nobody comes home.";
        }

        @Override
        public List<Move> moves(Situation now, Occasion occasion) {
            if (!(occasion instanceof Occasion.Freed(String unit))) return List.of();
            next = (next + 1) % now.posts();
            boolean moves = now.isOurs(next) && now.postOf(unit).orElseThrow() != next;
            return moves ? List.of(new Move(unit, now.station(next))) : List.of();
        }
    }

    private Map<String, List<Instant>> moves(String limits) throws IOException {
        WholeCenter whole =
                changed(
                        config -> {
                            Path file = config.resolve("center.yaml");
                            Files.writeString(
                                    file,
                                    Files.readString(SampleLab.CENTER.resolve("center.yaml"))
                                            + limits);
                        });
        var plan = new Plan(4, 7, List.of("fastest"), 1, SampleLab.MONDAY, 1);
        Sources sources = Sources.file(sample.demand(SampleLab.DEMAND), false);
        Lab lab = Lab.open(whole, sample.roads, sources, plan);
        var moves = new HashMap<String, List<Instant>>();
        for (Timed timed : events(lab, new Restless())) {
            if (timed.event() instanceof Event.OfUnit(UnitEvent.Relocated e)) {
                moves.computeIfAbsent(e.unit(), _ -> new ArrayList<>()).add(timed.at());
            }
        }
        return moves;
    }

    /** Of any crew within twelve hours. */
    private static int most(Map<String, List<Instant>> moves) {
        int most = 0;
        for (List<Instant> of : moves.values()) {
            for (Instant last : of) {
                Instant from = last.minus(Duration.ofHours(12));
                long count =
                        of.stream().filter(at -> at.isAfter(from) && !at.isAfter(last)).count();
                most = Math.max(most, (int) count);
            }
        }
        return most;
    }

    private static int count(Map<String, List<Instant>> moves) {
        return moves.values().stream().mapToInt(List::size).sum();
    }

    @Test
    void noCrewIsMovedMoreOftenOrFartherThanTheCenterSays() throws IOException {
        var free = moves("");
        var twice = moves("\nmove_ups: {most: 2, driven: 168 h, within: 12 h}\n");
        var near = moves("\nmove_ups: {most: 200, driven: 5 min, within: 12 h}\n");

        assertThat(most(free)).isGreaterThan(4);
        assertThat(most(twice)).isEqualTo(2);
        assertThat(count(near)).isBetween(5, count(free) * 3 / 4);
    }

    @Test
    void whoIsSentFromItsStationByTheRuleOfFewMovesIsSentHomeWithinTheLimits() throws IOException {
        // At a walk the town's two ambulance stations are far apart.
        WholeCenter slow =
                changed(
                        config -> {
                            Path file = config.resolve("center.yaml");
                            String limits = "\nmove_ups: {most: 2, driven: 60 min, within: 12 h}\n";
                            Files.writeString(file, Files.readString(file) + limits);
                            Files.writeString(
                                    Files.createDirectories(config.resolve("profiles"))
                                            .resolve("lights-and-sirens.yaml"),
                                    """
                                    name: lights-and-sirens
                                    like: lights-and-sirens
                                    slowest_kmh: 5
                                    fastest_kmh: 8
                                    """);
                        });
        CityMap map =
                CityMap.open(
                        folder.resolve("town.osm.pbf"),
                        out.resolve("map"),
                        slow.profiles().asked(),
                        Progress.SILENT);
        var plan = new Plan(4, 7, List.of("moveup"), 1, SampleLab.MONDAY, 1);
        Path demo = Path.of("../demo/lab");
        Path demand = out.resolve("demand.txt");
        String calls = Files.readString(demo.resolve("demand.txt"));
        Files.writeString(demand, calls.replace("calls_per_day = 60", "calls_per_day = 120"));
        Files.copy(demo.resolve("zones.csv"), out.resolve("zones.csv"));
        Sources sources = Sources.file(demand, false);
        Lab lab = Lab.open(slow, map.roads(), sources, plan);
        List<Timed> moves = events(lab, "moveup");

        var away = new HashMap<String, String>();
        var times = new HashMap<String, List<Instant>>();
        for (Timed timed : moves) {
            if (!(timed.event() instanceof Event.OfUnit(UnitEvent.Relocated e))) continue;
            times.computeIfAbsent(e.unit(), _ -> new ArrayList<>()).add(timed.at());
            String home = sample.center.unit(e.unit()).station();
            assertThat(e.was().equals(home)).as("%s", e).isNotEqualTo(e.station().equals(home));
            if (e.station().equals(home)) away.remove(e.unit());
            else away.put(e.unit(), e.station());
        }
        assertThat(count(times)).isGreaterThan(10);
        assertThat(most(times)).isEqualTo(2);
        assertThat(away).as("at the end").hasSizeLessThan(times.size());
    }
}
