package org.tocsin.console;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tocsin.center.Center;
import org.tocsin.center.CenterFile;
import org.tocsin.center.CenterFileException;
import org.tocsin.center.Scenario;
import org.tocsin.place.PlaceSearch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Drills that a supervisor starts from the console: each in a process of its own, with a folder and
 * a port of its own, which ends with this server. One at a time. Any thread.
 */
public final class Drills implements AutoCloseable {
    /** Scenarios offered; a list that is longer is not read. */
    static final int MAX_SCENARIOS = 100;

    /** A large map takes some time to open. */
    static final Duration MAX_START = Duration.ofMinutes(2);

    /** What a drill says is read and dropped, but for so many of its last lines. */
    private static final int MAX_LINES = 20;

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s:/]+:(\\d{1,5})");
    private static final Logger LOG = LoggerFactory.getLogger(Drills.class);

    private final Center center;
    private final Path scenarios;
    private final Function<Path, List<String>> command;
    private Optional<Running> running = Optional.empty();

    /** Read again only when a file changed: the page asks every few seconds. */
    private Map<Path, Read> read = Map.of();

    /** A scenario as its file was then. */
    private record Read(FileTime modified, long bytes, Offered offered) {}

    /** A scenario that is there. */
    record Offered(String name, Optional<Scenario> scenario, Optional<String> trouble) {}

    /** A drill that runs. */
    record Running(String scenario, Instant since, int port, Process process) {}

    /**
     * @param scenarios the folder of the center's scenarios; may be missing
     * @param command what plays a scenario's file; it says its address when it answers, and ends
     *     when its input ends
     */
    public Drills(Center center, Path scenarios, Function<Path, List<String>> command) {
        this.center = center;
        this.scenarios = scenarios;
        this.command = command;
    }

    /**
     * By name; those with faults say which.
     *
     * @param map where their places have to be; without one they are believed
     */
    synchronized List<Offered> offered(Optional<PlaceSearch> map) {
        if (!Files.isDirectory(scenarios)) return List.of();
        var now = new LinkedHashMap<Path, Read>();
        try (Stream<Path> files = Files.list(scenarios)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml"))
                            .sorted()
                            .limit(MAX_SCENARIOS)
                            .toList()) {
                now.put(file, read(file, map));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        read = now;
        return now.values().stream().map(Read::offered).toList();
    }

    private Read read(Path file, Optional<PlaceSearch> map) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        long bytes = Files.size(file);
        Read before = read.get(file);
        if (before != null && before.modified.equals(modified) && before.bytes == bytes) {
            return before;
        }
        return new Read(modified, bytes, offered(file, map));
    }

    private Offered offered(Path file, Optional<PlaceSearch> map) {
        String name = name(file);
        try {
            Scenario read =
                    map.isPresent()
                            ? CenterFile.readScenario(file, center, map.get())
                            : CenterFile.readScenario(file, center);
            return new Offered(name, Optional.of(read), Optional.empty());
        } catch (CenterFileException e) {
            return new Offered(name, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceAll("\\.yaml$", "");
    }

    synchronized Optional<Running> running() {
        return running.filter(each -> each.process().isAlive());
    }

    /**
     * Starts one; returns when it answers.
     *
     * @param map where its places have to be
     * @throws Problem if there is no such scenario, one runs already, or it did not start
     */
    synchronized Running start(String name, Optional<PlaceSearch> map, Instant now) {
        if (running().isPresent()) {
            throw Problem.refused(
                    "The drill %s runs already; stop it first."
                            .formatted(running.get().scenario()));
        }
        Offered wanted =
                offered(map).stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () -> Problem.notFound("There is no scenario " + Shown.of(name)));
        wanted.trouble()
                .ifPresent(
                        why -> {
                            throw Problem.refused(why);
                        });
        Path file = scenarios.resolve(name + ".yaml");
        try {
            Process process =
                    new ProcessBuilder(command.apply(file)).redirectErrorStream(true).start();
            Running started = new Running(name, now, port(process), process);
            running = Optional.of(started);
            return started;
        } catch (IOException e) {
            LOG.error("The drill {} could not be started", name, e);
            throw Problem.refused("The drill could not be started: " + e.getMessage());
        }
    }

    /** Waits for its address; from then on what it says is dropped. */
    private static int port(Process process) throws IOException {
        var port = new CompletableFuture<Integer>();
        Thread.ofPlatform().daemon().name("drill-says").start(() -> listen(process, port));
        try {
            return port.get(MAX_START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            process.destroy();
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            process.destroy();
            throw new IOException("it did not answer within %s".formatted(MAX_START), e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void listen(Process process, CompletableFuture<Integer> port) {
        var last = new ArrayList<String>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last.add(line);
                if (last.size() > MAX_LINES) last.removeFirst();
                Matcher address = ADDRESS.matcher(line);
                if (address.find()) port.complete(Integer.parseInt(address.group(1)));
            }
        } catch (IOException e) {
            LOG.debug("The drill says nothing more", e);
        }
        port.completeExceptionally(new IOException(String.join(" ", last)));
    }

    /** Ends it in good order: its input ends. Nothing is done if none runs. */
    synchronized void stop() {
        if (running.isEmpty()) return;
        Process process = running.get().process();
        running = Optional.empty();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroy();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
