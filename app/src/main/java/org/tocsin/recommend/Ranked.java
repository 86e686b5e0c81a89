package org.tocsin.recommend;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import java.time.Duration;
import java.util.Optional;

/**
 * One unit's place in the list: proposed, or why not. An array in JSON, as {@link Candidate} is.
 *
 * @param arrival from now until it could be there, waiting included; empty if that is not known
 * @param proposed whether it is part of the set
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"unit", "proposed", "arrival", "reason"})
public record Ranked(String unit, boolean proposed, Optional<Duration> arrival, Reason reason) {}
