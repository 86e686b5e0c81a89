package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The launcher with made-up JDKs: folders that only say which version they are. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("../tocsin").toAbsolutePath().normalize();

    @TempDir Path folder;

    private record Ran(int code, String out, String err) {}

    private Ran run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("TOCSIN_JVM_FOLDERS", folder.resolve("jvm").toString());
        builder.environment().put("TOCSIN_JAVA_HOME_TOOL", folder.resolve("none").toString());
        builder.environment().putAll(environment);
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve("jvm").resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        for (String tool : new String[] {"java", "javac"}) {
            Path file = home.resolve("bin").resolve(tool);
            Files.writeString(file, "#!/bin/sh\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return home;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "dash"})
    void everyShellReadsIt(String shell) throws Exception {
        if (!Files.isExecutable(Path.of("/bin", shell))) return;

        assertThat(run(Map.of(), "/bin/" + shell, "-n", LAUNCHER.toString()).code()).isZero();
    }

    @Test
    void javaHomeGoesFirst() throws Exception {
        Path named = jdk("named", "26");
        jdk("a-newer", "27.0.1");

        Ran ran =
                run(
                        Map.of("JAVA_HOME", named.toString()),
                        "/bin/sh",
                        LAUNCHER.toString(),
                        "--which-jdk");

        assertThat(ran.out().strip()).isEqualTo(named.toString());
    }

    @Test
    void anOldJavaHomeIsPassedOver() throws Exception {
        Path old = jdk("old", "17.0.15");
        Path good = jdk("temurin-25", "25.0.3");

        Ran ran =
                run(
                        Map.of("JAVA_HOME", old.toString()),
                        "/bin/sh",
                        LAUNCHER.toString(),
                        "--which-jdk");

        assertThat(ran.out().strip()).isEqualTo(good.toString());
    }

    @Test
    void aFolderWithBlanksIsFound() throws Exception {
        Path good = jdk("My JDK 25", "25");

        assertThat(run(Map.of(), "/bin/sh", LAUNCHER.toString(), "--which-jdk").out().strip())
                .isEqualTo(good.toString());
    }

    private Path sized(String name, long megabytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        // A file of holes: no disk is needed for it.
        try (var made = new RandomAccessFile(file.toFile(), "rw")) {
            made.setLength(megabytes << 20);
        }
        return file;
    }

    private Ran heap(Map<String, String> environment, String... arguments) throws Exception {
        jdk("temurin-25", "25.0.3");
        var command = new ArrayList<>(List.of("/bin/sh", LAUNCHER.toString(), "--which-heap"));
        command.addAll(List.of(arguments));
        return run(environment, command.toArray(String[]::new));
    }

    @Test
    void aCityIsServedWithTheUsualMemoryAndACountryWithMore() throws Exception {
        String city = sized("city.osm.pbf", 3).toString();
        String country = sized("my land/country.osm.pbf", 500).toString();
        String data = folder.resolve("my data").toString();
        Map<String, String> large = Map.of("TOCSIN_MACHINE_MB", "64000");

        assertThat(heap(large, "board").out().strip()).isEqualTo("512m");
        assertThat(heap(large, "serve", "--map", city, "--data", data).out().strip())
                .isEqualTo("448m");
        assertThat(heap(large, "serve", "--map=" + country, "--data", data).out().strip())
                .isEqualTo("8288m");
        sized("my data/map/map-1-5/roads.tocsin", 300);
        sized("my data/map/map-1-5/paths/roads.tocsin", 120);
        assertThat(heap(large, "serve", "--map", country, "--data=" + data).out().strip())
                .isEqualTo("3648m");
        assertThat(heap(large, "map", "build", country).out().strip()).isEqualTo("2048m");
    }

    @Test
    void noMoreThanThreeQuartersOfTheMachineAreTakenUnlessItIsSaid() throws Exception {
        String country = sized("country.osm.pbf", 500).toString();
        Map<String, String> small = Map.of("TOCSIN_MACHINE_MB", "4000");

        Ran ran = heap(small, "serve", "--map", country);
        assertThat(ran.out().strip()).isEqualTo("3000m");
        assertThat(ran.err()).contains("asks for up to 8288 MB", "has 4000 MB");
        Ran told =
                heap(
                        Map.of("TOCSIN_MACHINE_MB", "4000", "TOCSIN_HEAP", "3500m"),
                        "serve",
                        "--map",
                        country);
        assertThat(told.out().strip()).isEqualTo("3500m");
    }

    @Test
    void withoutAJdkItSaysHowToGetOne() throws Exception {
        jdk("old", "21.0.2");

        Ran ran = run(Map.of(), "/bin/sh", LAUNCHER.toString(), "demo");

        assertThat(ran.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.err())
                .contains("no JDK 25", "Found only", "(21)", "adoptium.net", "JAVA_HOME");
    }
}
