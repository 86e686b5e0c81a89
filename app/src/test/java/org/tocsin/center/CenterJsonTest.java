package org.tocsin.center;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.plan.Need;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A center goes into the journal as JSON, so it must come back as it was. */
class CenterJsonTest {
    @TempDir Path folder;

    private final JsonMapper mapper =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private Center read(String yaml) throws IOException {
        return CenterFile.read(Files.writeString(folder.resolve("center.yaml"), yaml));
    }

    @Test
    void aCenterComesBackAsItWas() throws IOException {
        for (Center center :
                new Center[] {
                    read(Sample.SMALLEST), read(Sample.WHOLE), CenterFile.read(Demo.FOLDER)
                }) {
            String json = mapper.writeValueAsString(center);
            Center back = mapper.readValue(json, Center.class);

            assertThat(back).isEqualTo(center);
            assertThat(mapper.writeValueAsString(back)).isEqualTo(json);
        }
    }

    @Test
    void aNeedComesBackAsItWas() throws IOException {
        Center center = read(Sample.WHOLE);
        Need need =
                center.plans()
                        .need(
                                "FIRE",
                                1,
                                center.stations().getFirst().point(),
                                Instant.EPOCH,
                                center.zone(),
                                2);

        assertThat(mapper.readValue(mapper.writeValueAsString(need), Need.class)).isEqualTo(need);
    }
}
