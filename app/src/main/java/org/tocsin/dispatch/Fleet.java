package org.tocsin.dispatch;

import org.tocsin.center.Center;
import org.tocsin.incident.Assignment;
import org.tocsin.incident.AssignmentState;
import org.tocsin.place.Point;
import org.tocsin.unit.Position;
import org.tocsin.unit.Unit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Where the units of a center are: the latest position of each, in memory, since positions come far
 * faster than decisions. A thinned track of units at work goes into the record ({@link
 * #takeTracks}). Any thread may call {@link #accept} and ask; it costs one look into a map.
 */
public final class Fleet {
    /** A track point for the record at least so far from the one before … */
    static final double TRACK_METERS = 100;

    /** … or so long after it. */
    static final Duration TRACK_EVERY = Duration.ofSeconds(60);

    /** Points of one unit that wait to be recorded; the newest are dropped beyond. */
    static final int MAX_TRACK = 500;

    private final Center center;
    private final List<String> callSigns;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final AtomicReferenceArray<Position> latest;
    private final List<Track> tracks = new ArrayList<>();

    /** What is kept of one unit's way until it is recorded. Guarded by itself. */
    private static final class Track {
        private final List<Request.TrackPoint> points = new ArrayList<>();
        private Optional<Request.TrackPoint> last = Optional.empty();

        synchronized void add(Position position) {
            if (points.size() >= MAX_TRACK || last.filter(l -> !far(l, position)).isPresent()) {
                return;
            }
            var point = new Request.TrackPoint(position.point(), position.at());
            points.add(point);
            last = Optional.of(point);
        }

        private static boolean far(Request.TrackPoint last, Position position) {
            return !position.at().isBefore(last.at().plus(TRACK_EVERY))
                    || last.point().metersTo(position.point()) >= TRACK_METERS;
        }

        synchronized List<Request.TrackPoint> take() {
            List<Request.TrackPoint> taken = List.copyOf(points);
            points.clear();
            return taken;
        }
    }

    public Fleet(Center center) {
        this.center = center;
        callSigns = center.units().stream().map(Unit::callSign).toList();
        for (int i = 0; i < callSigns.size(); i++) {
            indexes.put(callSigns.get(i), i);
            tracks.add(new Track());
        }
        latest = new AtomicReferenceArray<>(callSigns.size());
    }

    /** The call signs, in the order of the center's configuration: their places are the indexes. */
    public List<String> callSigns() {
        return callSigns;
    }

    public OptionalInt indexOf(String callSign) {
        Integer index = indexes.get(callSign);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /**
     * Where a unit is. A position older than the one known is left aside.
     *
     * @return whether the center has such a unit
     */
    public boolean accept(String callSign, Position position) {
        Integer index = indexes.get(callSign);
        if (index == null) return false;
        Position before =
                latest.getAndUpdate(
                        index,
                        known ->
                                known == null || !position.at().isBefore(known.at())
                                        ? position
                                        : known);
        if (before == null || !position.at().isBefore(before.at())) {
            tracks.get(index).add(position);
        }
        return true;
    }

    /** The latest reported position of the unit with that index, if it reported any. */
    public Optional<Position> latest(int index) {
        return Optional.ofNullable(latest.get(index));
    }

    /**
     * Where the unit with that index is, as far as anybody knows: its latest report, else the end
     * of its recorded track, else where its work put it, else its station.
     */
    public Position position(int index, Board board) {
        Optional<Position> reported = latest(index);
        if (reported.isPresent()) return reported.get();
        Optional<UnitOnBoard> unit = board.findUnit(callSigns.get(index));
        if (unit.isPresent() && unit.get().lastSeen().isPresent()) {
            var seen = unit.get().lastSeen().get();
            return new Position(seen.point(), seen.at(), OptionalInt.empty());
        }
        Optional<Position> atWork = unit.flatMap(each -> byWork(each, board));
        if (atWork.isPresent()) return atWork.get();
        String station =
                unit.map(UnitOnBoard::station).orElseGet(() -> center.units().get(index).station());
        Point point =
                center.findStation(station)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "%s waits at the unknown station %s"
                                                        .formatted(callSigns.get(index), station)))
                        .point();
        Instant since = unit.map(UnitOnBoard::dutySince).orElse(Instant.EPOCH);
        return new Position(point, since, OptionalInt.empty());
    }

    /** A unit without a radio position is where its crew said it arrived. */
    private static Optional<Position> byWork(UnitOnBoard unit, Board board) {
        Optional<Assignment> active = board.activeOf(unit);
        if (active.isEmpty() || active.get().state() != AssignmentState.ON_SCENE) {
            return Optional.empty();
        }
        Point scene = board.incident(active.get().incident()).location().point();
        return Optional.of(new Position(scene, active.get().since(), OptionalInt.empty()));
    }

    /**
     * The tracks since the last call of units at work, to be journalled with it; those of units
     * without work are forgotten.
     */
    public List<Request.RecordTrack> takeTracks(Board board) {
        var taken = new ArrayList<Request.RecordTrack>();
        for (int i = 0; i < callSigns.size(); i++) {
            List<Request.TrackPoint> points = tracks.get(i).take();
            Optional<UnitOnBoard> unit = board.findUnit(callSigns.get(i));
            boolean atWork = unit.isPresent() && unit.get().active().isPresent();
            if (atWork && !points.isEmpty()) {
                taken.add(new Request.RecordTrack(callSigns.get(i), points));
            }
        }
        return taken;
    }
}
