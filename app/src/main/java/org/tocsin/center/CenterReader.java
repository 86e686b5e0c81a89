package org.tocsin.center;

import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.plan.District;
import org.tocsin.plan.Hours;
import org.tocsin.plan.IncidentType;
import org.tocsin.plan.KeywordRule;
import org.tocsin.plan.PlanRule;
import org.tocsin.plan.TriageTree;
import org.tocsin.road.Profile;
import org.tocsin.unit.Agency;
import org.tocsin.unit.Station;
import org.tocsin.unit.Unit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes a center of the sections its files hold. */
final class CenterReader {
    private final Sections sections;

    CenterReader(Sections sections) {
        this.sections = sections;
    }

    /**
     * All but the gazetteer, which is no YAML.
     *
     * @throws CenterFileException if anything is wrong
     */
    WholeCenter read() {
        Head head = head();
        List<Agency> agencies = sections.named("agencies", 1, CenterLimits.AGENCIES, Agency::new);
        List<Capability> capabilities =
                sections.named("capabilities", 1, CenterLimits.CAPABILITIES, Capability::new);
        List<Station> stations =
                sections.list("stations", Shape.STATION, 1, CenterLimits.STATIONS, this::station);
        List<Shift> shifts =
                sections.list("shifts", Shape.SHIFT, 0, CenterLimits.SHIFTS, this::shift);
        var unitReader = new UnitReader(sections, stations);
        List<Unit> units = unitReader.units();
        List<District> districts =
                sections.list(
                        "districts", Shape.DISTRICT, 0, CenterLimits.DISTRICTS, this::district);
        List<IncidentType> types =
                sections.list("types", Shape.TYPE, 1, CenterLimits.TYPES, this::type);
        List<PlanRule> rules = new PlanReader(sections).rules();
        var triage = new TriageReader(sections);
        List<TriageTree> trees = triage.trees();
        List<KeywordRule> keywords = triage.keywords();
        var limits = new TargetsReader(sections);
        Targets targets = limits.targets();
        Paces paces = limits.paces();
        var people = new PeopleReader(sections);
        List<DeskSeat> desks = people.desks();
        List<SignIn> signIns = people.signIns();
        var places = new PlacesReader(sections);
        List<Destination> destinations = places.destinations();
        List<Premises> premises = places.premises();
        var custom = new CustomReader(sections);
        List<Disposition> dispositions = custom.dispositions();
        RelatedWindow related = custom.related();
        List<StatusCode> statusCodes = custom.statusCodes();
        List<AgencyStatus> statuses = custom.agencyStatuses(statusCodes);
        List<VerbName> verbs = custom.verbs();
        Optional<Duration> forgetAfter = custom.forgetAfter();
        Optional<MoveUpLimits> moveUps = custom.moveUps();
        List<Profile> profiles =
                new ProfileReader(sections.faults, sections.ground, head.zone, districts)
                        .read(sections.profileFiles);

        sections.faults.throwIfAny();
        var center =
                new Center(
                        head.id,
                        head.name,
                        head.zone,
                        head.serviceArea,
                        agencies,
                        capabilities,
                        stations,
                        shifts,
                        units,
                        districts,
                        types,
                        rules,
                        trees,
                        keywords,
                        targets,
                        desks,
                        signIns,
                        destinations,
                        premises,
                        dispositions,
                        related,
                        statusCodes);
        var drives = new DrivingProfiles(profiles, unitReader.profiles());
        return new WholeCenter(
                center, drives, verbs, statuses, paces, List.of(), forgetAfter, moveUps);
    }

    private record Head(String id, String name, ZoneId zone, Optional<Area> serviceArea) {
        static final Head HARMLESS = new Head("", "", ZoneOffset.UTC, Optional.empty());
    }

    /** Read before all places, which are compared with the service area. */
    private Head head() {
        Optional<Field> found = sections.find("center");
        if (found.isEmpty()) return Head.HARMLESS;
        Fields center = found.get().fields(Shape.CENTER);
        String id = center.read("id", "", CenterReader::centerId);
        String name = center.name("name");
        ZoneId zone = center.read("zone", ZoneOffset.UTC, CenterReader::zone);
        int before = sections.faults.count();
        Optional<Area> serviceArea = center.find("service_area").map(sections.ground::area);
        if (sections.faults.count() == before) serviceArea.ifPresent(sections.ground::serviceArea);
        return new Head(id, name, zone, serviceArea);
    }

    /** Names files and topics elsewhere, so it is narrower than other ids. */
    private static String centerId(Field field) {
        String expected = "1 to 40 small letters a to z, digits and dashes, such as porto";
        return field.written(
                "",
                expected,
                id -> Optional.of(id).filter(text -> text.matches("[a-z0-9][a-z0-9-]{0,39}")));
    }

    private static ZoneId zone(Field field) {
        return field.written(
                ZoneOffset.UTC,
                "a region and city of the tz database, such as Europe/Lisbon",
                CenterReader::zoneNamed);
    }

    private static Optional<ZoneId> zoneNamed(String text) {
        try {
            return Optional.of(ZoneId.of(text)).filter(CenterReader::isZone);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** An offset such as +01:00 knows no summer time: the hours would be wrong half the year. */
    static boolean isZone(ZoneId zone) {
        return zone.getId().equals("UTC") || zone.getId().contains("/");
    }

    private Supplier<Station> station(Fields fields) {
        String id = fields.declares("id", sections.stations);
        String name = fields.name("name");
        String agency = fields.refersTo("agency", sections.agencies);
        Point point = sections.point(fields);
        return () -> new Station(id, name, agency, point);
    }

    private Supplier<Shift> shift(Fields fields) {
        String id = fields.declares("id", sections.shifts);
        String name = fields.name("name");
        List<Hours> hours = sections.hours(fields);
        return () -> new Shift(id, name, hours);
    }

    private Supplier<District> district(Fields fields) {
        String id = fields.declares("id", sections.districts);
        String name = fields.name("name");
        Area area = fields.read("area", Ground.HARMLESS_AREA, sections.ground::area);
        return () -> new District(id, name, area);
    }

    private Supplier<IncidentType> type(Fields fields) {
        String code = fields.declares("code", sections.types);
        String name = fields.name("name");
        int priority = sections.priority(fields).orElse(IncidentType.MOST_URGENT);
        String agency = fields.refersTo("agency", sections.agencies);
        Optional<String> triage = fields.mayReferTo("triage", sections.trees);
        return () -> new IncidentType(code, name, priority, agency, triage);
    }
}
