package org.tocsin.simulate.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.tocsin.simulate.table.Csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A row of {@code calls.csv} by the names of its columns. */
public record WrittenCall(List<String> cells) {
    public String of(String column) {
        return cells.get(CallRows.COLUMNS.indexOf(column));
    }

    public double seconds(String column) {
        return Double.parseDouble(of(column));
    }

    /** All rows of the file in a folder of results. */
    public static List<WrittenCall> read(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(CallsFile.NAME));
        assertThat(lines.getFirst() + "\n").isEqualTo(CallRows.header());
        var rows = new ArrayList<WrittenCall>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = Csv.cells(line);
            assertThat(cells).as(line).hasSameSizeAs(CallRows.COLUMNS);
            rows.add(new WrittenCall(cells));
        }
        return rows;
    }
}
