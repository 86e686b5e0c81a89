package org.tocsin.bench;

import org.tocsin.client.Api;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A {@code ./tocsin} of this project as a process of its own, which ends when this is closed. */
final class Started implements AutoCloseable {
    /** How long it may take to answer. */
    private static final Duration MOST = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;

    private Started(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** One try; answers whether it was answered. */
    interface Try {
        boolean isAnswered();
    }

    /**
     * @param log what it says goes there
     */
    static Started tocsin(Path log, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("./tocsin"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        return new Started(process, log);
    }

    Process process() {
        return process;
    }

    /** Until somebody can sign in. */
    void await(Api api, String name) throws InterruptedException {
        await(
                Duration.ofMillis(100),
                () -> {
                    try {
                        api.signIn(name, "demo");
                        return true;
                    } catch (RuntimeException notYet) {
                        return false;
                    }
                });
    }

    /**
     * @throws IllegalStateException if it ends, or does not answer within two minutes
     */
    void await(Duration every, Try tried) throws InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < MOST.toNanos()) {
            if (!process.isAlive()) throw new IllegalStateException("it ended; see " + log);
            if (tried.isAnswered()) return;
            Thread.sleep(every);
        }
        throw new IllegalStateException("it does not answer after %s; see %s".formatted(MOST, log));
    }

    /** For what ends by itself when nobody listens any more. */
    void detach() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
