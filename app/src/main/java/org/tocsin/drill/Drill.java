package org.tocsin.drill;

import org.tocsin.center.Scenario;
import org.tocsin.drill.Cue.Act;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A drill that runs: its clock, what has come and what will. Whoever plays the cues takes them
 * here; the trainer holds, hastens and adds to it here. Any thread.
 */
public final class Drill {
    /** Added by a trainer and not yet played; more at once is no training. */
    public static final int MAX_INJECTED = 100;

    /** What has come, as far as it is kept to be looked at. */
    public static final int MAX_DONE = 5_000;

    /** At most so far in one jump. */
    public static final Duration MAX_JUMP = Duration.ofHours(12);

    private final Scenario scenario;
    private final long seed;
    private final Instant start;
    private final DrillClock clock;
    private final Deque<Cue> next;
    private final Deque<Cue> injected = new ArrayDeque<>();
    private final Deque<Done> done = new ArrayDeque<>();
    private Consumer<Done> heard = _ -> {};

    /**
     * A cue that was played.
     *
     * @param trouble why it could not be done; empty if it was
     */
    public record Done(Cue cue, Optional<String> trouble) {}

    /**
     * What is kept of a cue that was played, for the drill to go on another time.
     *
     * @param injected the cue, where a trainer added it; the others come from the scenario, in
     *     their order
     */
    public record Past(Optional<Cue> injected, Optional<String> trouble) {}

    /**
     * Where the drill stands; {@code next} and {@code done} are cut to what a trainer looks at.
     *
     * @param next what a trainer added and waits for the clock, then the scenario's
     */
    public record State(
            Scenario scenario,
            long seed,
            Instant start,
            Instant now,
            double speed,
            boolean paused,
            boolean over,
            int left,
            List<Cue> next,
            List<Done> done) {
        private static final int SHOWN = 30;
    }

    /**
     * Begins now.
     *
     * @param seed of what the scenario leaves to chance
     */
    public Drill(Scenario scenario, long seed, DrillClock clock) {
        this(scenario, seed, clock, clock.instant(), List.of());
    }

    /**
     * Goes on with one that began before.
     *
     * @param start when it began; not after what the clock shows
     * @param past what came in it, in its order
     * @throws IllegalArgumentException if more came than the scenario has
     */
    public Drill(Scenario scenario, long seed, DrillClock clock, Instant start, List<Past> past) {
        this.scenario = scenario;
        this.seed = seed;
        this.clock = clock;
        this.start = start;
        next = new ArrayDeque<>(Timeline.of(scenario, start, seed));
        for (Past each : past) {
            Cue cue = each.injected().orElseGet(next::poll);
            if (cue == null) {
                throw new IllegalArgumentException("more came than " + scenario.name() + " has");
            }
            keep(new Done(cue, each.trouble()));
        }
    }

    /**
     * Tells of every cue that is played from now on; on the thread that played it, one at a time.
     */
    public synchronized void listen(Consumer<Done> listener) {
        heard = listener;
    }

    public DrillClock clock() {
        return clock;
    }

    public synchronized State state() {
        Instant now = clock.instant();
        List<Done> latest = new ArrayList<>(done);
        return new State(
                scenario,
                seed,
                start,
                now,
                clock.speed(),
                clock.isPaused(),
                !now.isBefore(start.plus(scenario.length()))
                        && next.isEmpty()
                        && injected.isEmpty(),
                next.size() + injected.size(),
                Stream.concat(injected.stream(), next.stream()).limit(State.SHOWN).toList(),
                latest.subList(Math.max(0, latest.size() - State.SHOWN), latest.size()));
    }

    /** All that was played, oldest first; at most {@value #MAX_DONE}. */
    public synchronized List<Done> done() {
        return List.copyOf(done);
    }

    public synchronized void pause() {
        clock.pause();
        notifyAll();
    }

    public synchronized void resume() {
        clock.resume();
        notifyAll();
    }

    /**
     * @throws IllegalArgumentException if the clock cannot run at that speed
     */
    public synchronized void run(double speed) {
        clock.run(speed);
        notifyAll();
    }

    /**
     * Goes ahead; what would have come meanwhile comes at once.
     *
     * @throws IllegalArgumentException if it is negative or more than 12 hours
     */
    public synchronized void jump(Duration ahead) {
        if (ahead.compareTo(MAX_JUMP) > 0) {
            throw new IllegalArgumentException(
                    "a jump by %s, expected at most %s".formatted(ahead, MAX_JUMP));
        }
        clock.jump(ahead);
        notifyAll();
    }

    /** Goes ahead to the scenario's next cue; does nothing where none is left or it is due. */
    public synchronized void jumpToNext() {
        if (next.isEmpty()) return;
        Duration ahead = Duration.between(clock.instant(), next.peek().at());
        if (!ahead.isNegative()) jump(ahead.compareTo(MAX_JUMP) > 0 ? MAX_JUMP : ahead);
    }

    /**
     * Goes ahead to a moment at which something was seen to come, at most by {@link #MAX_JUMP};
     * does nothing where that has come already, or was no cue's of the scenario.
     */
    public synchronized void jumpToCue(Instant moment) {
        boolean comes = next.stream().anyMatch(each -> each.at().equals(moment));
        Duration ahead = Duration.between(clock.instant(), moment);
        if (!comes || ahead.isNegative()) return;
        jump(ahead.compareTo(MAX_JUMP) > 0 ? MAX_JUMP : ahead);
    }

    /**
     * Lets something happen now; while the clock is held, when it runs again.
     *
     * @return false if too much waits already
     */
    public synchronized boolean inject(Act act) {
        if (injected.size() >= MAX_INJECTED) return false;
        injected.add(new Cue(clock.instant(), act, true));
        notifyAll();
        return true;
    }

    /**
     * The next cue when its time has come.
     *
     * @param most waits at most so long, in real time
     * @return empty if none came
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public synchronized Optional<Cue> await(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (true) {
            if (!clock.isPaused()) {
                if (!injected.isEmpty()) return Optional.of(injected.remove());
                boolean due = !next.isEmpty() && !clock.instant().isBefore(next.peek().at());
                if (due) return Optional.of(next.remove());
            }
            long left = end - System.nanoTime();
            if (left <= 0) return Optional.empty();
            Duration until =
                    next.isEmpty() ? Duration.ofNanos(left) : clock.realTimeUntil(next.peek().at());
            long wait = Math.min(left, Math.max(1_000_000, until.toNanos()));
            // Up to the next whole millisecond: waiting less would only be to look too early.
            wait((wait + 999_999) / 1_000_000);
        }
    }

    /** What became of a cue. */
    public synchronized void played(Cue cue, Optional<String> trouble) {
        var played = new Done(cue, trouble);
        keep(played);
        heard.accept(played);
    }

    private void keep(Done played) {
        done.add(played);
        if (done.size() > MAX_DONE) done.remove();
    }
}
