package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The launcher passes over a rehearsal that fails, so here it is asked whether it does. */
class RehearsalTest {
    @TempDir Path home;

    @Test
    void theTownIsWorkedWithoutAComplaint() throws IOException {
        Path demo = Path.of("../demo");
        try (var all = Files.walk(demo.resolve("center"))) {
            for (Path each : all.toList()) {
                Path copy = home.resolve("demo").resolve(demo.relativize(each));
                Files.createDirectories(copy.getParent());
                Files.copy(each, copy);
            }
        }
        var err = new StringWriter();

        int code =
                Main.commandLine(
                                new Surroundings(
                                        Map.of(),
                                        home,
                                        Optional.of(home),
                                        false,
                                        InputStream.nullInputStream()))
                        .setErr(new PrintWriter(err))
                        .execute("rehearse");

        assertThat(code).as(err.toString()).isZero();
        assertThat(home.resolve("app/target/native")).isNotEmptyDirectory();
    }
}
