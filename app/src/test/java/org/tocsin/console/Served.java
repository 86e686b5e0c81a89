package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.tocsin.access.Access;
import org.tocsin.center.Center;
import org.tocsin.center.WholeCenter;
import org.tocsin.dispatch.Desk;
import org.tocsin.journal.Photos;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.journal.SqliteVault;
import org.tocsin.journal.Vault;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A real server on a real journal in a folder of the test's, on a free port of the loopback. Every
 * answer that passes through {@link Person} is held against the API's document.
 */
final class Served implements AutoCloseable {
    static final JsonMapper MAPPER = new JsonMapper();
    private static final AtomicInteger REQUESTS = new AtomicInteger();

    final SqliteJournal journal;
    final Vault vault;
    final Photos photos;
    final Desk desk;
    final Room room;
    final Access access;
    final Console console;
    final Document document;

    Served(Path folder) {
        this(folder, TestTown.center());
    }

    Served(Path folder, Center center) {
        this(folder, center, Listening.onLoopback(0));
    }

    Served(Path folder, Center center, Listening listening) {
        this(folder, WholeCenter.usual(center), listening);
    }

    Served(Path folder, WholeCenter whole) {
        this(folder, whole, Listening.onLoopback(0));
    }

    private Served(Path folder, WholeCenter whole, Listening listening) {
        Center center = whole.center();
        journal = SqliteJournal.open(folder);
        vault = SqliteVault.open(folder.resolve("keys.db"), new SecureRandom());
        photos = Photos.open(folder.resolve("photos.db"));
        desk = Desk.open(center, journal, vault, InstantSource.system());
        desk.start();
        room =
                new Room(
                        whole,
                        false,
                        Optional.empty(),
                        desk,
                        journal,
                        vault,
                        photos,
                        Optional.of(TestTown.map()),
                        InstantSource.system());
        access =
                new Access(
                        List.of(center),
                        Optional.of(folder.resolve("sessions.db")),
                        InstantSource.system(),
                        new SecureRandom());
        console =
                Console.start(
                        List.of(room),
                        access,
                        listening,
                        InstantSource.system(),
                        new SecureRandom());
        document = new Document(MAPPER.readTree(Json.write(OpenApi.document(endpoints()))));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + console.port() + path);
    }

    private List<Endpoint> endpoints() {
        return new Api(
                        Map.of(),
                        access,
                        InstantSource.system(),
                        new SecureRandom(),
                        Listening.onLoopback(0))
                .endpoints();
    }

    Person signIn(String name) {
        var person = new Person();
        Answer answer =
                person.post(
                        "/api/session",
                        "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(name, TestTown.PASSWORD));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        person.csrf = answer.json().get("csrf").stringValue();
        return person;
    }

    @Override
    public void close() {
        console.close();
        desk.close();
        journal.close();
        photos.close();
        vault.close();
    }

    /** What came back. */
    record Answer(int status, String text, HttpResponse<String> response) {
        JsonNode json() {
            return MAPPER.readTree(text);
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** Somebody with a browser of their own. */
    final class Person {
        final HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                        .build();
        @Nullable String csrf;

        Answer get(String path) {
            return send(HttpRequest.newBuilder(uri(path)).GET());
        }

        Answer in(String path) {
            return get("/api/centers/town" + path);
        }

        Answer delete(String path) {
            return send(HttpRequest.newBuilder(uri(path)).DELETE());
        }

        Answer post(String path, String json) {
            return send(
                    HttpRequest.newBuilder(uri(path))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(json)));
        }

        Answer postIn(String path, String json) {
            return post("/api/centers/town" + path, json);
        }

        /** Asks the desk, under a new id. */
        Answer ask(String request) {
            return ask("test-" + REQUESTS.incrementAndGet() + "-" + System.nanoTime(), request);
        }

        Answer ask(String id, String request) {
            return postIn("/requests", "{\"id\":\"%s\",\"request\":%s}".formatted(id, request));
        }

        /** Asks the desk, which must do it. */
        JsonNode done(String request) {
            Answer answer = ask(request);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            return answer.json();
        }

        Answer send(HttpRequest.Builder builder) {
            if (csrf != null) builder.header("X-CSRF-Token", csrf);
            HttpRequest request = builder.timeout(Duration.ofSeconds(30)).build();
            try {
                HttpResponse<String> response =
                        client.send(
                                request,
                                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
                var answer = new Answer(response.statusCode(), response.body(), response);
                hold(request, answer);
                return answer;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void hold(HttpRequest request, Answer answer) {
            if (document == null) return;
            String type = answer.header("Content-Type");
            boolean json = type.startsWith("application/json") || type.contains("+json");
            String address = request.uri().getRawPath();
            assertThat(
                            document.faults(
                                    request.method(),
                                    address,
                                    answer.status(),
                                    type,
                                    json ? answer.json() : null))
                    .as("%s %s: %s", request.method(), request.uri(), answer.text())
                    .isEmpty();
        }

        /** Looks at the live stream. */
        Watching watch(Optional<Long> lastPosition) {
            var builder = HttpRequest.newBuilder(uri("/api/centers/town/stream"));
            lastPosition.ifPresent(
                    position -> builder.header("Last-Event-ID", Long.toString(position)));
            try {
                HttpResponse<InputStream> response =
                        client.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
                return new Watching(response.statusCode(), response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A message of a stream. */
    record Message(String event, String id, JsonNode data) {}

    /** An open stream, read on a thread of its own. */
    final class Watching implements AutoCloseable {
        final int status;
        private final InputStream in;
        private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

        Watching(int status, InputStream in) {
            this.status = status;
            this.in = in;
            if (status == 200) Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (var reader =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                String event = "";
                String id = "";
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (line.startsWith("event: ")) event = line.substring(7);
                    if (line.startsWith("id: ")) id = line.substring(4);
                    if (line.startsWith("data: ")) {
                        messages.add(new Message(event, id, MAPPER.readTree(line.substring(6))));
                        id = "";
                    }
                }
            } catch (IOException e) {
                // The test closed it.
            }
            messages.add(new Message("end", "", MAPPER.createObjectNode()));
        }

        /** The next message that is so; fails after ten seconds. */
        Message await(String what, Predicate<Message> so) {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            try {
                while (true) {
                    Message next = messages.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                    if (next == null) throw new AssertionError("no message: " + what);
                    check(next);
                    if (so.test(next)) return next;
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void check(Message message) {
            String component =
                    switch (message.event()) {
                        case "board" -> "BoardMessage";
                        case "beat" -> "Beat";
                        case "desk" -> "DeskState";
                        default -> "";
                    };
            if (component.isEmpty()) return;
            assertThat(document.faults(component, message.data()))
                    .as("%s", message.data())
                    .isEmpty();
        }

        Message board(String what, Predicate<JsonNode> so) {
            return await(what, each -> each.event().equals("board") && so.test(each.data()));
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }
}
