package org.tocsin.bench;

import com.sun.management.OperatingSystemMXBean;

import org.tocsin.journal.Appended;
import org.tocsin.journal.Draft;
import org.tocsin.journal.Head;
import org.tocsin.journal.SqliteJournal;
import org.tocsin.journal.Writer;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;

/**
 * How many events a second the journal makes durable, and how long one waits, beside a bare file
 * with checksums and the same group commit in the same run.
 *
 * <p>1, 16 or 256 producers each record one event of {@value #EVENT_BYTES} bytes, wait until it is
 * durable, and record the next. One thread, like the desk, drains their queue, at most {@value
 * Writer#MAX_BATCH} at a time, without a timer. The bare file is laid out ahead like the witness,
 * which makes it the faster peer.
 *
 * <pre>
 * ./mvnw -q package -DskipTests -DskipWeb
 * java -cp 'bench/target/tocsin-bench-0.1.0.jar:bench/target/lib/*' \
 *     --enable-native-access=ALL-UNNAMED org.tocsin.bench.JournalBench load FOLDER SECONDS [PRODUCERS…]
 * java … org.tocsin.bench.JournalBench replay FOLDER EVENTS EVENTS_PER_BATCH
 * </pre>
 *
 * The last column is the processor time an event takes in all threads, producers too: it says more
 * than events a second where other programs keep the processors busy.
 *
 * <p>FOLDER is made on the disk to be measured, and may be deleted afterwards. For a slower disk
 * than there is, {@code src/main/c/slowsync.c} lengthens every sync.
 */
public final class JournalBench {
    private static final int EVENT_BYTES = 398;
    private static final int[] PRODUCERS = {1, 16, 256};
    private static final int ROUNDS = 3;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final int WARM_UP_SECONDS = 4;
    private static final int SYNCS = 1_000;
    private static final long BARE_BYTES = 1L << 30;
    private static final String EVENT =
            "{\"type\":\"UnitAssigned\",\"text\":\"%s\"}".formatted("x".repeat(EVENT_BYTES - 33));

