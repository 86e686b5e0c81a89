package org.tocsin.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Writes tables as an SQLite database: whole, or not at all. */
final class Database {
    private Database() {}

    static void write(Path file, List<Table> tables) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(draft);
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + draft)) {
            database.setAutoCommit(false);
            for (Table table : tables) write(database, table);
            database.commit();
        } catch (SQLException e) {
            throw new IOException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
        }
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
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
                for (int i = 0; i < row.size(); i++) statement.setObject(i + 1, row.get(i));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
