package org.tocsin.center;

/**
 * One thing wrong with a center's files.
 *
 * @param file the file's name, or the folder's where a file is missing
 * @param line from 1; 0 where the fault has no place in the file
 * @param column from 1; 0 where the fault has no place in the line
 * @param path the key, such as {@code units[3].capabilities[0]}; empty for the whole file
 */
public record CenterFault(
        String file, int line, int column, String path, String found, String expected) {
    /** One line: {@code units.yaml:12:5 units[3].capabilities[0]: found "LADER", expected …}. */
    @Override
    public String toString() {
        String place = line == 0 ? file : "%s:%d:%d".formatted(file, line, column);
        String where = path.isEmpty() ? place : place + " " + path;
        return "%s: found %s, expected %s".formatted(where, found, expected);
    }
}
