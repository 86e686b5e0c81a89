package org.tocsin.center;

import org.tocsin.place.Area;
import org.tocsin.plan.District;
import org.tocsin.plan.IncidentType;
import org.tocsin.plan.KeywordRule;
import org.tocsin.plan.PlanRule;
import org.tocsin.plan.Plans;
import org.tocsin.plan.TriageTree;
import org.tocsin.unit.Agency;
import org.tocsin.unit.Station;
import org.tocsin.unit.Unit;
import org.tocsin.unit.UnitStatus;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A center's whole configuration: who and what there is, what incidents need, who may sign in.
 * {@link CenterFile} checks what people wrote; here only ids are checked to be unique, so that
 * every center ever written to a journal can be read again, whatever later versions refuse in
 * files.
 *
 * @param serviceArea where its incidents are; none: anywhere on its map
 */
public record Center(
        String id,
        String name,
        ZoneId zone,
        Optional<Area> serviceArea,
        List<Agency> agencies,
        List<Capability> capabilities,
        List<Station> stations,
        List<Shift> shifts,
        List<Unit> units,
        List<District> districts,
        List<IncidentType> types,
        List<PlanRule> planRules,
        List<TriageTree> triage,
        List<KeywordRule> keywords,
        Targets targets,
        List<DeskSeat> desks,
        List<SignIn> signIns,
        List<Destination> destinations,
        List<Premises> premises,
        List<Disposition> dispositions,
        RelatedWindow related,
        List<StatusCode> statusCodes) {
    public Center {
        agencies = List.copyOf(agencies);
        capabilities = List.copyOf(capabilities);
        stations = List.copyOf(stations);
        shifts = List.copyOf(shifts);
        units = List.copyOf(units);
        districts = List.copyOf(districts);
        types = List.copyOf(types);
        planRules = List.copyOf(planRules);
        triage = List.copyOf(triage);
        keywords = List.copyOf(keywords);
        desks = List.copyOf(desks);
        signIns = List.copyOf(signIns);
        destinations = List.copyOf(destinations);
        premises = List.copyOf(premises);
        dispositions = List.copyOf(dispositions);
        statusCodes = List.copyOf(statusCodes);
        unique("agency", agencies, Agency::id);
        unique("station", stations, Station::id);
        unique("unit", units, Unit::callSign);
        unique("incident type", types, IncidentType::code);
        unique("plan", planRules, PlanRule::id);
        unique("triage tree", triage, tree -> tree.id() + " version " + tree.version());
        unique("desk", desks, DeskSeat::id);
        unique("sign-in", signIns, SignIn::name);
    }

    private static <T> void unique(String what, List<T> all, Function<T, String> id) {
        var seen = new HashSet<String>();
        for (T one : all) {
            if (!seen.add(id.apply(one))) {
                throw new IllegalArgumentException(
                        "%s %s is there twice, expected once".formatted(what, id.apply(one)));
            }
        }
    }

    /** This center with other sign-ins: the record holds it without any. */
    public Center withSignIns(List<SignIn> others) {
        return with(id, name, others);
    }

    /** This center under another id and name, as for a simulation of it. */
    public Center called(String otherId, String otherName) {
        return with(otherId, otherName, signIns);
    }

    /** The same with other units and shifts, to try them. */
    public Center staffed(List<Shift> otherShifts, List<Unit> otherUnits) {
        return new Center(
                id,
                name,
                zone,
                serviceArea,
                agencies,
                capabilities,
                stations,
                otherShifts,
                otherUnits,
                districts,
                types,
                planRules,
                triage,
                keywords,
                targets,
                desks,
                signIns,
                destinations,
                premises,
                dispositions,
                related,
                statusCodes);
    }

    private Center with(String otherId, String otherName, List<SignIn> otherSignIns) {
        return new Center(
                otherId,
                otherName,
                zone,
                serviceArea,
                agencies,
                capabilities,
                stations,
                shifts,
                units,
                districts,
                types,
                planRules,
                triage,
                keywords,
                targets,
                desks,
                otherSignIns,
                destinations,
                premises,
                dispositions,
                related,
                statusCodes);
    }

    /**
     * What is allowed but probably not meant, one sentence each: for whoever checks the
     * configuration.
     */
    public List<String> remarks() {
        return CenterRemarks.of(this);
    }

    /** The plans, ready to be asked: make them once and keep them. */
    public Plans plans() {
        return new Plans(types, planRules, districts, stations);
    }

    /** The unit with that call sign, as written. */
    public Optional<Unit> findUnit(String callSign) {
        return first(units, unit -> unit.callSign().equals(callSign));
    }

    /**
     * @throws IllegalArgumentException if there is none
     */
    public Unit unit(String callSign) {
        return findUnit(callSign).orElseThrow(() -> unknown("unit", callSign));
    }

    /** What any unit of the agency can do. */
    public Set<String> capabilitiesOf(String agency) {
        return units.stream()
                .filter(unit -> unit.agency().equals(agency))
                .flatMap(unit -> unit.capabilities().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public Optional<IncidentType> findType(String code) {
        return first(types, type -> type.code().equals(code));
    }

    /**
     * @throws IllegalArgumentException if there is none
     */
    public IncidentType type(String code) {
        return findType(code).orElseThrow(() -> unknown("incident type", code));
    }

    public Optional<Station> findStation(String id) {
        return first(stations, station -> station.id().equals(id));
    }

    public Optional<Agency> findAgency(String id) {
        return first(agencies, agency -> agency.id().equals(id));
    }

    public Optional<DeskSeat> findDesk(String id) {
        return first(desks, desk -> desk.id().equals(id));
    }

    public Optional<SignIn> findSignIn(String name) {
        return first(signIns, signIn -> signIn.name().equals(name));
    }

    public Optional<Destination> findDestination(String id) {
        return first(destinations, place -> place.id().equals(id));
    }

    /** The newest version of a triage tree. */
    public Optional<TriageTree> findTriage(String id) {
        return triage.stream()
                .filter(tree -> tree.id().equals(id))
                .max(Comparator.comparingInt(TriageTree::version));
    }

    /** One version of a triage tree. */
    public Optional<TriageTree> findTriage(String id, int version) {
        return triage.stream()
                .filter(tree -> tree.id().equals(id) && tree.version() == version)
                .findFirst();
    }

    /** How a status is called and shown here. */
    public StatusCode statusCode(UnitStatus status) {
        return statusCodes.stream()
                .filter(code -> code.status() == status)
                .findFirst()
                .orElseGet(() -> StatusCode.usual(status));
    }

    private static <T> Optional<T> first(List<T> all, Predicate<T> wanted) {
        for (T each : all) if (wanted.test(each)) return Optional.of(each);
        return Optional.empty();
    }

    private IllegalArgumentException unknown(String what, String id) {
        return new IllegalArgumentException("%s has no %s %s".formatted(name, what, id));
    }
}
