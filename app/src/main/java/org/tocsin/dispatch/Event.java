package org.tocsin.dispatch;

import org.tocsin.incident.IncidentEvent;
import org.tocsin.unit.UnitEvent;

/** Any fact that a center's journal can hold. */
public sealed interface Event {
    record OfIncident(IncidentEvent event) implements Event {}

    record OfUnit(UnitEvent event) implements Event {}

    record OfRoom(DispatchEvent event) implements Event {}
}
