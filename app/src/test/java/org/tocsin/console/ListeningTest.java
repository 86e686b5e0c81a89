package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Optional;

class ListeningTest {
    @Test
    void otherMachinesMustBeAskedForAndProtected() {
        assertThatThrownBy(() -> new Listening("0.0.0.0", 80, false, false, Optional.empty()))
                .hasMessageContaining("--open");
        assertThatThrownBy(() -> new Listening("0.0.0.0", 80, true, false, Optional.empty()))
                .hasMessageContaining("--tls")
                .hasMessageContaining("--behind-proxy");
        assertThat(new Listening("0.0.0.0", 80, true, true, Optional.empty()).secure()).isTrue();
        var tls = new Listening.Tls(Path.of("server.p12"), "secret");
        assertThat(new Listening("0.0.0.0", 443, true, false, Optional.of(tls)).secure()).isTrue();
        assertThat(tls.toString()).doesNotContain("secret");
    }

    @Test
    void thisMachineAloneNeedsNothing() {
        assertThat(Listening.onLoopback(0).secure()).isFalse();
        assertThat(new Listening("::1", 0, false, false, Optional.empty()).port()).isZero();
        assertThat(new Listening("localhost", 0, false, false, Optional.empty()).open()).isFalse();
    }

    @Test
    void aPortIsAPort() {
        assertThatThrownBy(() -> Listening.onLoopback(65_536)).hasMessageContaining("0 to 65535");
        assertThatThrownBy(() -> Listening.onLoopback(-1)).hasMessageContaining("0 to 65535");
    }
}
