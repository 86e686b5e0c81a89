package org.tocsin.dispatch;

import org.tocsin.center.Center;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.road.Closure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened in the room as a whole. The journal keeps these for ever: never edit a published
 * one, add another beside it.
 */
public sealed interface DispatchEvent {
    /** The center's configuration, whole, as it holds from now on. */
    record CenterConfigured(Center center) implements DispatchEvent {}

    /**
     * How the units drive from now on: every profile whole, as its file and the program made it,
     * and which of them each unit names. A recommendation names this entry.
     */
    record DrivingConfigured(DrivingProfiles driving) implements DispatchEvent {}

    /**
     * Somebody decided whom to send.
     *
     * @param basis what was recommended and from what, when a recommendation was on the screen
     */
    record DecisionMade(String incident, List<String> units, Optional<Basis> basis)
            implements DispatchEvent {}

    record RoadClosed(Closure closure) implements DispatchEvent {}

    /**
     * A road that is slower, or closed for some only: not so as {@link RoadClosed} says by itself.
     */
    record RoadLimited(Closure closure, Closure.Terms terms) implements DispatchEvent {}

    /**
     * A closure holds on other ground, or for another time: a flood grows.
     *
     * @param reason why it was changed
     */
    record ClosureAmended(
            String closure,
            Closure.Ground ground,
            Closure.Ground was,
            Optional<Instant> until,
            Optional<Instant> wasUntil,
            String reason)
            implements DispatchEvent {}

    record RoadReopened(String closure) implements DispatchEvent {}

    record HazardNoted(Hazard hazard) implements DispatchEvent {}

    record HazardLifted(String hazard) implements DispatchEvent {}

    record DrawingAdded(Drawing drawing) implements DispatchEvent {}

    record DrawingErased(String drawing) implements DispatchEvent {}

    record AlarmRaised(Alarm alarm) implements DispatchEvent {}

    record AlarmAcknowledged(long alarm, Instant at) implements DispatchEvent {}

    /** A proposed move of an idle unit to another station was not wanted; nothing moved. */
    record MoveUpDismissed(String unit, String station, Optional<String> reason)
            implements DispatchEvent {}

    /** What the request did, from entry {@code first} to {@code last}, was taken back. */
    record RequestUndone(String request, long first, long last) implements DispatchEvent {}
}
