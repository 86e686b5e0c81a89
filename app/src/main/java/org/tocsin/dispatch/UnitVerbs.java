package org.tocsin.dispatch;

import org.tocsin.incident.Refused;
import org.tocsin.unit.Duty;
import org.tocsin.unit.UnitEvent;

import java.util.List;
import java.util.Optional;

/** What is said of units apart from their work. */
final class UnitVerbs {
    /** Track points in one request. */
    static final int MAX_TRACK_POINTS = 1_000;

    private final Deciding deciding;

    UnitVerbs(Deciding deciding) {
        this.deciding = deciding;
    }

    void setDuty(Request.SetDuty request) {
        UnitOnBoard unit = deciding.board().unit(request.unit());
        if (unit.duty() == request.duty()) {
            throw new Refused(
                    "%s is %s already.".formatted(unit.callSign(), words(request.duty())));
        }
        if (request.duty() != Duty.ON_DUTY) requireNoWork(unit);
        deciding.that(
                new UnitEvent.DutyChanged(
                        unit.callSign(), request.duty(), unit.duty(), request.reason()));
        if (request.duty() == Duty.ON_DUTY) deciding.sendNext(unit.callSign());
    }

    private void requireNoWork(UnitOnBoard unit) {
        Optional<Work> work = deciding.board().pressingWork(unit);
        if (work.isPresent()) {
            throw new Refused(
                    "%s is %s at %s; clear, cancel or exchange that first."
                            .formatted(
                                    unit.callSign(),
                                    deciding.board().assignment(work.get()).state().words(),
                                    work.get().incident()));
        }
    }

    private static String words(Duty duty) {
        return duty.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    void restrict(Request.Restrict request) {
        UnitOnBoard unit = deciding.board().unit(request.unit());
        if (unit.restrictions().contains(request.restriction())) {
            throw new Refused("%s is restricted so already.".formatted(unit.callSign()));
        }
        deciding.that(new UnitEvent.RestrictionSet(unit.callSign(), request.restriction()));
    }

    void unrestrict(Request.Unrestrict request) {
        UnitOnBoard unit = deciding.board().unit(request.unit());
        if (!unit.restrictions().contains(request.restriction())) {
            throw new Refused("%s is not restricted so.".formatted(unit.callSign()));
        }
        deciding.that(new UnitEvent.RestrictionLifted(unit.callSign(), request.restriction()));
    }

    void dismissMoveUp(Request.DismissMoveUp request) {
        UnitOnBoard unit = deciding.board().unit(request.unit());
        if (deciding.board().center().findStation(request.station()).isEmpty()) {
            throw new Refused("There is no station %s.".formatted(request.station()));
        }
        deciding.that(
                new DispatchEvent.MoveUpDismissed(
                        unit.callSign(), request.station(), request.reason()));
    }

    void relocate(Request.Relocate request) {
        UnitOnBoard unit = deciding.board().unit(request.unit());
        if (deciding.board().center().findStation(request.station()).isEmpty()) {
            throw new Refused("There is no station %s.".formatted(request.station()));
        }
        if (unit.station().equals(request.station())) {
            throw new Refused(
                    "%s waits at %s already.".formatted(unit.callSign(), request.station()));
        }
        deciding.that(new UnitEvent.Relocated(unit.callSign(), request.station(), unit.station()));
    }

    void checkIn(Request.CheckIn request) {
        UnitOnBoard unit = deciding.board().unit(request.unit());
        deciding.that(new UnitEvent.CheckedIn(unit.callSign(), deciding.now));
    }

    void recordTrack(Request.RecordTrack request) {
        UnitOnBoard unit = deciding.board().unit(request.unit());
        if (request.points().isEmpty() || request.points().size() > MAX_TRACK_POINTS) {
            throw new Refused(
                    "%d track points were sent, expected 1 to %d."
                            .formatted(request.points().size(), MAX_TRACK_POINTS));
        }
        List<UnitEvent.TrackPoint> points =
                request.points().stream()
                        .map(each -> new UnitEvent.TrackPoint(each.point(), each.at()))
                        .toList();
        deciding.that(
                new UnitEvent.TrackRecorded(
                        unit.callSign(), unit.active().map(Work::assignment), points));
    }
}
