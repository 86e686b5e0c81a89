package org.tocsin.console;

import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.UnitOnBoard;
import org.tocsin.place.Point;
import org.tocsin.road.Arrival;
import org.tocsin.road.Conditions;
import org.tocsin.road.Times;
import org.tocsin.unit.UnitStatus;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the fastest free unit would be when: the coverage layer of the map. A grid of places over
 * the center, each with the driving time of the free unit that is there first, over open roads.
 * Kept for some seconds, since every screen that shows it asks. Any thread.
 */
final class CoverageGrid {
    /** Cells along the longer side; finer than a screen shows at the zoom of a whole center. */
    static final int CELLS = 56;

    /** An answer is as good as this old. */
    static final Duration KEPT = Duration.ofSeconds(10);

    /** With fewer units one search from each is cheaper than one to each cell. */
    private static final int FEW_UNITS = 60;

    private final Room room;
    private final Answers.Bounds bounds;
    private final Map<String, Answers.CoverageAnswer> kept =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<String, Answers.CoverageAnswer> eldest) {
                    return size() > room.center().capabilities().size() + 1;
                }
            };

    CoverageGrid(Room room, Answers.Bounds bounds) {
        this.room = room;
        this.bounds = bounds;
    }

    /**
     * @param capability which free units count; empty: all
     * @param target what the answer is to be compared with
     */
    synchronized Answers.CoverageAnswer now(
            Optional<String> capability, Duration target, Instant now) {
        String key = capability.orElse("");
        Answers.CoverageAnswer last = kept.get(key);
        boolean fresh =
                last != null
                        && last.targetSeconds() == target.toSeconds()
                        && last.at().plus(KEPT).isAfter(now);
        if (fresh && last != null) return last;
        Answers.CoverageAnswer made = make(capability, target, now);
        kept.remove(key);
        kept.put(key, made);
        return made;
    }

    private Answers.CoverageAnswer make(Optional<String> capability, Duration target, Instant now) {
        Board board = room.desk().board();
        var free = new ArrayList<Point>();
        for (int i = 0; i < room.center().units().size(); i++) {
            var unit = room.center().units().get(i);
            Optional<UnitOnBoard> onBoard = board.findUnit(unit.callSign());
            boolean counts =
                    onBoard.filter(u -> board.statusOf(u) == UnitStatus.AVAILABLE).isPresent()
                            && capability.filter(c -> !unit.capabilities().contains(c)).isEmpty();
            if (counts) free.add(room.fleet().position(i, board).point());
        }
        double height = bounds.north() - bounds.south();
        double width = bounds.east() - bounds.west();
        double squareness = Math.cos(Math.toRadians((bounds.north() + bounds.south()) / 2));
        boolean wide = width * squareness >= height;
        double cell = (wide ? width * squareness : height) / CELLS;
        int rows = Math.max(1, (int) Math.ceil(height / cell));
        int columns = Math.max(1, (int) Math.ceil(width * squareness / cell));
        var cells = new ArrayList<Point>(rows * columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                cells.add(
                        new Point(
                                bounds.south() + (row + 0.5) * height / rows,
                                bounds.west() + (column + 0.5) * width / columns));
            }
        }
        var conditions = new Conditions(room.profiles().usual(), board.closureList(), now);
        return new Answers.CoverageAnswer(
                bounds, rows, columns, target.toSeconds(), seconds(free, cells, conditions), now);
    }

    private List<Integer> seconds(List<Point> free, List<Point> cells, Conditions conditions) {
        int[] best = new int[cells.size()];
        Arrays.fill(best, -1);
        if (free.size() <= FEW_UNITS) {
            for (Point unit : free) {
                Times times = room.travel().from(unit, cells, conditions);
                for (int i = 0; i < best.length; i++) {
                    Optional<Duration> time = times.time(i);
                    if (time.isEmpty()) continue;
                    int seconds = (int) time.get().toSeconds();
                    if (best[i] < 0 || seconds < best[i]) best[i] = seconds;
                }
            }
        } else {
            for (int i = 0; i < best.length; i++) {
                List<Arrival> first = room.travel().fastest(cells.get(i), free, 1, conditions);
                if (!first.isEmpty()) best[i] = (int) first.getFirst().time().toSeconds();
            }
        }
        return Arrays.stream(best).boxed().toList();
    }
}
