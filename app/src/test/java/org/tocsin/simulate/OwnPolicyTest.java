package org.tocsin.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.simulate.demand.LabInput;
import org.tocsin.simulate.result.Findings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import javax.tools.ToolProvider;

/** A center's own policies, which lie outside the program. */
class OwnPolicyTest {
    private static final Path EXAMPLE = Path.of("../demo/lab/StationKept.java");

    @TempDir static Path folder;
    @TempDir Path own;

    private static SampleLab sample;

    @BeforeAll
    static void open() throws IOException {
        sample = new SampleLab(folder);
    }

    @Test
    void theExampleOfTheDocumentIsComparedFromItsSource() throws IOException {
        Findings findings = sample.lab(2, 1, "fastest", EXAMPLE.toString()).run(_ -> {});
        findings.write(own);

        assertThat(findings.policies()).containsExactly("fastest", "station-kept");
        assertThat(findings.runs().getLast().all().unserved()).isZero();
        assertThat(findings.runs().getLast().all()).isNotEqualTo(findings.runs().getFirst().all());
        assertThat(own.resolve("report.html")).content().contains("counts as a minute farther");
        assertThat(own.resolve("runs.csv")).content().contains("\nstation-kept,1,all,");
        assertThat(Files.readString(Path.of("../docs/lab/policies.md")))
                .contains(Files.readString(EXAMPLE));
    }

    @Test
    void aClassInAJarOrAFolderIsTakenByItsName() throws IOException {
        Path classes = Files.createDirectory(own.resolve("classes"));
        int compiled =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                classes.toString(),
                                EXAMPLE.toString());
        assertThat(compiled).isZero();
        Path jar = own.resolve("ours.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("StationKept.class"));
            Files.copy(classes.resolve("StationKept.class"), out);
        }

        assertThat(Policies.named("StationKept@" + jar).name()).isEqualTo("station-kept");
        assertThat(Policies.named("StationKept@" + classes).name()).isEqualTo("station-kept");
    }

    private Path source(String name, String text) throws IOException {
        return Files.writeString(own.resolve(name + ".java"), text);
    }

    @Test
    void whatIsNoPolicyIsToldBeforeAnythingRuns() throws IOException {
        assertThatThrownBy(() -> sample.lab(1, 1, "quickest"))
                .isInstanceOf(LabInput.class)
                .hasMessageContaining("there is no policy quickest, expected one of [home, crow");
        assertThatThrownBy(() -> sample.lab(1, 1, "Gone.java"))
                .hasMessage("Gone.java is not a file, expected the source of a policy");
        assertThatThrownBy(() -> sample.lab(1, 1, "Gone@gone.jar"))
                .hasMessage("gone.jar is not there, expected a jar or a folder of classes");
        assertThatThrownBy(() -> sample.lab(1, 1, "java.lang.String"))
                .hasMessageContaining("java.lang.String is no policy");
        Path broken = source("Broken", "public final class Broken implements Policy {\n");
        assertThatThrownBy(() -> sample.lab(1, 1, broken.toString()))
                .isInstanceOf(LabInput.class)
                .hasMessageContaining("Broken.java:1: ");
        assertThatThrownBy(() -> sample.lab(1, 1, "crow", "crow"))
                .hasMessageContaining("a policy is named twice");
    }

    @Test
    void whatGoesWrongInsideOneIsToldAsItsOwn() throws IOException {
        Path failing =
                source(
                        "Failing",
                        """
                        import org.tocsin.recommend.Inputs;
                        import org.tocsin.simulate.*;

                        public class Failing implements Policy {
                            public String name() { return "failing"; }
                            public String words() { return "Fails."; }
                            public Inputs ask(Inputs inputs, Situation now) {
                                throw new IllegalStateException("no units left");
                            }
                        }
                        """);
        Lab lab = sample.lab(1, 1, failing.toString());

        assertThatThrownBy(() -> lab.run(_ -> {}))
                .isInstanceOf(LabInput.class)
                .hasMessageContaining("the policy Failing failed: ")
                .hasMessageContaining("no units left at ")
                .hasMessageContaining("Failing.java:8");
    }
}
