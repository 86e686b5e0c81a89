package org.tocsin.simulate.demand;

import org.tocsin.place.Point;
import org.tocsin.simulate.table.CsvRows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a demand file says of where calls come from: a raster, points or zones in a file beside it.
 */
final class CallPlaces {
    private final KeyFile keys;
    private final PastCalls.Unusable unusable;

    CallPlaces(KeyFile keys, PastCalls.Unusable unusable) {
        this.keys = keys;
        this.unusable = unusable;
    }

    /** What is wrong goes to the file's faults, or to the rows that cannot be used. */
    Optional<Ground> ground(KeyFile.Value value) throws IOException {
        String[] words = value.text().split("\\s+", 2);
        Path table = keys.beside(words[words.length - 1]);
        if (words.length < 2 || !Files.isRegularFile(table)) {
            keys.fault(
                    value.line(),
                    "places is \"%s\", expected raster FILE.tif, points FILE.csv or zones FILE.csv, a file beside this one"
                            .formatted(value.text()));
            return Optional.empty();
        }
        try {
            return switch (words[0]) {
                case "raster" -> Optional.of(Ground.of(Raster.read(table)));
                case "points", "zones" -> boxes(table, words[0].equals("zones"));
                default -> {
                    keys.fault(
                            value.line(),
                            "places are of kind \"%s\", expected raster, points or zones"
                                    .formatted(words[0]));
                    yield Optional.empty();
                }
            };
        } catch (LabInput e) {
            keys.fault(value.line(), "%s: %s".formatted(table, e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Ground> boxes(Path table, boolean zones) throws IOException {
        var boxes = new ArrayList<Ground.Box>();
        List<String> columns =
                zones
                        ? List.of("south", "west", "north", "east", "weight")
                        : List.of("latitude", "longitude", "weight");
        CsvRows.each(
                table,
                columns,
                DemandFile.MAX_ROWS,
                (_, row) -> boxes.add(box(row, zones)),
                (line, what, ofRow) -> {
                    if (ofRow) unusable.row("%s:%d: %s".formatted(table, line, what));
                    else keys.fault(table, line, what);
                });
        // What is wrong with the rows is told already.
        if (boxes.isEmpty() && keys.isWrong()) return Optional.empty();
        return Optional.of(Ground.of(boxes));
    }

    private static Ground.Box box(List<String> row, boolean zone) {
        double[] v = row.stream().mapToDouble(CsvRows::decimal).toArray();
        Point corner = new Point(v[0], v[1]);
        double weight = v[v.length - 1];
        if (weight < 0) {
            throw new IllegalArgumentException(
                    "the weight is %s, expected 0 or more".formatted(row.getLast()));
        }
        if (!zone) return new Ground.Box(corner.latitude(), corner.longitude(), 0, 0, weight);
        Point far = new Point(v[2], v[3]);
        if (far.latitude() < corner.latitude() || far.longitude() < corner.longitude()) {
            throw new IllegalArgumentException(
                    "north and east lie before south and west, expected south, west, north, east");
        }
        return new Ground.Box(
                corner.latitude(),
                corner.longitude(),
                far.latitude() - corner.latitude(),
                far.longitude() - corner.longitude(),
                weight);
    }
}
