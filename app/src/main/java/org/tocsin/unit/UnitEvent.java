package org.tocsin.unit;

import org.tocsin.place.Point;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to units apart from their work. The journal keeps these for ever: never edit a
 * published one, add another beside it.
 */
public sealed interface UnitEvent {
    /** The call sign. */
    String unit();

    record DutyChanged(String unit, Duty to, Duty was, Optional<String> reason)
            implements UnitEvent {}

    record RestrictionSet(String unit, Restriction restriction) implements UnitEvent {}

    record RestrictionLifted(String unit, Restriction restriction) implements UnitEvent {}

    /** Its waiting place is another station now. */
    record Relocated(String unit, String station, String was) implements UnitEvent {}

    /** The crew said that it is well. */
    record CheckedIn(String unit, Instant at) implements UnitEvent {}

    /**
     * The way it drove, thinned.
     *
     * @param assignment the work it belongs to, when there was some
     */
    record TrackRecorded(String unit, Optional<Long> assignment, List<TrackPoint> points)
            implements UnitEvent {}

    /** One point of a track. */
    record TrackPoint(Point point, Instant at) {}
}
