package org.tocsin.map;

import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches an extract from an https address (http only from this machine). A broken connection is
 * taken up where it broke, in this run or the next, as long as the server says the file is still
 * the same; the file appears under its name only when it is whole and its checksum is right.
 */
public final class Download {
    /** How many times in a row a connection may fail without a new byte. */
    static final int MAX_FAILURES = 5;

    /** How many redirects are followed. */
    static final int MAX_REDIRECTS = 5;

    /** A server that sends nothing for so long counts as gone. */
    private static final Duration STALLED = Duration.ofSeconds(30);

    private static final int BUFFER_BYTES = 1 << 16;
    private static final Pattern CONTENT_RANGE =
            Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private final URI address;
    private final Path file;
    private final long maxBytes;
    private final Optional<String> sha256;
    private final Progress progress;
    private final Duration pause;
    private final Path part;
    private final Path note;

    Download(
            URI address,
            Path file,
            long maxBytes,
            Optional<String> sha256,
            Progress progress,
            Duration pause) {
        this.address = address;
        this.file = file;
        this.maxBytes = maxBytes;
        this.sha256 = sha256.map(hex -> hex.toLowerCase(Locale.ROOT));
        this.progress = progress;
        this.pause = pause;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.note = file.resolveSibling(file.getFileName() + ".source");
    }

    /**
     * Fetches a file, unless it was fetched from this address before: then nothing is asked of the
     * network, so that a center starts without it. Delete the file to fetch it again.
     *
     * @param address https, or http to a loopback address
     * @param file where to; its folder must exist. Beside it lie {@code .part} while it is
     *     incomplete and {@code .source}, the address it came from
     * @param maxBytes a longer file is refused
     * @param sha256 what the file's SHA-256 must be, in hexadecimal, if known
     * @param progress hears the share that is there
     * @throws IOException if the address is refused, the server says no, the connection fails
     *     {@value #MAX_FAILURES} times in a row without a byte, the file is too long, or the
     *     checksum differs; the message says which, and what to do
     * @throws IllegalArgumentException if {@code sha256} is no SHA-256
     */
    public static void fetch(
            URI address, Path file, long maxBytes, Optional<String> sha256, Progress progress)
            throws IOException {
        if (sha256.isPresent() && !sha256.get().matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException(
                    "the checksum is “%s”, expected 64 hexadecimal digits (SHA-256)"
                            .formatted(sha256.get()));
        }
        new Download(address, file, maxBytes, sha256, progress, Duration.ofSeconds(1)).run();
    }

    void run() throws IOException {
        checkAddress(address);
        Source known = Source.read(note);
        boolean same = known.address().equals(address.toString());
        if (same && Files.exists(file)) {
            checkSum(file);
            return;
        }
        if (!same) Files.deleteIfExists(part);
        int failures = 0;
        while (true) {
            long before = size(part);
            try {
                if (proceed()) break;
                if (size(part) == before) failures++;
                else failures = 0;
            } catch (Final e) {
                throw e;
            } catch (InterruptedIOException e) {
                if (Thread.currentThread().isInterrupted()) throw e;
                failures = failed(e, before, failures);
            } catch (IOException e) {
                failures = failed(e, before, failures);
            }
            pause(failures);
        }
        finish();
    }

    private int failed(IOException e, long before, int failures) throws IOException {
        int now = size(part) > before ? 1 : failures + 1;
        if (now < MAX_FAILURES) {
            progress.at("trying again to download the extract: " + e.getMessage(), 0);
            return now;
        }
        throw new IOException(
                ("%s could not be fetched: %s (%d times in a row; %,d bytes are kept)."
                                + " Check the connection and start again: it goes on from there.")
                        .formatted(address, e.getMessage(), now, size(part)),
                e);
    }

