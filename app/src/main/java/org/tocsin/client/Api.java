package org.tocsin.client;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP API of a running server, as programs outside use it. Any thread may use it once it is
 * signed in. Methods throw {@link Unreachable} when there is no answer, and {@link Denied} when the
 * answer is no.
 */
public final class Api implements AutoCloseable {
    /** How long one try may take. */
    static final Duration MAX_TRY = Duration.ofSeconds(20);

    /** The waits between the tries of a request; after the last one it is given up. */
    static final List<Duration> RETRY_AFTER =
            List.of(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(3));

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final String url;
    private volatile @Nullable Session session;

    private Api(String url, @Nullable Session session) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.session = session;
    }

    /**
     * A server nobody is signed in to yet.
     *
     * @param url such as {@code http://127.0.0.1:8470}
     * @throws IllegalArgumentException if it is no http or https address
     */
    public static Api at(String url) {
        requireAddress(url);
        return new Api(url, null);
    }

    /** A server somebody signed in to before. */
    public static Api resume(Session session) {
        requireAddress(session.url());
        return new Api(session.url(), session);
    }

    private static void requireAddress(String url) {
        if (url.matches("https?://[^\\s/]+/?")) return;
        throw new IllegalArgumentException(
                "the server's address is \"%s\", expected such as http://127.0.0.1:8470"
                        .formatted(url));
    }

    /** An empty JSON object, to be filled. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /**
     * Reads JSON.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("this is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    public String url() {
        return url;
    }

    /** Who is signed in, if anybody. */
    public Optional<Session> session() {
        return Optional.ofNullable(session);
    }

    /** Signs in; what follows is asked as this person. */
    public Session signIn(String user, String password) {
        var body = object().put("user", user).put("password", password);
        HttpResponse<String> response = send("POST", "/api/session", Optional.of(body));
        JsonNode answer = read(response);
        String cookie =
                response.headers().allValues("Set-Cookie").stream()
                        .map(each -> each.split(";", 2)[0])
                        .filter(each -> each.startsWith("tocsin_"))
                        .findFirst()
                        .orElseThrow(() -> new Unreachable(url + " gave no session."));
        var centers = new ArrayList<String>();
        for (JsonNode center : answer.path("centers")) centers.add(center.path("id").asString());
        var signedIn =
                new Session(
                        url,
                        user,
                        answer.path("name").asString(user),
                        cookie,
                        answer.path("csrf").asString(""),
                        centers);
        session = signedIn;
        return signedIn;
    }

    /** Ends the session. */
    public void signOut() {
        read(send("DELETE", "/api/session", Optional.empty()));
        session = null;
    }

    /**
     * Asks for a resource.
     *
     * @param query names and values in turn; a pair with an empty value is left out
     */
    public JsonNode get(String path, String... query) {
        var whole = new StringBuilder(path);
        char join = '?';
        for (int i = 0; i + 1 < query.length; i += 2) {
            if (query[i + 1].isEmpty()) continue;
            whole.append(join).append(query[i]).append('=').append(encode(query[i + 1]));
            join = '&';
        }
        return read(send("GET", whole.toString(), Optional.empty()));
    }

    /** A part of a path or query, made safe. */
    public static String encode(String part) {
        return java.net.URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public JsonNode post(String path, JsonNode body) {
        return read(send("POST", path, Optional.of(body)));
    }

    /**
     * Asks the desk of a center for something. A lost answer is asked for again under the same id,
     * which the desk answers as it did the first time, so nothing is done twice.
     *
     * @param id good for this request only, 1 to 64 characters
     * @param request the verb with its operands
     */
    public JsonNode request(String center, String id, ObjectNode request) {
        var body = object().put("id", id);
        body.set("request", request);
        String path = "/api/centers/%s/requests".formatted(encode(center));
        for (int tried = 0; ; tried++) {
            try {
                return post(path, body);
            } catch (Unreachable e) {
                if (tried == RETRY_AFTER.size()) throw e;
                pause(RETRY_AFTER.get(tried));
            }
        }
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("Interrupted while waiting for the server.", e);
        }
    }

    private HttpResponse<String> send(String method, String path, Optional<JsonNode> body) {
        var request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(MAX_TRY)
                        .header("Accept", "application/json, application/problem+json");
        Session known = session;
        if (known != null) {
            request.header("Cookie", known.cookie());
            if (!method.equals("GET")) request.header("X-CSRF-Token", known.csrf());
        }
        if (body.isPresent()) request.header("Content-Type", "application/json");
        request.method(
                method,
                body.map(json -> HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(json)))
                        .orElseGet(HttpRequest.BodyPublishers::noBody));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Unreachable(
                    "No server answers at %s (%s). Is it running?".formatted(url, reason(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("Interrupted while waiting for %s.".formatted(url), e);
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        if (message != null) return message;
        return e instanceof java.net.ConnectException
                ? "connection refused"
                : e.getClass().getSimpleName();
    }

    private static JsonNode read(HttpResponse<String> response) {
        JsonNode answer = json(response);
        int status = response.statusCode();
        if (status < 300) return answer;
        if (status == 503 || status == 502 || status == 504) {
            throw new Unreachable(
                    answer.path("detail").asString("The server cannot take this now."));
        }
        throw new Denied(status, answer);
    }

    private static JsonNode json(HttpResponse<String> response) {
        if (response.body().isBlank()) return object();
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            if (response.statusCode() >= 300) return object();
            throw new Unreachable(
                    "%s answered with something else than JSON. Is it a Tocsin server?"
                            .formatted(response.uri().getAuthority()),
                    e);
        }
    }

    /** A JSON object of these names and texts. */
    public static ObjectNode object(Map<String, String> texts) {
        var object = object();
        texts.forEach(object::put);
        return object;
    }

    @Override
    public void close() {
        http.close();
    }
}
