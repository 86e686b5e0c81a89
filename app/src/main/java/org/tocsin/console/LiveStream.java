package org.tocsin.console;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One screen's stream: a queue between the room, which never waits, and the connection, which may.
 * A reader that falls more than {@value #MAX_QUEUED} messages behind is cut off; it comes back and
 * resumes where it was.
 */
final class LiveStream {
    static final int MAX_QUEUED = 256;

    /** Bytes written at once. */
    private static final int MAX_WRITE = 1 << 20;

    private static final long ASK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final Runnable cut;
    private volatile boolean over;

    /**
     * @param cut breaks the connection, so that a write that waits ends
     */
    LiveStream(Runnable cut) {
        this.cut = cut;
    }

    /** Hands over a message; never waits. */
    boolean offer(byte[] message) {
        if (over) return false;
        if (queue.offer(message)) return true;
        end();
        return false;
    }

    /** Breaks the connection. */
    void end() {
        over = true;
        cut.run();
        queue.clear();
        if (!queue.offer(new byte[0])) throw new IllegalStateException("just cleared");
    }

    boolean isOver() {
        return over;
    }

    /**
     * Writes messages until the stream ends.
     *
     * @param welcome whether the screen may go on to look, asked every few seconds
     * @throws IOException when the connection is gone
     */
    void pump(OutputStream out, BooleanSupplier welcome) throws IOException, InterruptedException {
        long nextAsk = System.nanoTime() + ASK_EVERY_NANOS;
        while (!over) {
            byte[] message = queue.poll(5, TimeUnit.SECONDS);
            if (System.nanoTime() - nextAsk >= 0) {
                if (!welcome.getAsBoolean()) return;
                nextAsk = System.nanoTime() + ASK_EVERY_NANOS;
            }
            int written = 0;
            while (message != null && !over) {
                out.write(message);
                written += message.length;
                message = written < MAX_WRITE ? queue.poll() : null;
            }
            if (written > 0) out.flush();
        }
    }

    /** A server-sent event. */
    static byte[] event(String name, String id, byte[] json) {
        var head = new StringBuilder();
        head.append("event: ").append(name).append('\n');
        if (!id.isEmpty()) head.append("id: ").append(id).append('\n');
        head.append("data: ");
        byte[] start = head.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] all = new byte[start.length + json.length + 2];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(json, 0, all, start.length, json.length);
        all[all.length - 2] = '\n';
        all[all.length - 1] = '\n';
        return all;
    }
}
