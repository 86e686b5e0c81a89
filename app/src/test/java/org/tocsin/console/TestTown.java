package org.tocsin.console;

import org.tocsin.access.Passwords;
import org.tocsin.center.Capability;
import org.tocsin.center.Center;
import org.tocsin.center.DeskSeat;
import org.tocsin.center.Destination;
import org.tocsin.center.Disposition;
import org.tocsin.center.RelatedWindow;
import org.tocsin.center.Role;
import org.tocsin.center.SignIn;
import org.tocsin.center.Targets;
import org.tocsin.map.CityMap;
import org.tocsin.map.SampleTown;
import org.tocsin.place.Point;
import org.tocsin.plan.AlarmLevel;
import org.tocsin.plan.Choice;
import org.tocsin.plan.IncidentType;
import org.tocsin.plan.KeywordRule;
import org.tocsin.plan.Option;
import org.tocsin.plan.PlanRule;
import org.tocsin.plan.Question;
import org.tocsin.plan.Requirement;
import org.tocsin.plan.TriageTree;
import org.tocsin.unit.Agency;
import org.tocsin.unit.Station;
import org.tocsin.unit.Unit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sample town and a center for it, with a sign-in of each role. */
final class TestTown {
    static final String PASSWORD = "correct horse";
    static final Point MARKET =
            new Point(SampleTown.CENTRE.latitude() + 0.003, SampleTown.CENTRE.longitude() + 0.003);

    private static final String HASH = Passwords.hash(PASSWORD);

    private TestTown() {}

    /** Made once for all tests of this run. */
    private static final class Map0 {
        static final CityMap MAP = make();

        private static CityMap make() {
            try {
                Path folder = Files.createTempDirectory("tocsin-town");
                Path extract = folder.resolve("town.osm.pbf");
                SampleTown.write(extract, 7);
                return CityMap.open(extract, folder.resolve("map"), (_, _) -> {});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static CityMap map() {
        return Map0.MAP;
    }

    static Center center() {
        return center(
                List.of(
                        new Station("S1", "North", "FIRE", at(0.004, 0.002)),
                        new Station("S2", "South", "EMS", at(-0.004, -0.002))),
                Duration.ofMinutes(8));
    }

    /**
     * With other stations, S1 and S2 among them.
     *
     * @param arrival the target of every priority
     */
    static Center center(List<Station> stations, Duration arrival) {
        return new Center(
                "town",
                "Sample Town",
                ZoneId.of("UTC"),
                Optional.of(SampleTown.bounds()),
                List.of(new Agency("FIRE", "Fire"), new Agency("EMS", "Ambulance")),
                List.of(new Capability("ENGINE", "Engine"), new Capability("ALS", "Paramedics")),
                stations,
                List.of(),
                List.of(
                        unit("E1", "FIRE", "S1", "ENGINE"),
                        unit("E2", "FIRE", "S1", "ENGINE"),
                        unit("M1", "EMS", "S2", "ALS"),
                        unit("M2", "EMS", "S2", "ALS")),
                List.of(),
                List.of(
                        new IncidentType("FIRE", "Structure fire", 1, "FIRE", Optional.empty()),
                        new IncidentType("FALL", "Fall", 3, "EMS", Optional.of("fall"))),
                List.of(plan("fires", "FIRE", "ENGINE", 2), plan("falls", "FALL", "ALS", 1)),
                List.of(questions()),
                List.of(
                        new KeywordRule(
                                "gas",
                                "FIRE",
                                Optional.of(1),
                                List.of("EMS"),
                                List.of(),
                                true,
                                Map.of("en", List.of("smell of gas")))),
                targets(arrival),
                List.of(
                        new DeskSeat("1", "Desk 1", List.of("FIRE")),
                        new DeskSeat("2", "Desk 2", List.of("EMS"))),
                signIns(),
                List.of(new Destination("H", "Hospital", at(0.005, -0.004), List.of())),
                List.of(),
                List.of(new Disposition("DONE", "Done")),
                new RelatedWindow(Duration.ofMinutes(10), 300),
                List.of());
    }

    static Point at(double north, double east) {
        return new Point(
                SampleTown.CENTRE.latitude() + north, SampleTown.CENTRE.longitude() + east);
    }

    private static Unit unit(String callSign, String agency, String station, String capability) {
        return new Unit(
                callSign,
                agency,
                station,
                Set.of(capability),
                2,
                Optional.empty(),
                agency.equals("EMS"),
                List.of());
    }

    private static PlanRule plan(String id, String type, String capability, int count) {
        var need = new Requirement("crew", List.of(new Option(Map.of(capability, count))));
        return new PlanRule(
                id,
                List.of(type),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new AlarmLevel(false, List.of(need), List.of(), List.of("power company"))));
    }

    private static TriageTree questions() {
        var yes =
                new Choice(
                        "yes",
                        "Yes",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(2),
                        List.of(),
                        Optional.of("Do not move them."));
        return new TriageTree(
                "fall", 1, "Fall", List.of(new Question("awake", "Awake?", List.of(yes))));
    }

    private static Targets targets(Duration arrival) {
        return new Targets(
                java.util.stream.IntStream.rangeClosed(1, 5)
                        .mapToObj(
                                priority ->
                                        new Targets.ByPriority(
                                                priority,
                                                Duration.ofMinutes(2),
                                                Duration.ofMinutes(1),
                                                arrival,
                                                Optional.empty()))
                        .toList(),
                Map.of());
    }

    private static List<SignIn> signIns() {
        return List.of(
                signIn("dora", Role.DISPATCHER, List.of(), List.of()),
                signIn("dan", Role.DISPATCHER, List.of("EMS"), List.of()),
                signIn("carl", Role.CALL_TAKER, List.of(), List.of()),
                signIn("sue", Role.SUPERVISOR, List.of(), List.of()),
                signIn("ada", Role.ADMIN, List.of(), List.of()),
                signIn("vic", Role.VIEWER, List.of(), List.of()),
                signIn("crew-m1", Role.CREW, List.of(), List.of("M1")));
    }

    static SignIn signIn(String name, Role role, List<String> agencies, List<String> units) {
        return new SignIn(name, "Mx " + name, HASH, List.of(role), agencies, units);
    }
}
