package org.tocsin.recommend;

import java.time.Duration;
import java.util.Optional;

/** A unit that something keeps from filling any slot. */
record Kept(
        Candidate candidate,
        Reason reason,
        Shortfall.Obstacle obstacle,
        Optional<Duration> arrival) {}
