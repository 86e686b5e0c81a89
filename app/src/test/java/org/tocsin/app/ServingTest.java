package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.app.TownServer.Ran;
import org.tocsin.client.Api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;

class ServingTest {
    @TempDir Path folder;

    @Test
    void afterARestartEverythingIsThere() throws IOException {
        String incident;
        long position;
        try (TownServer first = TownServer.start(folder)) {
            Ran ran = first.run("call", "--type", "FALL", "--at", "Market Square", "--json");
            incident = Api.parse(ran.out()).path("incident").asString();
            first.run("dispatch", incident, "A3");
            position = Api.parse(first.run("board", "--json").out()).path("position").asLong();
        }

        try (TownServer second = TownServer.start(folder)) {
            Ran board = second.run("board", "--json");
            assertThat(Api.parse(board.out()).path("position").asLong()).isEqualTo(position);
            assertThat(second.run("units").out()).contains(incident);
        }
    }

    @Test
    void theDataFolderIsForItsOwnerOnly() throws IOException {
        TownServer.start(folder).close();

        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("data"))))
                .isEqualTo("rwx------");
    }

    @Test
    void aTakenPortAndABadMapAreSaid() throws IOException {
        Path map = folder.resolve("town.osm.pbf");
        Path broken = folder.resolve("broken.osm.pbf");
        Files.writeString(broken, "this is no extract");
        try (TownServer town = TownServer.start(folder);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            Ran inUse =
                    town.run(
                            "serve",
                            "--map",
                            map.toString(),
                            "--center",
                            "../demo/center",
                            "--data",
                            folder.resolve("other").toString(),
                            "--port",
                            port);
            Ran noMap =
                    town.run(
                            "serve",
                            "--map",
                            broken.toString(),
                            "--center",
                            "../demo/center",
                            "--data",
                            folder.resolve("third").toString());
            Ran open =
                    town.run(
                            "serve",
                            "--map",
                            map.toString(),
                            "--center",
                            "../demo/center",
                            "--data",
                            folder.resolve("other").toString(),
                            "--bind",
                            "0.0.0.0");

            assertThat(inUse.code()).as(inUse.all()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(inUse.err()).contains("port " + port, "--port");
            assertThat(noMap.code()).as(noMap.all()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(noMap.err()).contains("broken.osm.pbf");
            assertThat(open.code()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(open.err()).contains("--behind-proxy");
        }
    }

    @Test
    void aKeyThatIsNoneIsRefused() throws Exception {
        Path chain = folder.resolve("chain.pem");
        Path key = folder.resolve("key.pem");
        Files.writeString(chain, "nothing");
        byte[] encoded =
                KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
        Files.writeString(key, Certificate.pem("PRIVATE KEY", encoded));

        assertThatThrownBy(() -> Certificate.read(chain, key, folder.resolve("store.p12")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("chain.pem");
    }
}
