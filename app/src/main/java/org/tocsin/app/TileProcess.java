package org.tocsin.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Module {@code tiles} as another process: what it needs (Planetiler and 65 MB of libraries) stays
 * out of the server, and its memory is given back.
 *
 * @param jar of the module
 * @param memory its heap, as Java's -Xmx takes it
 */
record TileProcess(Path jar, String memory) {
    /** Longer than half a gigabyte of extract takes on two processors. */
    static final Duration MAX_TIME = Duration.ofHours(6);

    /** So much of what it says when it fails is shown. */
    private static final int MAX_SAID_CHARS = 4_000;

    /**
     * Finds it beside the program.
     *
     * @throws BadInput if it is not there
     */
    static TileProcess find(Surroundings surroundings, String memory) {
        Path home = surroundings.programHome().orElse(Path.of("."));
        Path jar = home.resolve("tiles").resolve("target").resolve("tocsin-tiles.jar");
        if (!Files.isRegularFile(jar)) {
            throw new BadInput(
                    ("%s is missing, which makes the tiles. Build it: ./mvnw -pl tiles"
                                    + " -DskipTests package")
                            .formatted(jar));
        }
        return new TileProcess(jar, memory);
    }

    /**
     * Makes the archive of an extract.
     *
     * @param scratch a folder for what is needed meanwhile
     * @throws IOException if it failed, with the end of what it said
     */
    void run(Path extract, Path archive, Path scratch, ProgressLine progress) throws IOException {
        Path said = scratch.resolve("said.txt");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx" + memory,
                                        "--enable-native-access=ALL-UNNAMED",
                                        "--sun-misc-unsafe-memory-access=allow",
                                        "-Djava.awt.headless=true",
                                        "-jar",
                                        jar.toAbsolutePath().toString(),
                                        extract.toAbsolutePath().toString(),
                                        archive.toAbsolutePath().toString(),
                                        scratch.toAbsolutePath().toString()))
                        .redirectError(said.toFile())
                        .start();
        try {
            follow(process, progress);
            if (!process.waitFor(MAX_TIME.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("making tiles took more than %s".formatted(MAX_TIME));
            }
            if (process.exitValue() != 0) {
                throw new IOException("tiles could not be made: " + end(said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while tiles were made", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void follow(Process process, ProgressLine progress) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int tab = line.indexOf('\t');
                if (tab > 0) progress.at("tiles: " + line.substring(0, tab), fraction(line, tab));
            }
        }
    }

    private static double fraction(String line, int tab) {
        String number = line.substring(tab + 1);
        return number.matches("[01]\\.\\d{1,9}") ? Double.parseDouble(number) : 0;
    }

    private static String end(Path said) throws IOException {
        String text = Files.readString(said, StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.length() - MAX_SAID_CHARS));
    }
}
