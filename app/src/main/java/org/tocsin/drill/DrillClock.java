package org.tocsin.drill;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A drill's time: it runs {@value #SLOWEST} to {@value #FASTEST} times as fast as real time, stands
 * still, and jumps ahead; it never goes back. Any thread.
 */
public final class DrillClock implements InstantSource {
    public static final double SLOWEST = 0.5;
    public static final double FASTEST = 60;

    private final LongSupplier nanos;
    private volatile Run run;

    /** From one moment on, so fast. */
    private record Run(long fromNanos, Instant from, double speed, boolean paused) {
        Instant at(long nanos) {
            if (paused) return from;
            return from.plusNanos(Math.round((nanos - fromNanos) * speed));
        }
    }

    /**
     * Runs from {@code start} at speed 1.
     *
     * @param start the drill's first moment
     */
    public DrillClock(Instant start) {
        this(start, System::nanoTime);
    }

    DrillClock(Instant start, LongSupplier nanos) {
        this.nanos = nanos;
        run = new Run(nanos.getAsLong(), start, 1, false);
    }

    @Override
    public Instant instant() {
        return run.at(nanos.getAsLong());
    }

    /** How many times as fast as real time it runs when it is not held. */
    public double speed() {
        return run.speed;
    }

    /** How many times as fast as real time it goes now; 0 while it is held. */
    public double pace() {
        Run now = run;
        return now.paused ? 0 : now.speed;
    }

    public boolean isPaused() {
        return run.paused;
    }

    /**
     * @throws IllegalArgumentException if it is out of range
     */
    public synchronized void run(double speed) {
        if (!(speed >= SLOWEST && speed <= FASTEST)) {
            throw new IllegalArgumentException(
                    "the speed is %s, expected %s to %s".formatted(speed, SLOWEST, FASTEST));
        }
        change(instant(), speed, run.paused);
    }

    public synchronized void pause() {
        change(instant(), run.speed, true);
    }

    public synchronized void resume() {
        change(instant(), run.speed, false);
    }

    /**
     * @param ahead not negative
     */
    public synchronized void jump(Duration ahead) {
        if (ahead.isNegative()) {
            throw new IllegalArgumentException("a jump by %s, expected one ahead".formatted(ahead));
        }
        change(instant().plus(ahead), run.speed, run.paused);
    }

    private void change(Instant from, double speed, boolean paused) {
        run = new Run(nanos.getAsLong(), from, speed, paused);
    }

    /** How long in real time until it shows that moment; zero if it has, long if it is held. */
    public Duration realTimeUntil(Instant moment) {
        Run now = run;
        Duration left = Duration.between(now.at(nanos.getAsLong()), moment);
        if (left.isNegative() || left.isZero()) return Duration.ZERO;
        if (now.paused) return Duration.ofDays(1);
        return Duration.ofNanos(Math.round(left.toNanos() / now.speed));
    }
}
