package org.tocsin.dispatch;

import org.tocsin.center.Center;
import org.tocsin.center.Shift;
import org.tocsin.plan.Hours;
import org.tocsin.unit.Duty;
import org.tocsin.unit.Unit;
import org.tocsin.unit.UnitEvent;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts units with shifts on and off duty where their shifts begin and end. Whoever was put on or
 * off duty by hand since then stays so until the next change of shift; a unit at work when its
 * shift ends goes off duty once it has no work left.
 */
final class ShiftRules {
    static final String REASON = "shift";

    private final Deciding deciding;
    private final Map<List<String>, Optional<Change>> changes = new HashMap<>();

    /** The last change of a set of shifts: when, and whether they hold since. */
    private record Change(Instant at, boolean on) {}

    ShiftRules(Deciding deciding) {
        this.deciding = deciding;
    }

    void apply() {
        Center center = deciding.board().center();
        for (Unit unit : center.units()) {
            if (unit.shifts().isEmpty()) continue;
            Optional<Change> change =
                    changes.computeIfAbsent(
                            unit.shifts(),
                            names -> lastChange(shifts(center, names), center.zone()));
            if (change.isPresent()) apply(unit, change.get());
        }
    }

    private void apply(Unit unit, Change change) {
        UnitOnBoard now = deciding.board().unit(unit.callSign());
        boolean first = now.dutyReason().isEmpty() && now.duty() == Duty.ON_DUTY;
        if (!first && !now.dutySince().isBefore(change.at())) return;
        Duty due = change.on() ? Duty.ON_DUTY : Duty.OFF_DUTY;
        if (now.duty() == due || now.duty() == Duty.OUT_OF_SERVICE) return;
        if (deciding.board().pressingWork(now).isPresent()) return;
        deciding.that(
                new UnitEvent.DutyChanged(unit.callSign(), due, now.duty(), Optional.of(REASON)));
    }

    private static List<Shift> shifts(Center center, List<String> names) {
        return center.shifts().stream().filter(shift -> names.contains(shift.id())).toList();
    }

    /** Looks back over a week and a day: within that, weekly hours have changed if they ever do. */
    private Optional<Change> lastChange(List<Shift> shifts, ZoneId zone) {
        var candidates = new ArrayList<Instant>();
        LocalDate today = deciding.now.atZone(zone).toLocalDate();
        for (Shift shift : shifts) {
            for (Hours hours : shift.hours()) {
                for (int day = 0; day <= 8; day++) {
                    candidates.add(at(today.minusDays(day), hours.from(), zone));
                    candidates.add(at(today.minusDays(day), hours.to(), zone));
                }
            }
        }
        return candidates.stream()
                .filter(at -> !at.isAfter(deciding.now))
                .filter(at -> isOn(shifts, at, zone) != isOn(shifts, at.minus(TICK), zone))
                .max(java.util.Comparator.naturalOrder())
                .map(at -> new Change(at, isOn(shifts, at, zone)));
    }

    private static final Duration TICK = Duration.ofMillis(1);

    private static Instant at(LocalDate day, LocalTime time, ZoneId zone) {
        return day.atTime(time).atZone(zone).toInstant();
    }

    private static boolean isOn(List<Shift> shifts, Instant at, ZoneId zone) {
        return shifts.stream().anyMatch(shift -> shift.contains(at, zone));
    }
}
