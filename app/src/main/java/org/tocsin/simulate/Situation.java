package org.tocsin.simulate;

import org.tocsin.center.Center;
import org.tocsin.coverage.Reach;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.UnitOnBoard;
import org.tocsin.place.Point;
import org.tocsin.road.Conditions;
import org.tocsin.unit.Duty;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How things stand, as a dispatcher sees them: the board, where units are, and what is covered. */
public final class Situation {
    private final Town town;
    private final Board board;
    private final Instant now;
    private final Point[] points;
    private final double busyShare;

    /**
     * @param points by unit, where it is
     */
    Situation(Town town, Board board, Instant now, Point[] points, double busyShare) {
        this.town = town;
        this.board = board;
        this.now = now;
        this.points = points;
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
        for (int i = 0; i < town.center.units().size(); i++) {
            if (!town.center.units().get(i).agency().equals(town.agency)) continue;
            Optional<UnitOnBoard> unit = board.findUnit(town.center.units().get(i).callSign());
            if (unit.isEmpty() || unit.get().duty() != Duty.ON_DUTY) continue;
            if (unit.get().active().isPresent()) continue;
            idle.add(new Idle(unit.get().callSign(), town.post(unit.get().station()), points[i]));
        }
        return idle;
    }

    /** Idle units by post. */
    public int[] idleAtPosts() {
        int[] at = new int[town.posts.size()];
        for (Idle each : idle()) at[each.post()]++;
        return at;
    }

    /** Which demand posts reach in time; empty where nothing is known of where calls come from. */
    public Optional<Reach> reach() {
        return town.reach;
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
        return town.roads
                .to(to, List.of(from), Conditions.open(town.profile("normal-driving"), now))
                .time(0);
    }
}
