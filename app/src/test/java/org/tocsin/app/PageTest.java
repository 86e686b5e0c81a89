package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page in a real browser against a real server: runs the tests in {@code web/e2e}. */
class PageTest {
    private static final Path WEB = Path.of("../web");
    private static final long MAX_MINUTES = 14;

    @TempDir Path folder;

    @Test
    void thePageWorksInABrowser() throws Exception {
        Optional<Path> browser = browser();
        boolean ready =
                browser.isPresent()
                        && Files.isDirectory(WEB.resolve("node_modules/@playwright/test"))
                        && PageTest.class.getResource("/web/index.html") != null;
        if (!ready) {
            String lack =
                    "the page's tests need Chromium (found %s), and the page built (no -DskipWeb)"
                            .formatted(browser.map(Path::toString).orElse("none"));
            assertThat(System.getenv("CI")).as(lack).isNotEqualTo("true");
            Assumptions.abort(lack);
        }

        Path log = folder.resolve("playwright.log");
        try (TownServer town = TownServer.start(folder)) {
            town.offerDrills();
            var builder =
                    new ProcessBuilder(List.of("npx", "--no-install", "playwright", "test"))
                            .directory(WEB.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().put("TOCSIN_URL", town.url());
            builder.environment().put("TOCSIN_USER", "dispatcher");
            builder.environment().put("TOCSIN_PASSWORD", "demo");
            builder.environment().put("CHROMIUM", browser.orElseThrow().toString());
            builder.environment().put("TOCSIN_SERVER", server());
            Process process = builder.start();
            boolean ended = process.waitFor(MAX_MINUTES, TimeUnit.MINUTES);
            if (!ended) process.destroyForcibly();

            assertThat(ended).as(text(log)).isTrue();
            assertThat(process.exitValue()).as(text(log)).isZero();
        }
    }

    /** How a test starts a server that it may kill, as a JSON list of words. */
    private String server() {
        List<String> words =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        absolute(System.getProperty("java.class.path")),
                        "org.tocsin.app.Main",
                        "serve",
                        "--map",
                        folder.resolve("town.osm.pbf").toString(),
                        "--center",
                        Path.of("../demo/center").toAbsolutePath().normalize().toString(),
                        "--data",
                        "DATA",
                        "--port",
                        "PORT");
        return JsonMapper.shared().writeValueAsString(words);
    }

    /** The test runs in another folder. */
    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(each -> Path.of(each).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String text(Path log) throws IOException {
        return "%n%s".formatted(Files.readString(log, StandardCharsets.UTF_8));
    }

    private static Optional<Path> browser() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                .flatMap(name -> Stream.of(path.split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
