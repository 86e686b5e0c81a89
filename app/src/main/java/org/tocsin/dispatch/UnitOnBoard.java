package org.tocsin.dispatch;

import org.pcollections.PVector;
import org.pcollections.TreePVector;
import org.tocsin.incident.Assignment;
import org.tocsin.unit.Duty;
import org.tocsin.unit.Restriction;
import org.tocsin.unit.UnitEvent;

import java.time.Instant;
import java.util.Optional;

/**
 * A unit as its events make it, apart from its work, which the incidents hold.
 *
 * @param station where it waits now
 * @param active the one assignment it works on
 * @param queue the assignments stacked on it, in the order they came
 * @param heardAt when the crew last checked in or moved on
 * @param lastSeen the end of its recorded track
 * @param entry position of the latest entry that changed it
 */
public record UnitOnBoard(
        String callSign,
        Duty duty,
        Instant dutySince,
        Optional<String> dutyReason,
        PVector<Restriction> restrictions,
        String station,
        Optional<Work> active,
        PVector<Work> queue,
        Instant heardAt,
        Optional<UnitEvent.TrackPoint> lastSeen,
        long entry) {

    static UnitOnBoard start(String callSign, String station, Instant at, long entry) {
        return new UnitOnBoard(
                callSign,
                Duty.ON_DUTY,
                at,
                Optional.empty(),
                TreePVector.empty(),
                station,
                Optional.empty(),
                TreePVector.empty(),
                at,
                Optional.empty(),
                entry);
    }

    /** Whether it has any work, active or stacked. */
    public boolean hasWork() {
        return active.isPresent() || !queue.isEmpty();
    }

    /** Since when it has had its duty state without work. */
    Instant freeSince() {
        return heardAt.isAfter(dutySince) ? heardAt : dutySince;
    }

    UnitOnBoard apply(UnitEvent event, Instant recordedAt, long position) {
        return switch (event) {
            case UnitEvent.DutyChanged e ->
                    new UnitOnBoard(
                            callSign,
                            e.to(),
                            recordedAt,
                            e.reason(),
                            restrictions,
                            station,
                            active,
                            queue,
                            heardAt,
                            lastSeen,
                            position);
            case UnitEvent.RestrictionSet e ->
                    withRestrictions(restrictions.plus(e.restriction()), position);
            case UnitEvent.RestrictionLifted e ->
                    withRestrictions(restrictions.minus(e.restriction()), position);
            case UnitEvent.Relocated e ->
                    new UnitOnBoard(
                            callSign,
                            duty,
                            dutySince,
                            dutyReason,
                            restrictions,
                            e.station(),
                            active,
                            queue,
                            heardAt,
                            lastSeen,
                            position);
            case UnitEvent.CheckedIn e -> withHeard(e.at(), lastSeen, position);
            case UnitEvent.TrackRecorded e ->
                    withHeard(
                            heardAt,
                            e.points().isEmpty() ? lastSeen : Optional.of(e.points().getLast()),
                            position);
        };
    }

    /** With its work as that assignment now stands; empty: the assignment is gone. */
    UnitOnBoard withWork(Work work, Optional<Assignment> now, Instant recordedAt, long position) {
        PVector<Work> stacked = queue.minus(work);
        Optional<Work> busy = active.filter(each -> !each.equals(work));
        if (now.isPresent() && now.get().isActive()) {
            busy = Optional.of(work);
        } else if (now.isPresent() && now.get().isLive()) {
            stacked = stacked.plus(work);
        }
        return new UnitOnBoard(
                callSign,
                duty,
                dutySince,
                dutyReason,
                restrictions,
                station,
                busy,
                stacked,
                recordedAt,
                lastSeen,
                position);
    }

    private UnitOnBoard withRestrictions(PVector<Restriction> changed, long position) {
        return new UnitOnBoard(
                callSign,
                duty,
                dutySince,
                dutyReason,
                changed,
                station,
                active,
                queue,
                heardAt,
                lastSeen,
                position);
    }

    private UnitOnBoard withHeard(Instant at, Optional<UnitEvent.TrackPoint> seen, long position) {
        return new UnitOnBoard(
                callSign,
                duty,
                dutySince,
                dutyReason,
                restrictions,
                station,
                active,
                queue,
                at,
                seen,
                position);
    }
}
