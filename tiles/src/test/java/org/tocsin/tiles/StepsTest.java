package org.tocsin.tiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class StepsTest {
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Steps steps = new Steps(new PrintStream(heard, true, StandardCharsets.UTF_8));

    private void log(String text) {
        for (byte each : (text + "\n").getBytes(StandardCharsets.UTF_8)) steps.write(each);
    }

    @Test
    void theLogBecomesStepsThatOnlyGrow() {
        log("0:00:01 INF [osm_pass2] - ");
        log("0:00:02 INF [osm_pass2] -  nodes: [ 1.2M  50% 600k/s ] 462 ways: [ 0 0% 0/s ]");
        log("0:00:03 INF [osm_pass2] -  nodes: [ 1.2M  20% 600k/s ] 462");
        log("0:00:04 INF [archive] -  features: [ 100k  40%  90k/s ] 3");

        assertThat(heard.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "reading the extract\t0.30",
                        "reading the extract\t0.45",
                        "reading the extract\t0.60",
                        "writing tiles\t0.40");
    }

    @Test
    void onlyTheEndOfTheLogIsKept() {
        for (int i = 0; i < 100; i++) log("line " + i);

        assertThat(steps.last().lines()).hasSize(Steps.MAX_KEPT).contains("line 99", "line 60");
    }

    @Test
    void aLongLineIsCut() {
        log("x".repeat(Steps.MAX_LINE_BYTES + 10));

        assertThat(steps.last()).hasSize(Steps.MAX_LINE_BYTES);
    }
}
