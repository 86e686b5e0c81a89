package org.tocsin.simulate.demand;

import org.tocsin.center.Center;
import org.tocsin.dispatch.Board;
import org.tocsin.place.Area;
import org.tocsin.place.Point;
import org.tocsin.plan.District;
import org.tocsin.road.Closure;
import org.tocsin.simulate.table.CsvRows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a table of closures (docs/lab/closures.md). All that is wrong is told at once, by line; or
 * left out, as asked.
 */
final class ClosureFile {
    private static final List<String> COLUMNS =
            List.of("from", "until", "ground", "where", "reason");
    private static final String KINDS = "road, bridge, area or district";

    /** Before anything. */
    private static final Instant ALWAYS = Instant.EPOCH;

    private final Center center;
    private final List<Closure> closures = new ArrayList<>();

    /**
     * Closures.
     *
     * @param skipped rows left out, each with line and reason
     */
    record Whole(List<Closure> closures, List<String> skipped) {}

    private ClosureFile(Center center) {
        this.center = center;
    }

    /**
     * @throws LabInput with everything that is wrong
     * @throws IOException if the file cannot be read
     */
    static Whole read(Path file, Center center, DemandFile.BadRows badRows) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new LabInput("%s is not a file, expected a table of closures".formatted(file));
        }
        var reader = new ClosureFile(center);
        var faults = new ArrayList<String>();
        var skipped = new ArrayList<String>();
        CsvRows.each(
                file,
                COLUMNS,
                Board.MAX_CLOSURES,
                (_, row) -> reader.take(row),
                (line, what, ofRow) -> {
                    boolean skips = ofRow && badRows == DemandFile.BadRows.SKIP;
                    (skips ? skipped : faults).add("%s:%d: %s".formatted(file, line, what));
                });
        if (!faults.isEmpty()) throw new LabInput(String.join(System.lineSeparator(), faults));
        return new Whole(List.copyOf(reader.closures), List.copyOf(skipped));
    }

    private void take(List<String> row) {
        Instant from = time(row.get(0)).orElse(ALWAYS);
        Optional<Instant> until = time(row.get(1));
        String id = "F" + (closures.size() + 1);
        closures.add(new Closure(id, ground(row.get(2), row.get(3)), from, until, row.get(4)));
    }

    private Optional<Instant> time(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(CsvRows.time(text, center.zone()));
    }

    private Closure.Ground ground(String kind, String where) {
        return switch (kind) {
            case "road" -> {
                List<Point> points = points(where, 1, 2);
                Optional<Point> to =
                        points.size() > 1 ? Optional.of(points.getLast()) : Optional.empty();
                yield new Closure.Ground.Stretch(points.getFirst(), true, to);
            }
            case "bridge" -> new Closure.Ground.Bridge(points(where, 1, 1).getFirst());
            case "area" -> new Closure.Ground.Within(new Area(points(where, 3, Area.MAX_CORNERS)));
            case "district" -> new Closure.Ground.Within(district(where));
            default ->
                    throw new IllegalArgumentException(
                            "the ground is \"%s\", expected %s".formatted(kind, KINDS));
        };
    }

    private Area district(String id) {
        return center.districts().stream()
                .filter(each -> each.id().equals(id))
                .map(District::area)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "the district is \"%s\", expected one of %s"
                                                .formatted(
                                                        id,
                                                        center.districts().stream()
                                                                .map(District::id)
                                                                .toList())));
    }

    private static List<Point> points(String text, int least, int most) {
        String[] numbers = text.split("\\s+", -1);
        int points = numbers.length / 2;
        if (numbers.length % 2 != 0 || points < least || points > most) {
            throw new IllegalArgumentException(
                    "where is \"%s\", expected %s as latitude longitude latitude longitude …"
                            .formatted(
                                    text,
                                    least == most
                                            ? "%d place".formatted(least)
                                            : "%d to %d places".formatted(least, most)));
        }
        var all = new ArrayList<Point>();
        for (int i = 0; i < numbers.length; i += 2) {
            all.add(new Point(CsvRows.decimal(numbers[i]), CsvRows.decimal(numbers[i + 1])));
        }
        return all;
    }
}