    private void pause(int failures) throws InterruptedIOException {
        try {
            Thread.sleep(pause.multipliedBy(1L << Math.min(failures, 5)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the download was interrupted");
        }
    }

    /** A failure that trying again does not mend. */
    private static final class Final extends IOException {
        private static final long serialVersionUID = 1;

        Final(String message) {
            super(message);
        }
    }

    /** Where a file came from, and what the server called this version of it; both may be empty. */
    private record Source(String address, String version) {
        static Source read(Path note) throws IOException {
            if (!Files.exists(note)) return new Source("", "");
            List<String> lines = Files.readAllLines(note);
            return new Source(
                    lines.isEmpty() ? "" : lines.get(0), lines.size() < 2 ? "" : lines.get(1));
        }

        void write(Path note) throws IOException {
            Files.writeString(note, address + "\n" + version + "\n");
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private void checkAddress(URI uri) throws IOException {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (host == null) throw new Final("%s names no server.".formatted(uri));
        if (scheme.equals("https")) return;
        boolean here = scheme.equals("http") && InetAddress.getByName(host).isLoopbackAddress();
        if (!here) {
            throw new Final(
                    "%s is not an https address. Anybody on the way could alter an extract fetched so."
                            .formatted(uri));
        }
    }

    /** One connection; whether the file is whole after it. */
    private boolean proceed() throws IOException {
        String version = Source.read(note).version();
        long have = version.isEmpty() ? 0 : size(part);
        HttpURLConnection connection = connect(have, version);
        try {
            int status = connection.getResponseCode();
            return switch (status) {
                case 200 -> receive(connection, 0);
                case 206 -> receive(connection, resumeAt(connection, have));
                case 416 -> {
                    Files.deleteIfExists(part);
                    throw new IOException("the server refused to go on after byte " + have);
                }
                case 408, 425, 429, 500, 502, 503, 504 ->
                        throw new IOException("the server answered %d".formatted(status));
                default ->
                        throw new Final(
                                "%s: the server answered %d, expected 200. Check the address."
                                        .formatted(connection.getURL(), status));
            };
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection connect(long have, String version) throws IOException {
        URI at = address;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            var connection = (HttpURLConnection) at.toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout((int) STALLED.toMillis());
            connection.setReadTimeout((int) STALLED.toMillis());
            connection.setRequestProperty("Accept-Encoding", "identity");
            if (have > 0) {
                connection.setRequestProperty("Range", "bytes=%d-".formatted(have));
                connection.setRequestProperty("If-Range", version);
            }
            int status = connection.getResponseCode();
            if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) {
                return connection;
            }
            at = redirect(at, connection.getHeaderField("Location"));
            connection.disconnect();
            checkAddress(at);
        }
        throw new Final(
                "%s redirects more than %d times. Give the address it should end at."
                        .formatted(address, MAX_REDIRECTS));
    }

    private static URI redirect(URI from, @Nullable String location) throws IOException {
        if (location == null) throw new Final("%s redirects nowhere.".formatted(from));
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s redirects to “%s”".formatted(from, location), e);
        }
    }

    private long resumeAt(HttpURLConnection connection, long have) throws IOException {
        Matcher range = contentRange(connection);
        if (range.matches() && Long.parseLong(range.group(1)) == have) return have;
        Files.deleteIfExists(part);
        throw new IOException("the server went on elsewhere than at byte " + have);
    }

    private static Matcher contentRange(HttpURLConnection connection) {
        String range = connection.getHeaderField("Content-Range");
        return CONTENT_RANGE.matcher(range == null ? "" : range);
    }

    private boolean receive(HttpURLConnection connection, long from) throws IOException {
        new Source(address.toString(), version(connection)).write(note);
        long total = total(connection, from);
        if (total > maxBytes) throw tooLong(total);
        long size = from;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = connection.getInputStream();
                OutputStream out =
                        new BufferedOutputStream(
                                Files.newOutputStream(
                                        part,
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.WRITE,
                                        from == 0
                                                ? StandardOpenOption.TRUNCATE_EXISTING
                                                : StandardOpenOption.APPEND))) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                if (size > maxBytes) throw tooLong(size);
                out.write(buffer, 0, n);
                progress.at("downloading the extract", total > 0 ? (double) size / total : 0);
            }
        }
        return total < 0 || size == total;
    }

    private static long total(HttpURLConnection connection, long from) {
        Matcher range = contentRange(connection);
        if (range.matches() && !range.group(3).equals("*")) return Long.parseLong(range.group(3));
        long length = connection.getContentLengthLong();
        return length < 0 ? -1 : from + length;
    }

    private Final tooLong(long bytes) throws IOException {
        Files.deleteIfExists(part);
        return new Final(
                "%s has %,d bytes or more, expected at most %,d. Choose a smaller extract."
                        .formatted(address, bytes, maxBytes));
    }

    /** What If-Range may be asked with: a strong tag, else the date; empty if there is neither. */
    private static String version(HttpURLConnection connection) {
        String tag = connection.getHeaderField("ETag");
        if (tag != null && !tag.startsWith("W/")) return tag.strip();
        String date = connection.getHeaderField("Last-Modified");
        return date == null ? "" : date.strip();
    }

    private void finish() throws IOException {
        checkSum(part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        progress.at("downloading the extract", 1);
    }

    private void checkSum(Path fetched) throws IOException {
        if (sha256.isEmpty()) return;
        MessageDigest digest = BuiltMap.sha256();
        try (InputStream in = Files.newInputStream(fetched)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (found.equals(sha256.get())) return;
        Files.delete(fetched);
        throw new Final(
                "the file from %s has the SHA-256 %s, expected %s. It was deleted; check both."
                        .formatted(address, found, sha256.get()));
    }
}
