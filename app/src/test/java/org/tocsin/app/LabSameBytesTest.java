package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.map.SampleTown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The same seed on machines with other settings: two processes, every file byte by byte. */
class LabSameBytesTest {
    @TempDir Path folder;

    private Path simulate(String name, Path town, int threads, String... settings)
            throws Exception {
        Path out = folder.resolve(name);
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of(settings));
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.tocsin.app.Main",
                        "simulate",
                        "--center=../demo/center",
                        "--map=" + town,
                        "--demand=../demo/lab/demand.txt",
                        "--days=2",
                        "--seed=5",
                        "--policy=fastest,moveup,preempt",
                        "--replications=2",
                        "--threads=" + threads,
                        "--out=" + out));
        Path said = folder.resolve(name + ".txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        assertThat(process.waitFor()).as(Files.readString(said)).isZero();
        return out;
    }

    @Test
    void neitherThreadsNorLocaleNorZoneNorCharsetChangeAByte() throws Exception {
        Path town = folder.resolve("town.osm.pbf");
        SampleTown.write(town, 1);

        Path here = simulate("here", town, 2, "-Duser.timezone=UTC", "-Duser.language=en");
        Path there =
                simulate(
                        "there",
                        town,
                        1,
                        "-Duser.timezone=Pacific/Chatham",
                        "-Duser.language=ar",
                        "-Duser.country=EG",
                        "-Dfile.encoding=ISO-8859-1",
                        "-XX:TieredStopAtLevel=1");

        List<String> files = names(here);
        assertThat(names(there)).isEqualTo(files);
        assertThat(files).contains("report.html", "calls.csv", "results.sqlite").hasSize(11);
        for (String file : files) {
            assertThat(there.resolve(file)).hasSameBinaryContentAs(here.resolve(file));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
