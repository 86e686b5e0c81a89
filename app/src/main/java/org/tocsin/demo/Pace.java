package org.tocsin.demo;

import java.time.Duration;
import java.util.Random;

/**
 * How fast the demo lives.
 *
 * @param speed drives and stays are so many times shorter than in life, and calls more frequent;
 *     {@value #MIN_SPEED} to {@value #MAX_SPEED}
 * @param betweenCalls the mean time between calls at speed 1
 * @param maxOpen no further call comes while so many incidents are open
 * @param maxWaiting no further call for the user comes while so many wait
 */
public record Pace(double speed, Duration betweenCalls, int maxOpen, int maxWaiting) {
    public static final double MIN_SPEED = 0.1;
    public static final double MAX_SPEED = 100;

    public Pace {
        if (!(speed >= MIN_SPEED && speed <= MAX_SPEED)) {
            throw new IllegalArgumentException(
                    "the speed is %s, expected %s to %s".formatted(speed, MIN_SPEED, MAX_SPEED));
        }
    }

    /** A small town on a busy day: a call a minute. */
    public static Pace of(double speed) {
        return new Pace(speed, Duration.ofSeconds(60), 30, 6);
    }

    /** A span of life, as long as it takes here. */
    Duration of(Duration life) {
        return Duration.ofMillis(Math.round(life.toMillis() / speed));
    }

    /** A span of life between two, as long as it takes here. */
    Duration between(Duration least, Duration most, Random random) {
        long spread = Math.max(0, most.toMillis() - least.toMillis());
        return of(least.plusMillis(Math.round(random.nextDouble() * spread)));
    }

    /** Until the next call: random arrivals, cut off so that nobody waits for long. */
    Duration untilNextCall(Random random) {
        double share = Math.min(3, -Math.log(1 - random.nextDouble()));
        return of(Duration.ofMillis(Math.round(betweenCalls.toMillis() * Math.max(0.15, share))));
    }
}
