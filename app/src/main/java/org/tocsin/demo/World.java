package org.tocsin.demo;

import org.jspecify.annotations.Nullable;
import org.tocsin.client.Denied;
import org.tocsin.client.Unreachable;
import org.tocsin.drill.Drill;
import org.tocsin.drill.DrillClock;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * A world around a center, running against its server until it is closed: callers, crews, a routine
 * desk, or whom a drill needs; each with its own sign-in and thread.
 */
public final class World implements AutoCloseable {
    /** How often each program looks, at most. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private static final Duration FASTEST_LOOK = Duration.ofMillis(50);

    private static final Duration LOST = Duration.ofSeconds(2);

    /** What the routine desk takes off the user's hands. */
    public enum Autopilot {
        /** Nothing: every unit is sent by the user. */
        OFF,
        /** Incidents of priority 3 to 5. */
        ROUTINE,
        /** Everything: the town lives by itself. */
        ALL
    }

    private final String url;
    private final String password;
    private final DoubleSupplier speed;
    private final InstantSource clock;
    private final Consumer<String> complaints;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    private World(
            String url,
            String password,
            DoubleSupplier speed,
            InstantSource clock,
            Consumer<String> complaints) {
        this.url = url;
        this.password = password;
        this.speed = speed;
        this.clock = clock;
        this.complaints = complaints;
    }

    /**
     * Starts it.
     *
     * @param password of the sign-ins {@code callers}, {@code crews} and {@code autopilot}
     * @param seed of who calls about what, and where
     * @param complaints hears why a part stopped, in a sentence; on that part's thread
     */
    public static World start(
            String url,
            String password,
            Pace pace,
            Autopilot autopilot,
            long seed,
            InstantSource clock,
            Consumer<String> complaints) {
        var world = new World(url, password, pace::speed, clock, complaints);
        world.begin(new Crews("crews", pace));
        world.begin(new Callers(Script.shipped(), pace, seed));
        switch (autopilot) {
            case OFF -> {}
            case ROUTINE -> world.begin(new RoutineDesk(pace, false));
            case ALL -> world.begin(new RoutineDesk(pace, true));
        }
        return world;
    }

    /**
     * Starts the world of a drill: its crews, and what its scenario lets happen.
     *
     * @param crews the sign-in of all crews
     * @param players the sign-in of everybody else; it may do what dispatchers may
     * @param password of both
     */
    public static World stage(
            String url,
            String crews,
            String players,
            String password,
            Drill drill,
            Consumer<String> complaints) {
        DrillClock clock = drill.clock();
        var world = new World(url, password, clock::speed, clock, complaints);
        // The drill's own time is hastened, not what crews do in it.
        world.begin(new Crews(crews, Pace.of(1)));
        world.begin(new Players(players, drill));
        return world;
    }

    private void begin(Part part) {
        threads.add(
                Thread.ofPlatform().daemon().name("world-" + part.user()).start(() -> run(part)));
    }

    private void run(Part part) {
        Link link = null;
        try {
            while (!closing) {
                try {
                    if (link == null) link = Link.signIn(url, part.user(), password);
                    part.step(link, clock.instant());
                    Thread.sleep(part.pause(pause()));
                } catch (Denied e) {
                    if (e.status() != 401 && e.status() != 429) throw e;
                    // The session is over, or sign-ins are held back: try again in a while.
                    link = closed(link);
                    Thread.sleep(LOST);
                } catch (Unreachable e) {
                    Thread.sleep(LOST);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!closing) complaints.accept("%s stopped: %s".formatted(part.user(), e));
        } finally {
            closed(link);
        }
    }

    private Duration pause() {
        Duration pause = LOOK_EVERY.dividedBy(Math.max(1, Math.round(speed.getAsDouble())));
        return pause.compareTo(FASTEST_LOOK) < 0 ? FASTEST_LOOK : pause;
    }

    private static @Nullable Link closed(@Nullable Link link) {
        if (link != null) link.close();
        return null;
    }

    /** A seed for a run that need not be repeated. */
    public static long anySeed() {
        return new Random().nextLong();
    }

    @Override
    public void close() {
        closing = true;
        for (Thread thread : threads) thread.interrupt();
        for (Thread thread : threads) {
            try {
                thread.join(LOST);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
