package org.tocsin.simulate.siting;

import org.tocsin.center.Shift;
import org.tocsin.plan.Hours;
import org.tocsin.simulate.Town;
import org.tocsin.unit.Station;
import org.tocsin.unit.Unit;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How many units wait at which posts, by part of the day. Immutable.
 *
 * @param units by part of the day, then by post; the parts are equally long and begin at midnight
 */
record Layout(List<List<Integer>> units) {
    Layout {
        units = units.stream().map(List::copyOf).toList();
    }

    static Layout of(List<int[]> units) {
        return new Layout(
                units.stream().map(at -> java.util.Arrays.stream(at).boxed().toList()).toList());
    }

    int parts() {
        return units.size();
    }

    /** How many there are in one part of the day. */
    int count(int part) {
        return units.get(part).stream().mapToInt(Integer::intValue).sum();
    }

    /** This layout with one unit waiting elsewhere in one part of the day, by chance. */
    Layout neighbour(RandomGenerator random, List<Integer> usable) {
        int part = random.nextInt(parts());
        var at = new ArrayList<>(units.get(part));
        var taken = new ArrayList<Integer>();
        for (int post = 0; post < at.size(); post++) if (at.get(post) > 0) taken.add(post);
        int from = taken.get(random.nextInt(taken.size()));
        int to = usable.get(random.nextInt(usable.size()));
        at.set(from, at.get(from) - 1);
        at.set(to, at.get(to) + 1);
        var other = new ArrayList<>(units);
        other.set(part, at);
        return new Layout(other);
    }

    /** The town with these units instead of its agency's own, in shifts of these parts. */
    Town of(Town town) {
        var shifts = new ArrayList<Shift>();
        for (int part = 0; part < parts(); part++) {
            var hours = new Hours(List.of(DayOfWeek.values()), begins(part), begins(part + 1));
            shifts.add(new Shift(shift(part), shift(part), List.of(hours)));
        }
        var all = new ArrayList<Unit>();
        for (Unit unit : town.center().units()) {
            // Others keep their units; without their shifts, whose names are gone.
            if (!unit.agency().equals(town.agency())) all.add(staffed(unit, unit, List.of()));
        }
        Unit kind = kind(town);
        for (int post = 0; post < town.posts().size(); post++) {
            Station station = town.center().stations().get(post);
            for (int nth = 0; nth < most(post); nth++) {
                all.add(staffed(kind, named(kind, station, nth), when(post, nth)));
            }
        }
        return town.staffed(shifts, all);
    }

    /** What the agency has most of stands for all. */
    private static Unit kind(Town town) {
        List<Unit> own =
                town.center().units().stream()
                        .filter(unit -> unit.agency().equals(town.agency()))
                        .toList();
        return own.stream().filter(Unit::canTransport).findFirst().orElse(own.getFirst());
    }

    private static Unit named(Unit kind, Station station, int nth) {
        return new Unit(
                "%s-%02d".formatted(station.id(), nth + 1),
                kind.agency(),
                station.id(),
                kind.capabilities(),
                kind.crewSize(),
                java.util.Optional.empty(),
                kind.canTransport(),
                List.of());
    }

    private static Unit staffed(Unit kind, Unit unit, List<String> shifts) {
        return new Unit(
                unit.callSign(),
                unit.agency(),
                unit.station(),
                kind.capabilities(),
                unit.crewSize(),
                unit.crew(),
                unit.canTransport(),
                shifts);
    }

    private int most(int post) {
        return units.stream().mapToInt(at -> at.get(post)).max().orElse(0);
    }

    /** The shifts of the n-th unit of a post; none means always. */
    private List<String> when(int post, int nth) {
        var when = new ArrayList<String>();
        for (int part = 0; part < parts(); part++) {
            if (units.get(part).get(post) > nth) when.add(shift(part));
        }
        return when.size() == parts() ? List.of() : when;
    }

    private static String shift(int part) {
        return "part-" + (part + 1);
    }

    private LocalTime begins(int part) {
        return LocalTime.ofSecondOfDay(86_400L / parts() * (part % parts()));
    }

    /** {@code 06:00–12:00}. */
    String hours(int part) {
        LocalTime ends = begins(part + 1);
        return "%s–%s".formatted(begins(part), ends.equals(LocalTime.MIDNIGHT) ? "24:00" : ends);
    }
}
