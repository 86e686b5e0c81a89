package org.tocsin.console;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;

import jakarta.servlet.http.HttpServletResponse;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tocsin.access.Access;
import org.tocsin.access.Permissions;
import org.tocsin.access.Session;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The server: API, live streams and pages of the centers given. Requests are handled on virtual
 * threads; each waits for its desk without holding a thread of the machine. Starting and closing
 * are for one thread.
 */
public final class Console implements AutoCloseable {
    /** How long a connection may say nothing; streams beat every two seconds. */
    private static final long IDLE_MILLIS = 30_000;

    /** Connections open at once: streams and requests of all screens. More wait to be accepted. */
    static final int MAX_CONNECTIONS = 4_000;

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final Access access;
    private final Listening listening;
    private final Pages pages = new Pages("/web");
    private final Javalin server;

    private Console(
            List<Room> rooms,
            Access access,
            Listening listening,
            InstantSource clock,
            RandomGenerator random) {
        for (Room room : rooms) this.rooms.put(room.center().id(), room);
        this.access = access;
        this.listening = listening;
        var api = new Api(this.rooms, access, clock, random, listening);
        server = Javalin.create(config -> configure(config, api.endpoints()));
    }

    /**
     * Starts to serve.
     *
     * @param random for tokens: a {@link java.security.SecureRandom}, but in tests
     * @throws io.javalin.util.JavalinBindException if the port is taken
     */
    public static Console start(
            List<Room> rooms,
            Access access,
            Listening listening,
            InstantSource clock,
            RandomGenerator random) {
        var console = new Console(rooms, access, listening, clock, random);
        console.server.start();
        return console;
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    private void configure(JavalinConfig config, List<Endpoint> endpoints) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.strictContentTypes = false;
        config.jetty.modifyServer(
                server -> {
                    server.setErrorHandler(new ProblemPages());
                    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
                });
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.addConnector(this::connector);
        config.routes.before(this::protect);
        config.router.javaLangErrorHandler(Console::broken);
        for (Endpoint endpoint : endpoints) {
            config.routes.addHttpHandler(
                    endpoint.method(), endpoint.path(), context -> serve(endpoint, context));
        }
        config.routes.get("/", pages::serve);
        config.routes.get("/<path>", this::page);
        config.routes.exception(Problem.class, Console::send);
        config.routes.exception(
                HttpResponseException.class, (e, context) -> send(problem(e), context));
        config.routes.exception(Exception.class, Console::fail);
    }

