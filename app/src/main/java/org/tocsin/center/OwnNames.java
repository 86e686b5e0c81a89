package org.tocsin.center;

import org.tocsin.place.OwnPlace;
import org.tocsin.place.PlaceCandidate.Kind;
import org.tocsin.unit.Station;

import java.util.ArrayList;
import java.util.List;

/** What a center calls places: its stations, destinations, premises and gazetteer. */
final class OwnNames {
    private OwnNames() {}

    static List<OwnPlace> of(Center center, List<LocalPlace> gazetteer) {
        var own = new ArrayList<OwnPlace>();
        for (Station station : center.stations()) {
            own.add(
                    new OwnPlace(
                            Kind.STATION, List.of(station.name()), "station", station.point()));
        }
        for (Destination each : center.destinations()) {
            own.add(new OwnPlace(Kind.STATION, List.of(each.name()), "destination", each.point()));
        }
        for (Premises each : center.premises()) {
            String about =
                    each.hazards().isEmpty()
                            ? "premises"
                            : "hazard: " + String.join("; hazard: ", each.hazards());
            own.add(new OwnPlace(Kind.PREMISES, List.of(each.name()), about, each.point()));
        }
        for (LocalPlace each : gazetteer) own.add(each.own());
        return own;
    }
}
