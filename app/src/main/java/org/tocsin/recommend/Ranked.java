package org.tocsin.recommend;

import java.time.Duration;
import java.util.Optional;

/**
 * One unit's place in the list: proposed, or why not.
 *
 * @param arrival from now until it could be there, waiting included; empty if that is not known
 * @param proposed whether it is part of the set
 */
public record Ranked(String unit, boolean proposed, Optional<Duration> arrival, Reason reason) {}
