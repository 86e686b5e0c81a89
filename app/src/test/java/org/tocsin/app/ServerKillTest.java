package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;
import org.tocsin.client.Api;
import org.tocsin.client.Denied;
import org.tocsin.client.Session;
import org.tocsin.client.Unreachable;
import org.tocsin.dispatch.Board;
import org.tocsin.dispatch.Codec;
import org.tocsin.dispatch.Desk;
import org.tocsin.journal.Entry;
import org.tocsin.journal.Journal;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.journal.SqliteVault;
import org.tocsin.map.SampleTown;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The server, a process of its own, is killed under load again and again. Whatever it had
 * acknowledged is in the record once; what was sent again under the same id is not done twice; and
 * the board it opens with is the fold of its journal. {@code -Dkills=100} sets the rounds.
 */
class ServerKillTest {
    private static final int ROUNDS = Integer.getInteger("kills", 4);
    private static final int SENDERS = 12;
    private static final Path CENTER = Path.of("../demo/center");

    @TempDir Path folder;

    private final Codec codec = Codec.STORED;
    private final Random random = new Random(Long.getLong("seed", 1));
    private final Center center = CenterFile.read(CENTER);
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> unanswered = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void nothingAcknowledgedIsLostAndNothingIsDoneTwice() throws Exception {
        Path extract = folder.resolve("town.osm.pbf");
        SampleTown.write(extract, 1);
        int port = freePort();

        for (int round = 1; round <= ROUNDS; round++) {
            Process server = start(extract, port);
            try {
                Api api = signedIn(port, server);
                askAgain(api);
                loadUntilKilled(server, api.session().orElseThrow());
            } finally {
                server.destroyForcibly().waitFor();
            }
            check(round);
        }
        System.out.printf(
                "%d kills: %,d requests sent, %,d acknowledged and found once each%n",
                ROUNDS, sent.get(), acknowledged.size());
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * 10);
    }

    private Process start(Path extract, int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.tocsin.app.Main",
                        "serve",
                        "--map",
                        extract.toString(),
                        "--center",
                        CENTER.toString(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--port",
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
    }

    private Api signedIn(int port, Process server) throws Exception {
        Api api = Api.at("http://127.0.0.1:" + port);
        for (int tried = 0; tried < 600; tried++) {
            assertThat(server.isAlive()).as(() -> "the server ended: " + log()).isTrue();
            try {
                var session = api.signIn("dispatcher", "demo");
                assertThat(session.url()).isEqualTo(api.url());
                return api;
            } catch (Unreachable e) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError("the server did not start within a minute: " + log());
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("server.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What got no answer before the kill is sent again, under the same id. */
    private void askAgain(Api api) {
        for (var each : new HashMap<>(unanswered).entrySet())
            send(api, each.getKey(), each.getValue());
    }

    private void loadUntilKilled(Process server, Session session) throws Exception {
        var stop = new AtomicBoolean();
        var senders = new ArrayList<Thread>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(Thread.ofPlatform().start(() -> sendUntil(stop, session)));
        }
        Thread.sleep(300 + random.nextInt(1_200));
        // SIGKILL: no shutdown hook runs, nothing is flushed.
        server.destroyForcibly();
        stop.set(true);
        for (Thread each : senders) each.join(TimeUnit.SECONDS.toMillis(60));
    }

    /** Calls that open incidents, which are closed again: a center has a limit of open ones. */
    private void sendUntil(AtomicBoolean stop, Session session) {
        try (Api api = Api.resume(session)) {
            while (!stop.get()) {
                String id = "kill-" + sent.incrementAndGet();
                Optional<JsonNode> opened = send(api, id, call());
                if (opened.isEmpty()) continue;
                sent.incrementAndGet();
                send(api, id + "-close", close(opened.get().path("incident").asString()));
            }
        }
    }

    private ObjectNode call() {
        var location = Api.object().put("name", "Quay");
        location.set(
                "point",
                Api.object()
                        .put("latitude", SampleTown.CENTRE.latitude())
                        .put("longitude", SampleTown.CENTRE.longitude()));
        var call = Api.object().put("verb", "takeCall").put("source", "PHONE");
        call.put("text", "Flooding cellar").put("type", center.types().getFirst().code());
        call.set("location", location);
        return call;
    }

    private ObjectNode close(String incident) {
        return Api.object()
                .put("verb", "close")
                .put("incident", incident)
                .put("disposition", center.dispositions().getFirst().code());
    }

    /** The answer; none where the server was gone, and then it is sent again after the restart. */
    private Optional<JsonNode> send(Api api, String id, ObjectNode request) {
        unanswered.put(id, request);
        try {
            JsonNode answer = api.request(center.id(), id, request);
            acknowledged.put(id, answer.path("first").asLong());
            unanswered.remove(id);
            return Optional.of(answer);
        } catch (Unreachable e) {
            return Optional.empty();
        } catch (Denied e) {
            throw new AssertionError(id + ": " + e.problem(), e);
        }
    }

    private void check(int round) {
        Path data = folder.resolve("data");
        try (Journal journal = SqliteJournal.open(data.resolve("journal"));
                var vault = SqliteVault.open(data.resolve("vault.db"), new SecureRandom())) {
            var first = new HashMap<String, Long>();
            var twice = new HashSet<String>();
            String[] previous = {""};
            Board[] folded = {Board.empty(center.withSignIns(List.of()))};
            journal.replay(
                    center.id(),
                    1,
                    entry -> {
                        if (!entry.requestId().equals(previous[0])
                                && first.put(entry.requestId(), entry.position()) != null) {
                            twice.add(entry.requestId());
                        }
                        previous[0] = entry.requestId();
                        folded[0] = fold(folded[0], entry);
                    });
            assertThat(twice).as("round %d: done twice", round).isEmpty();
            acknowledged.forEach(
                    (id, position) ->
                            assertThat(first.get(id))
                                    .as("round %d: %s", round, id)
                                    .isEqualTo(position));
            Desk desk = Desk.open(center, journal, vault, Clock.systemUTC());
            assertThat(desk.board()).as("round %d", round).isEqualTo(folded[0]);
        }
    }

    private Board fold(Board board, Entry entry) {
        return board.apply(codec.readEvent(entry.event()), entry.actor(), entry.at());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
