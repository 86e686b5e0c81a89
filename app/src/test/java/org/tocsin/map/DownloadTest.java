package org.tocsin.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Downloads from a real server on this machine that breaks off, changes its mind, and redirects.
 */
class DownloadTest {
    @TempDir Path folder;

    private final byte[] contents = new byte[300_000];
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile String tag = "\"v1\"";
    private volatile int breakAfterBytes = Integer.MAX_VALUE;
    private volatile int status = 200;

    DownloadTest() throws IOException {
        new Random(1).nextBytes(contents);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/town.osm.pbf", this::serve);
        server.createContext(
                "/moved",
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "/town.osm.pbf");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        server.createContext(
                "/round",
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "/round");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        server.createContext(
                "/away",
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "http://192.0.2.1/x.osm.pbf");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
        ranges.add(range == null ? "all" : range);
        int from = 0;
        if (range != null && tag.equals(ifRange)) {
            from = Integer.parseInt(range.substring(6, range.length() - 1));
        }
        exchange.getResponseHeaders().set("ETag", tag);
        if (status != 200) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes %d-%d/%d".formatted(from, contents.length - 1, contents.length));
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, contents.length - from);
        int count = Math.min(breakAfterBytes, contents.length - from);
        exchange.getResponseBody().write(contents, from, count);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
    }

    private Path file() {
        return folder.resolve("town.osm.pbf");
    }

    private void fetch(String path, long maxBytes, Optional<String> sha256) throws IOException {
        new Download(address(path), file(), maxBytes, sha256, Progress.SILENT, Duration.ofMillis(1))
                .run();
    }

    private String checksum() {
        return HexFormat.of().formatHex(BuiltMap.sha256().digest(contents));
    }

    @Test
    void aWholeFileArrivesOnceAndIsNotAskedForAgain() throws IOException {
        fetch("/moved", 1_000_000, Optional.of(checksum()));
        fetch("/moved", 1_000_000, Optional.of(checksum()));

        assertThat(file()).hasBinaryContent(contents);
        assertThat(ranges).containsExactly("all");
        assertThat(folder.resolve("town.osm.pbf.part")).doesNotExist();
    }

    @Test
    void aCutConnectionGoesOnWhereItBroke() throws IOException {
        breakAfterBytes = 70_000;

        fetch("/town.osm.pbf", 1_000_000, Optional.of(checksum()));

        assertThat(file()).hasBinaryContent(contents);
        assertThat(ranges.getFirst()).isEqualTo("all");
        assertThat(ranges).hasSizeGreaterThan(3);
        assertThat(ranges.subList(1, ranges.size()))
                .allMatch(range -> range.matches("bytes=\\d+-"));
    }

    @Test
    void aFileThatChangedMeanwhileIsFetchedFromItsStart() throws IOException {
        Files.write(folder.resolve("town.osm.pbf.part"), new byte[1_000]);
        Files.writeString(
                folder.resolve("town.osm.pbf.source"), address("/town.osm.pbf") + "\n\"v0\"\n");

        fetch("/town.osm.pbf", 1_000_000, Optional.empty());

        assertThat(file()).hasBinaryContent(contents);
        assertThat(ranges).containsExactly("bytes=1000-");
    }

    @Test
    void anotherRunTakesUpWhatTheFirstLeft() throws IOException {
        breakAfterBytes = 0;
        Files.write(folder.resolve("town.osm.pbf.part"), Arrays.copyOf(contents, 1_000));
        Files.writeString(
                folder.resolve("town.osm.pbf.source"), address("/town.osm.pbf") + "\n\"v1\"\n");
        assertThatThrownBy(() -> fetch("/town.osm.pbf", 1_000_000, Optional.empty()))
                .hasMessageContaining("5 times in a row; 1,000 bytes are kept")
                .hasMessageEndingWith("start again: it goes on from there.");
        assertThat(ranges).hasSize(Download.MAX_FAILURES);

        breakAfterBytes = Integer.MAX_VALUE;
        fetch("/town.osm.pbf", 1_000_000, Optional.of(checksum()));

        assertThat(file()).hasBinaryContent(contents);
        assertThat(ranges.getLast()).isEqualTo("bytes=1000-");
    }

    @Test
    void aFileLongerThanTheLimitIsRefusedAndDeleted() throws IOException {
        fetch("/town.osm.pbf", contents.length, Optional.empty());
        Files.delete(file());

        assertThatThrownBy(() -> fetch("/town.osm.pbf", contents.length - 1, Optional.empty()))
                .hasMessageContaining("has 300,000 bytes or more, expected at most 299,999");
        assertThat(folder.resolve("town.osm.pbf.part")).doesNotExist();
        assertThat(file()).doesNotExist();
    }

    @Test
    void aWrongChecksumIsRefusedAndTheFileDeleted() {
        String wrong = "0".repeat(64);

        assertThatThrownBy(() -> fetch("/town.osm.pbf", 1_000_000, Optional.of(wrong)))
                .hasMessageContaining("has the SHA-256 " + checksum() + ", expected " + wrong);
        assertThat(file()).doesNotExist();
        assertThatThrownBy(
                        () ->
                                Download.fetch(
                                        address("/town.osm.pbf"),
                                        file(),
                                        1,
                                        Optional.of("abc"),
                                        Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlySafeAddressesAreFetched() {
        assertThatThrownBy(
                        () ->
                                Download.fetch(
                                        URI.create("http://192.0.2.1/x.osm.pbf"),
                                        file(),
                                        1_000,
                                        Optional.empty(),
                                        Progress.SILENT))
                .hasMessageContaining("is not an https address");
        assertThatThrownBy(() -> fetch("/away", 1_000_000, Optional.empty()))
                .hasMessageContaining("is not an https address");
        assertThatThrownBy(() -> fetch("/round", 1_000_000, Optional.empty()))
                .hasMessageContaining("redirects more than 5 times");
        assertThatThrownBy(() -> fetch("/nothing", 1_000_000, Optional.empty()))
                .hasMessageContaining("the server answered 404, expected 200");
    }

    @Test
    void aBusyServerIsAskedAgainButNotForEver() {
        status = 503;

        assertThatThrownBy(() -> fetch("/town.osm.pbf", 1_000_000, Optional.empty()))
                .hasMessageContaining("the server answered 503");
        assertThat(ranges).hasSize(Download.MAX_FAILURES);
    }
}
