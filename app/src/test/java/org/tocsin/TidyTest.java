package org.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Every Java file reads as google-java-format (AOSP) writes it. {@code ./mvnw test -Dtest=TidyTest
 * -Dtidy=write} rewrites what is not.
 */
class TidyTest {
    private final Formatter formatter =
            new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());

    @Test
    void sourcesAreFormatted() throws IOException {
        var untidy = new ArrayList<Path>();
        for (Path file : sources()) {
            String source = Files.readString(file);
            String tidy = tidy(file, source);
            if (tidy.equals(source)) continue;
            if ("write".equals(System.getProperty("tidy"))) Files.writeString(file, tidy);
            else untidy.add(file);
        }

        assertThat(untidy).as("untidy files; -Dtidy=write formats them").isEmpty();
    }

    private String tidy(Path file, String source) {
        try {
            return formatter.formatSourceAndFixImports(source);
        } catch (FormatterException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> sources() throws IOException {
        Path root = Path.of("..").toRealPath();
        var found = new ArrayList<Path>();
        for (String module : List.of("app", "bench", "tiles")) {
            Path source = root.resolve(module).resolve("src");
            if (!Files.isDirectory(source)) continue;
            try (var files = Files.walk(source)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
            }
        }
        return found;
    }
}
