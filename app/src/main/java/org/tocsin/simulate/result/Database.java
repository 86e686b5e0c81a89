package org.tocsin.simulate.result;

import org.tocsin.simulate.table.Csv;
import org.tocsin.simulate.table.Table;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes tables as an SQLite database: whole, or not at all. */
final class Database {
    private Database() {}

    /** Rows are handed over in groups of so many. */
    private static final int GROUP = 1_000;

    /**
     * @param calls what {@link CallsFile} wrote, for a table of its own
     */
    static void write(Path file, List<Table> tables, Optional<Path> calls) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(draft);
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + draft)) {
            database.setAutoCommit(false);
            for (Table table : tables) write(database, table);
            if (calls.isPresent()) copy(database, calls.get());
            database.commit();
        } catch (SQLException e) {
            throw new IOException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
        }
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Row by row: there may be more than memory holds. */
    private static void copy(Connection database, Path calls) throws SQLException, IOException {
        String columns =
                CallRows.COLUMNS.stream().map(Database::typed).collect(Collectors.joining(", "));
        try (var create = database.createStatement()) {
            create.execute("create table calls (%s)".formatted(columns));
        }
        String marks = String.join(",", Collections.nCopies(CallRows.COLUMNS.size(), "?"));
        try (PreparedStatement statement =
                        database.prepareStatement(
                                "insert into calls values (%s)".formatted(marks));
                BufferedReader lines = Files.newBufferedReader(calls)) {
            lines.readLine(); // The header.
            int waiting = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> cells = Csv.cells(line);
                for (int i = 0; i < cells.size(); i++) {
                    String cell = cells.get(i);
                    if (cell.isEmpty()) statement.setNull(i + 1, Types.NULL);
                    else statement.setString(i + 1, cell);
                }
                statement.addBatch();
                if (++waiting % GROUP == 0) statement.executeBatch();
            }
            statement.executeBatch();
        }
    }

    /** SQLite makes numbers of texts where a column says so. */
    private static String typed(String column) {
        boolean whole = Set.of("replication", "priority", "late").contains(column);
        boolean decimal = column.endsWith("_s") || column.endsWith("tude");
        return "\"%s\" %s".formatted(column, whole ? "integer" : decimal ? "real" : "text");
    }

    private static void write(Connection database, Table table) throws SQLException {
        String columns = table.columns().stream().collect(Collectors.joining("\",\"", "\"", "\""));
        try (var create = database.createStatement()) {
            create.execute("create table \"%s\" (%s)".formatted(table.name(), columns));
        }
        String marks = String.join(",", Collections.nCopies(table.columns().size(), "?"));
        String insert = "insert into \"%s\" values (%s)".formatted(table.name(), marks);
        try (PreparedStatement statement = database.prepareStatement(insert)) {
            for (List<Object> row : table.rows()) {
                for (int i = 0; i < row.size(); i++) {
                    Object value = row.get(i);
                    statement.setObject(i + 1, value.equals("") ? null : value);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