    private Connector connector(Server server, HttpConfiguration http) {
        ServerConnector connector;
        if (listening.tls().isPresent()) {
            var context = new SslContextFactory.Server();
            context.setKeyStorePath(listening.tls().get().keyStore().toString());
            context.setKeyStorePassword(listening.tls().get().password());
            context.setKeyStoreType("PKCS12");
            http.addCustomizer(new SecureRequestCustomizer(false));
            connector =
                    new ServerConnector(
                            server,
                            new SslConnectionFactory(context, "http/1.1"),
                            new HttpConnectionFactory(http));
        } else {
            connector = new ServerConnector(server, new HttpConnectionFactory(http));
        }
        connector.setHost(listening.host());
        connector.setPort(listening.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        return connector;
    }

    // --- one request ---

    private void protect(Context context) {
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header(
                "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
        context.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        if (listening.secure()) {
            context.header("Strict-Transport-Security", "max-age=31536000");
        }
        context.header("Cache-Control", "no-store");
    }

    private void page(Context context) {
        String path = context.path();
        if (path.startsWith("/api/") || path.startsWith("/tiles/") || path.equals("/api")) {
            throw Problem.notFound("There is no such path; see /api/openapi.json.");
        }
        pages.serve(context);
    }

    private void serve(Endpoint endpoint, Context context) {
        boolean changes = !endpoint.method().equals(HandlerType.GET);
        if (changes) requireSameOrigin(context);
        Optional<Session> session = session(endpoint, context);
        if (changes && session.isPresent()) requireGenuine(session.get(), context);
        var asker = new Asker(context, session, room(endpoint, context));
        if (endpoint.door() == Endpoint.Door.OF_THE_ROOM) requirePart(endpoint, asker);
        asker.knowOnly(
                endpoint.query().stream()
                        .map(Endpoint.Parameter::name)
                        .collect(Collectors.toUnmodifiableSet()));
        Object answer = endpoint.work().answer(asker);
        // A parameter that the path does not know may be the only error.
        if (answer instanceof Endpoint.Raw) return;
        asker.finish();
        context.status(endpoint.status());
        context.contentType("application/json").result(Json.write(answer));
    }

    private Optional<Session> session(Endpoint endpoint, Context context) {
        if (endpoint.door() == Endpoint.Door.ANYBODY) return Optional.empty();
        String token = context.cookie(Api.cookieName(rooms));
        if (token == null || token.length() > 200) throw Problem.notSignedIn();
        return Optional.of(access.findSession(token).orElseThrow(Problem::notSignedIn));
    }

    private Optional<Room> room(Endpoint endpoint, Context context) {
        if (endpoint.door() != Endpoint.Door.OF_THE_ROOM) return Optional.empty();
        return Optional.ofNullable(rooms.get(context.pathParam("center")));
    }

    /** Who has no part in a center does not learn whether there is one. */
    private static void requirePart(Endpoint endpoint, Asker asker) {
        var who = asker.session().in(asker.room().center().id());
        if (who.isEmpty()) throw Problem.notFound("There is no such center.");
        if (endpoint.reading().isPresent()
                && !Permissions.mayRead(who.get(), endpoint.reading().get())) {
            throw Problem.forbidden("You may not ask for this: %s.".formatted(endpoint.summary()));
        }
    }

    private static void requireGenuine(Session session, Context context) {
        String csrf = context.header("X-CSRF-Token");
        if (csrf == null || !Access.isGenuine(session, csrf)) {
            throw Problem.forbidden("The header X-CSRF-Token must hold the token of the session.");
        }
    }

    /** A browser says where a request comes from: never from another site. */
    private void requireSameOrigin(Context context) {
        String origin = context.header("Origin");
        if (origin == null || listening.behindProxy()) return;
        String host = context.header("Host");
        try {
            String authority = new URI(origin).getRawAuthority();
            if (authority != null && authority.equalsIgnoreCase(host)) return;
        } catch (URISyntaxException e) {
            // What is no address is no origin of ours.
        }
        throw Problem.forbidden("This request comes from another site.");
    }

    // --- what goes wrong ---

    static void send(Problem problem, Context context) {
        if (context.res().isCommitted()) return;
        problem.retryAfter()
                .ifPresent(
                        wait -> context.header("Retry-After", Long.toString(wait.toSeconds() + 1)));
        context.status(problem.status());
        context.header("Cache-Control", "no-store");
        context.contentType("application/problem+json").result(Json.write(problem.body()));
    }

    private static Problem problem(HttpResponseException e) {
        return switch (e.getStatus()) {
            case 404 -> Problem.notFound("There is no such path; see /api/openapi.json.");
            case 405 ->
                    Problem.plain(
                            405,
                            "Method not allowed",
                            "This path does not know that method; see /api/openapi.json.");
            case 413 -> Problem.tooLarge(Forms.MAX_BODY);
            default ->
                    Problem.plain(
                            e.getStatus(),
                            "Status " + e.getStatus(),
                            "The request cannot be answered.");
        };
    }

    private static void fail(Exception e, Context context) {
        if (e instanceof UncheckedIOException) {
            LOG.debug("A connection broke off", e);
            return;
        }
        LOG.error("{} {} failed", context.method(), context.path(), e);
        send(Problem.failed(), context);
    }

    /** An error of the program or its classes: said in the log, not only to who asked. */
    private static void broken(HttpServletResponse response, Error error) {
        LOG.error("A request failed", error);
        response.setStatus(500);
    }

    /** Ends the streams and stops listening. The desks are their owner's to close. */
    @Override
    public void close() {
        rooms.values().forEach(Room::close);
        server.stop();
        access.close();
    }

    /** The centers served. */
    public Set<String> centers() {
        return Set.copyOf(rooms.keySet());
    }
}
