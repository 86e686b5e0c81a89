package org.tocsin.center;

import org.tocsin.unit.Station;
import org.tocsin.unit.Unit;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the units. */
final class UnitReader {
    private final Sections sections;
    private final Map<String, Station> stations = new HashMap<>();
    private final Map<String, Field> callSigns = new HashMap<>();
    private final Map<String, String> stationOfCrew = new HashMap<>();
    private final Map<String, String> profiles = new HashMap<>();

    UnitReader(Sections sections, List<Station> stations) {
        this.sections = sections;
        for (Station station : stations) this.stations.put(station.id(), station);
    }

    List<Unit> units() {
        return sections.list("units", Shape.UNIT, 1, CenterLimits.UNITS, this::unit);
    }

    /** The names of driving profiles by call sign, of those who name one; after the units. */
    Map<String, String> profiles() {
        return profiles;
    }

    private Supplier<Unit> unit(Fields fields) {
        String callSign = fields.declares("call_sign", sections.units);
        fields.find("call_sign").ifPresent(field -> refuseLookAlike(callSign, field));
        String station = fields.refersTo("station", sections.stations);
        String agency =
                fields.mayReferTo("agency", sections.agencies).orElseGet(() -> agencyOf(station));
        List<String> capabilities =
                fields.allReferTo(
                        "capabilities",
                        1,
                        CenterLimits.CAPABILITIES_OF_A_UNIT,
                        sections.capabilities);
        int crewSize = fields.number("crew_size", 0, CenterLimits.CREW);
        Optional<String> crew = fields.find("shared_crew").map(Field::id);
        crew.ifPresent(id -> checkOneStation(id, station, fields));
        boolean canTransport = fields.flag("can_transport", false);
        List<String> shifts = fields.allReferTo("shifts", 0, CenterLimits.SHIFTS, sections.shifts);
        fields.mayReferTo("profile", sections.profiles)
                .ifPresent(profile -> profiles.put(callSign, profile));
        return () ->
                new Unit(
                        callSign,
                        agency,
                        station,
                        Set.copyOf(capabilities),
                        crewSize,
                        crew,
                        canTransport,
                        shifts);
    }

    /** On the radio and on the command line E1 and e1 are the same unit. */
    private void refuseLookAlike(String callSign, Field field) {
        Field earlier = callSigns.putIfAbsent(callSign.toUpperCase(Locale.ROOT), field);
        if (earlier == null) return;
        boolean same = earlier.tree().found().equals(field.tree().found());
        if (!same) {
            field.fault(
                    "one that differs from %s by more than case".formatted(earlier.tree().found()));
        }
    }

    private String agencyOf(String station) {
        Station found = stations.get(station);
        return found == null ? "" : found.agency();
    }

    /** One crew cannot sit at two stations. */
    private void checkOneStation(String crew, String station, Fields fields) {
        String other = stationOfCrew.putIfAbsent(crew, station);
        if (other == null || other.equals(station)) return;
        fields.find("shared_crew")
                .ifPresent(
                        field ->
                                field.fault(
                                        "%s, a crew of station %s"
                                                .formatted(field.tree().found(), other),
                                        "units of one station to share a crew"));
    }
}
