package org.tocsin.console;

import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Fleet;
import org.tocsin.dispatch.UnitOnBoard;
import org.tocsin.dispatch.Work;
import org.tocsin.incident.Incident;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The rows of the board, each with the position at which it last changed, so that a screen that
 * comes back gets what it missed and no more. Boards are immutable and share what did not change:
 * what is not the same object may have changed, and only that is looked at. Not thread-safe.
 */
@SuppressWarnings("ReferenceEquality")
final class LiveBoard {
    /** Log lines kept for screens that come back or open. */
    static final int MAX_LOG = 500;

    /** Log lines in a full message. */
    static final int FULL_LOG = 100;

    /** Removed things remembered; who was away for longer gets everything. */
    static final int MAX_REMOVED = 5_000;

    private final RowMaker maker;
    private final Fleet fleet;
    private final Lane<String, Rows.IncidentRow> incidents = new Lane<>();
    private final Lane<String, Rows.UnitRow> units = new Lane<>();
    private final Lane<Long, Rows.AlarmRow> alarms = new Lane<>();
    private final Lane<String, Rows.ClosureRow> closures = new Lane<>();
    private final Lane<String, Rows.HazardRow> hazards = new Lane<>();
    private final Lane<String, Rows.DrawingRow> drawings = new Lane<>();
    private final Deque<Rows.LogLine> log = new ArrayDeque<>();
    private final long start;
    private long logForgottenUpTo;
    private Board board;

    private record Dated<R>(R row, long position) {}

    private record Gone<K>(K key, long position) {}

    /** The rows of one list. */
    private static final class Lane<K extends Comparable<K>, R> {
        private final Map<K, Dated<R>> rows = new TreeMap<>();
        private final Deque<Gone<K>> gone = new ArrayDeque<>();
        private long forgottenUpTo;

        void put(K key, R row, long position) {
            rows.put(key, new Dated<>(row, position));
        }

        void remove(K key, long position) {
            if (rows.remove(key) == null) return;
            gone.add(new Gone<>(key, position));
            if (gone.size() > MAX_REMOVED) forgottenUpTo = gone.remove().position();
        }

        List<R> since(long position) {
            return rows.values().stream()
                    .filter(dated -> dated.position() > position)
                    .map(Dated::row)
                    .toList();
        }

        /** What is gone since then and has not come back. */
        List<K> goneSince(long position) {
            return gone.stream()
                    .filter(each -> each.position() > position && !rows.containsKey(each.key()))
                    .map(Gone::key)
                    .distinct()
                    .toList();
        }
    }

    LiveBoard(Board board, RowMaker maker, Fleet fleet, Instant now) {
        this.maker = maker;
        this.fleet = fleet;
        this.board = Board.empty(board.center());
        start = board.position();
        advance(board, List.of(), now);
    }

    long position() {
        return board.position();
    }

    Board board() {
        return board;
    }

    /** Goes on to a later board. */
    void advance(Board next, List<Rows.LogLine> lines, Instant now) {
        Board before = board;
        board = next;
        long at = next.position();
        diff(before.open(), next.open(), incidents, at, each -> maker.incident(each, now));
        before.raised().keySet().stream()
                .filter(id -> before.raised().get(id) != next.raised().get(id))
                .forEach(id -> retime(id, at, now));
        next.raised().keySet().stream()
                .filter(id -> before.raised().get(id) != next.raised().get(id))
                .forEach(id -> retime(id, at, now));
        advanceUnits(before, next, at);
        diff(before.alarms(), next.alarms(), alarms, at, maker::alarm);
        diff(before.closures(), next.closures(), closures, at, maker::closure);
        diff(before.hazards(), next.hazards(), hazards, at, maker::hazard);
        diff(before.drawings(), next.drawings(), drawings, at, maker::drawing);
        for (Rows.LogLine line : lines) {
            log.add(line);
            if (log.size() > MAX_LOG) logForgottenUpTo = log.remove().position();
        }
    }

    /** An alarm of an incident does not change the incident, but whether it is overdue. */
    private void retime(String id, long at, Instant now) {
        Incident incident = board.open().get(id);
        if (incident != null) incidents.put(id, maker.incident(incident, now), at);
    }

    private static <K extends Comparable<K>, V, R> void diff(
            Map<K, V> before, Map<K, V> after, Lane<K, R> lane, long at, Function<V, R> row) {
        if (before == after) return;
        after.forEach(
                (key, value) -> {
                    if (before.get(key) != value) lane.put(key, row.apply(value), at);
                });
        before.keySet().stream()
                .filter(key -> !after.containsKey(key))
                .forEach(key -> lane.remove(key, at));
    }