    private JournalBench() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(args[1])), "run");
        switch (args[0]) {
            case "load" ->
                    load(
                            folder,
                            Integer.parseInt(args[2]),
                            args.length > 3
                                    ? Arrays.stream(args, 3, args.length)
                                            .mapToInt(Integer::parseInt)
                                            .toArray()
                                    : PRODUCERS);
            case "replay" -> replay(folder, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
            default -> throw new IllegalArgumentException("expected load or replay: " + args[0]);
        }
    }

    private static void load(Path folder, int seconds, int[] producerCounts) throws Exception {
        printDisk(folder);
        System.out.printf(
                "%-10s %-16s %10s %9s %9s %10s %10s%n",
                "producers", "sink", "events/s", "p50 ms", "p99 ms", "a batch", "cpu us");
        warmUp(folder);
        for (int producers : producerCounts) {
            var bare = new ArrayList<Double>();
            var journal = new ArrayList<Double>();
            for (int round = 0; round < ROUNDS; round++) {
                String name = producers + "-" + round;
                try (var sink = new BareFile(folder.resolve("bare-" + name))) {
                    bare.add(new Load("bare file", producers, sink).run(seconds));
                }
                Files.delete(folder.resolve("bare-" + name));
                try (var sink = new JournalSink(folder.resolve("journal-" + name))) {
                    journal.add(new Load("sqlite+witness", producers, sink).run(seconds));
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-10d median of %d: bare file %,.0f, journal %,.0f events/s: %.0f%%%n",
                    producers,
                    ROUNDS,
                    median(bare),
                    median(journal),
                    100 * median(journal) / median(bare));
        }
    }

    private static void warmUp(Path folder) throws Exception {
        System.out.println("first the warm-up:");
        try (var sink = new BareFile(folder.resolve("bare"))) {
            new Load("bare file", 256, sink).run(WARM_UP_SECONDS);
        }
        Files.delete(folder.resolve("bare"));
        try (var sink = new JournalSink(folder.resolve("journal"))) {
            new Load("sqlite+witness", 256, sink).run(WARM_UP_SECONDS);
        }
        System.out.println("measured:");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void printDisk(Path folder) throws IOException {
        Path file = folder.resolve("disk");
        long[] nanos = new long[SYNCS];
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            fill(channel, 4_096L * SYNCS);
            for (int i = 0; i < SYNCS; i++) {
                channel.write(ByteBuffer.allocate(4_096), 4_096L * i);
                long start = System.nanoTime();
                channel.force(false);
                nanos[i] = System.nanoTime() - start;
            }
        }
        Files.delete(file);
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%d processors, load average %.1f; fdatasync of 4 KiB in a file laid out ahead: p50"
                        + " %.3f ms, p99 %.3f ms%n",
                SYSTEM.getAvailableProcessors(),
                SYSTEM.getSystemLoadAverage(),
                nanos[SYNCS / 2] / 1e6,
                nanos[SYNCS * 99 / 100] / 1e6);
    }

    private static void fill(FileChannel channel, long bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        for (long at = 0; at < bytes; at += zeros.capacity()) {
            channel.write(zeros.clear(), at);
        }
        channel.force(true);
    }

    /** Makes a batch durable before it returns. */
    private interface Sink extends AutoCloseable {
        void append(List<Draft> batch) throws IOException;

        @Override
        void close() throws IOException;
    }

    private static final class JournalSink implements Sink {
        private final SqliteJournal journal;
        private final Writer writer;
        private Head head;

        JournalSink(Path folder) {
            journal = SqliteJournal.open(folder);
            writer = journal.open("bench");
            head = writer.head();
        }

        @Override
        public void append(List<Draft> batch) throws IOException {
            Appended answer = writer.append(batch, head);
            if (!(answer instanceof Appended.Committed committed)) {
                throw new IOException("not committed: " + answer);
            }
            head = committed.head();
        }

        @Override
        public void close() {
            journal.close();
        }
    }

    /** Length, CRC-32C and event, one after the other, one write and one sync for a batch. */
    private static final class BareFile implements Sink {
        private final FileChannel channel;
        private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        private long end;

        BareFile(Path file) throws IOException {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            fill(channel, BARE_BYTES);
        }

        @Override
        public void append(List<Draft> batch) throws IOException {
            buffer.clear();
            for (Draft draft : batch) {
                byte[] event = draft.event().getBytes(StandardCharsets.UTF_8);
                var crc = new CRC32C();
                crc.update(event);
                buffer.putInt(event.length).putInt((int) crc.getValue()).put(event);
            }
            buffer.flip();
            while (buffer.hasRemaining()) end += channel.write(buffer, end);
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static final class Request {
        final Draft draft;
        final Thread producer = Thread.currentThread();
        volatile boolean durable;

        Request(Draft draft) {
            this.draft = draft;
        }
    }

    /** One run: the producers, the queue, and the thread that drains it. */
    private static final class Load {
        private final String name;
        private final int producers;
        private final Sink sink;
        private final BlockingQueue<Request> queue = new ArrayBlockingQueue<>(Writer.MAX_BATCH);
        private volatile boolean over;
        private long batches;

        Load(String name, int producers, Sink sink) {
            this.name = name;
            this.producers = producers;
            this.sink = sink;
        }

        double run(int seconds) throws Exception {
            var histograms = new ArrayList<Histogram>();
            var threads = new ArrayList<Thread>();
            Thread desk = Thread.ofPlatform().name("desk").start(this::drain);
            long start = System.nanoTime();
            long cpu = SYSTEM.getProcessCpuTime();
            for (int i = 0; i < producers; i++) {
                var histogram = new Histogram();
                histograms.add(histogram);
                String id = "p" + i + "-";
                threads.add(Thread.ofVirtual().start(() -> produce(id, histogram)));
            }
            Thread.sleep(seconds * 1_000L);
            over = true;
            for (Thread thread : threads) thread.join();
            double elapsed = (System.nanoTime() - start) / 1e9;
            desk.interrupt();
            desk.join();
            var all = new Histogram();
            histograms.forEach(all::add);
            double rate = all.count() / elapsed;
            System.out.printf(
                    Locale.ROOT,
                    "%-10d %-16s %,10.0f %9.3f %9.3f %10.1f %10.2f%n",
                    producers,
                    name,
                    rate,
                    all.millis(0.5),
                    all.millis(0.99),
                    (double) all.count() / batches,
                    (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / all.count());
            return rate;
        }

        private void produce(String prefix, Histogram histogram) {
            for (long i = 0; !over; i++) {
                long start = System.nanoTime();
                var request = new Request(new Draft(Instant.now(), "desk-1", prefix + i, EVENT));
                queue.add(request);
                while (!request.durable) LockSupport.park(this);
                histogram.record(System.nanoTime() - start);
            }
        }

        private void drain() {
            var taken = new ArrayList<Request>();
            try {
                while (true) {
                    taken.clear();
                    taken.add(queue.take());
                    queue.drainTo(taken, Writer.MAX_BATCH - 1);
                    sink.append(taken.stream().map(request -> request.draft).toList());
                    batches++;
                    for (Request request : taken) {
                        request.durable = true;
                        LockSupport.unpark(request.producer);
                    }
                }
            } catch (InterruptedException _) {
                // the end of the run
            } catch (IOException e) {
                e.printStackTrace();
                System.exit(1);
            }
        }
    }

    /** Durations in buckets of about 3%. */
    private static final class Histogram {
        private final long[] buckets = new long[64 * 32];

        void record(long nanos) {
            int magnitude = 63 - Long.numberOfLeadingZeros(Math.max(32, nanos));
            int fine = (int) (Math.max(32, nanos) >>> (magnitude - 5)) & 31;
            buckets[magnitude * 32 + fine]++;
        }

        void add(Histogram other) {
            for (int i = 0; i < buckets.length; i++) buckets[i] += other.buckets[i];
        }

        long count() {
            return Arrays.stream(buckets).sum();
        }

        double millis(double quantile) {
            long left = (long) (count() * quantile);
            for (int i = 0; i < buckets.length; i++) {
                left -= buckets[i];
                if (left < 0) return (32L + i % 32) * Math.pow(2, i / 32 - 5) / 1e6;
            }
            return Double.NaN;
        }
    }

    private static void replay(Path folder, int events, int eventsPerBatch) {
        try (var sink = new JournalSink(folder)) {
            for (int i = 0; i < events; i += eventsPerBatch) {
                var batch = new ArrayList<Draft>();
                for (int n = 0; n < eventsPerBatch; n++) {
                    batch.add(new Draft(Instant.now(), "desk-1", "r" + (i + n), EVENT));
                }
                sink.append(batch);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            try (SqliteJournal journal = SqliteJournal.open(folder)) {
                long opened = System.nanoTime();
                var characters = new long[1];
                Head head =
                        journal.replay(
                                "bench", 1, entry -> characters[0] += entry.event().length());
                double seconds = (System.nanoTime() - opened) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "opened in %.0f ms; read and verified %,d events (%,d characters) in %.2f"
                                + " s: %,.0f events/s%n",
                        (opened - start) / 1e6,
                        head.position(),
                        characters[0],
                        seconds,
                        head.position() / seconds);
            }
        }
    }
}
