package org.tocsin.simulate;

import org.tocsin.center.Center;
import org.tocsin.center.MoveUpLimits;
import org.tocsin.coverage.Nearness;
import org.tocsin.coverage.Reach;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.UnitOnBoard;
import org.tocsin.place.Point;
import org.tocsin.road.Conditions;
import org.tocsin.road.Profile;
import org.tocsin.unit.Duty;
import org.tocsin.unit.Unit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * How things stand, as a dispatcher sees them: the board, where units are, and what is covered.
 * Good only while a policy is asked: units move.
 */
public final class Situation {
    private final Town town;
    private final Board board;
    private final Instant now;
    private final IntFunction<Point> where;
    private final KnownRoads roads;
    private final Function<String, List<MoveUpLimits.Made>> moved;
    private final double busyShare;

    /**
     * @param where where the unit with an index is; not looked at until somebody asks
     * @param moved the moves of a crew that may count for its limits
     */
    Situation(
            Town town,
            KnownRoads roads,
            Board board,
            Instant now,
            IntFunction<Point> where,
            Function<String, List<MoveUpLimits.Made>> moved,
            double busyShare) {
        this.town = town;
        this.roads = roads;
        this.board = board;
        this.now = now;
        this.where = where;
        this.moved = moved;
        this.busyShare = busyShare;
    }

    public Center center() {
        return town.center;
    }

    public Board board() {
        return board;
    }

    public Instant now() {
        return now;
    }

    /** What share of its time on duty a unit has been busy until now, 0 to 1. */
    public double busyShare() {
        return busyShare;
    }

    /** An available unit, the post (a station's index) it waits at or is on its way to. */
    public record Idle(String unit, int post, Point point) {}

    /** The idle units of the agency that most calls are for; the others are not moved. */
    public List<Idle> idle() {
        var idle = new ArrayList<Idle>();
        eachIdle(
                (i, unit) ->
                        idle.add(
                                new Idle(
                                        unit.callSign(),
                                        town.post(unit.station()),
                                        where.apply(i))));
        return idle;
    }

    private interface EachIdle {
        void unit(int index, UnitOnBoard unit);
    }

    private void eachIdle(EachIdle visitor) {
        List<Unit> units = town.center.units();
        for (int i = 0; i < units.size(); i++) {
            if (!units.get(i).agency().equals(town.agency)) continue;
            Optional<UnitOnBoard> unit = board.findUnit(units.get(i).callSign());
            if (unit.isEmpty() || unit.get().duty() != Duty.ON_DUTY) continue;
            if (unit.get().active().isEmpty()) visitor.unit(i, unit.get());
        }
    }

    /** Idle units by post. */
    public int[] idleAtPosts() {
        int[] at = new int[town.posts.size()];
        eachIdle((_, unit) -> at[town.post(unit.station())]++);
        return at;
    }

    /** Which demand posts reach in time; empty where nothing is known of where calls come from. */
    public Optional<Reach> reach() {
        return town.reach;
    }

    /** How near units at posts are to the demand; empty likewise. */
    public Optional<Nearness> nearness() {
        return town.nearness;
    }

    /** How many different things calls ask of that agency's units. */
    public int asks() {
        return town.asks.size();
    }

    /** How often the one with this index is asked, in any unit. */
    public double askedShare(int ask) {
        return town.asks.get(ask).share();
    }

    /** Which of them a unit of that agency answers. */
    public Set<Integer> answers(String unit) {
        return town.answers.getOrDefault(unit, Set.of());
    }

    /** Whether the center limits what is asked of crews in moves. */
    public boolean limited() {
        return town.moveUps.isPresent();
    }

    /**
     * Whether a crew may be asked to wait there by the center's limits; where that is not its own
     * station, also to go home afterwards.
     *
     * @param drive to that post, as expected
     */
    public boolean bears(String unit, int post, Duration drive) {
        if (town.moveUps.isEmpty()) return true;
        MoveUpLimits limits = town.moveUps.get();
        int home = home(unit);
        if (post == home) return limits.against(moved.apply(unit), now, drive).isEmpty();
        Duration back = drive(point(post), point(home)).orElse(drive);
        return limits.againstLeaving(moved.apply(unit), now, drive, back).isEmpty();
    }

    /** The post that is the unit's own, wherever it was sent. */
    public int home(String unit) {
        return town.post(town.center.unit(unit).station());
    }

    public int posts() {
        return town.posts.size();
    }

    /** Whether units of that agency wait there. */
    public boolean isOurs(int post) {
        return town.center.stations().get(post).agency().equals(town.agency);
    }

    /** The post of a station. */
    public int post(String station) {
        return town.post(station);
    }

    public String station(int post) {
        return town.center.stations().get(post).id();
    }

    public Point point(int post) {
        return town.posts.get(post);
    }

    /** The post of the unit's station. */
    public OptionalInt postOf(String unit) {
        return board.findUnit(unit)
                .map(each -> OptionalInt.of(town.post(each.station())))
                .orElse(OptionalInt.empty());
    }

    /** The expected driving time without lights, by road; empty if there is no way. */
    public Optional<Duration> drive(Point from, Point to) {
        Profile profile = town.profile("normal-driving");
        return roads.to(to, List.of(from), new Conditions(profile, board.closureList(), now))
                .time(0);
    }
}