    /** A unit's row also hangs on its incident and on the other units of its crew. */
    private void advanceUnits(Board before, Board next, long at) {
        Set<String> touched = new HashSet<>();
        for (UnitOnBoard unit : next.units().values()) {
            UnitOnBoard was = before.units().get(unit.callSign());
            boolean same = was == unit && sameWork(before, next, unit);
            if (same) continue;
            touched.add(unit.callSign());
            crewOf(unit.callSign()).forEach(touched::add);
        }
        for (String callSign : touched) {
            UnitOnBoard unit = next.units().get(callSign);
            var index = fleet.indexOf(callSign);
            if (unit == null || index.isEmpty()) continue;
            Rows.UnitRow row = maker.unit(next, unit, index.getAsInt());
            Dated<Rows.UnitRow> known = units.rows.get(callSign);
            if (known == null || !row.saysTheSameAs(known.row())) units.put(callSign, row, at);
        }
    }

    /** Makes the rows of these units anew, and says those that changed. */
    Rows.BoardMessage remake(Set<String> callSigns, Instant now) {
        var changed = new ArrayList<Rows.UnitRow>();
        for (String callSign : callSigns) {
            UnitOnBoard unit = board.units().get(callSign);
            var index = fleet.indexOf(callSign);
            if (unit == null || index.isEmpty()) continue;
            Rows.UnitRow row = maker.unit(board, unit, index.getAsInt());
            units.put(callSign, row, board.position());
            changed.add(row);
        }
        return new Rows.BoardMessage(
                board.position(),
                now,
                false,
                List.of(),
                changed,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Rows.Removed.NOTHING,
                List.of());
    }

    private static boolean sameWork(Board before, Board next, UnitOnBoard unit) {
        Optional<String> incident = unit.active().map(Work::incident);
        return incident.isEmpty()
                || before.open().get(incident.get()) == next.open().get(incident.get());
    }

    private Stream<String> crewOf(String callSign) {
        var index = fleet.indexOf(callSign);
        if (index.isEmpty()) return Stream.empty();
        var crew = board.center().units().get(index.getAsInt()).crew();
        if (crew.isEmpty()) return Stream.empty();
        return board.center().units().stream()
                .filter(each -> each.crew().equals(crew))
                .map(each -> each.callSign());
    }

    /** The whole board. */
    Rows.BoardMessage full(Instant now) {
        return new Rows.BoardMessage(
                board.position(),
                now,
                true,
                incidents.since(-1),
                withPositions(units.since(-1)),
                alarms.since(-1),
                closures.since(-1),
                hazards.since(-1),
                drawings.since(-1),
                Rows.Removed.NOTHING,
                log.stream().skip(Math.max(0, log.size() - FULL_LOG)).toList());
    }

    /** Rows keep the position they were made with; who sees them first wants the latest. */
    private List<Rows.UnitRow> withPositions(List<Rows.UnitRow> rows) {
        var fresh = new ArrayList<Rows.UnitRow>(rows.size());
        for (Rows.UnitRow row : rows) {
            fresh.add(
                    maker.unit(
                            board,
                            Objects.requireNonNull(board.units().get(row.callSign())),
                            row.index()));
        }
        return fresh;
    }

    /**
     * What changed after a position; everything when that cannot be said.
     *
     * @param position of the last message that the screen had
     */
    Rows.BoardMessage since(long position, Instant now) {
        boolean known =
                position >= start
                        && position <= board.position()
                        && position
                                >= Stream.of(incidents, alarms, closures, hazards, drawings)
                                        .mapToLong(lane -> lane.forgottenUpTo)
                                        .max()
                                        .orElse(0)
                        && position >= logForgottenUpTo;
        if (!known) return full(now);
        return new Rows.BoardMessage(
                board.position(),
                now,
                false,
                incidents.since(position),
                units.since(position),
                alarms.since(position),
                closures.since(position),
                hazards.since(position),
                drawings.since(position),
                new Rows.Removed(
                        incidents.goneSince(position),
                        alarms.goneSince(position),
                        closures.goneSince(position),
                        hazards.goneSince(position),
                        drawings.goneSince(position)),
                log.stream().filter(line -> line.position() > position).toList());
    }
}
