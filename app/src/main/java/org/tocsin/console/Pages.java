package org.tocsin.console;

import io.javalin.http.Context;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The built pages, from the class path. Files whose names carry a hash of their content are kept by
 * browsers for a year, everything else is asked for each time; an address of the page itself gets
 * the page.
 */
final class Pages {
    /**
     * Everything from here and nothing inline: no script that somebody else wrote can run. The map
     * draws into canvases and makes images of its own, hence data and blob for those.
     */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr"
                    + " 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src"
                    + " 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'";

    /** A crew may have its phone say where its unit is; no other page can ask for that. */
    private static final String OWN_POSITION =
            "camera=(), microphone=(), geolocation=(self), payment=()";

    /** Names that may be asked for: no dots at a name's start, no way out of the folder. */
    private static final Pattern NAME =
            Pattern.compile(
                    "(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/){0,4}[A-Za-z0-9_-][A-Za-z0-9._-]{0,149}");

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html;charset=utf-8"),
                    Map.entry("js", "text/javascript;charset=utf-8"),
                    Map.entry("mjs", "text/javascript;charset=utf-8"),
                    Map.entry("css", "text/css;charset=utf-8"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("json", "application/json"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("txt", "text/plain;charset=utf-8"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("woff", "font/woff"));

    private static final String MISSING =
            "<!doctype html><title>Tocsin</title><p>The pages are not part of this build. The API"
                    + " is at /api/openapi.json; build without -DskipWeb for the pages.";

    /** Pages of their own, by address. */
    private static final Map<String, String> PAGES =
            Map.of(
                    "wall",
                    "wall.html",
                    "field",
                    "field.html",
                    "trainer",
                    "trainer.html",
                    "replay",
                    "replay.html");

    private final String folder;

    /**
     * @param folder on the class path, such as {@code /web}
     */
    Pages(String folder) {
        this.folder = folder;
    }

    /**
     * Answers a GET.
     *
     * @throws Problem if there is no such file
     */
    void serve(Context context) {
        String path = context.path().substring(1);
        boolean isPage = path.isEmpty() || !path.contains(".");
        String name = isPage ? PAGES.getOrDefault(path, "index.html") : path;
        Optional<byte[]> file = NAME.matcher(name).matches() ? read(name) : Optional.empty();
        if (file.isEmpty() && !isPage) throw Problem.notFound("There is no such page.");
        context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        if (name.equals("field.html")) context.header("Permissions-Policy", OWN_POSITION);
        context.header(
                "Cache-Control",
                name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache");
        context.contentType(type(name));
        context.result(
                file.orElseGet(() -> MISSING.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private Optional<byte[]> read(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(folder + "/" + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String name) {
        String end = name.substring(name.lastIndexOf('.') + 1);
        return TYPES.getOrDefault(end, "application/octet-stream");
    }
}
