package org.tocsin.recommend;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import java.util.Optional;

/**
 * What a busy unit is doing.
 *
 * @param incident the incident it is active on
 * @param priority of that incident, 1 the most urgent
 * @param withPatient whether it cares for or carries someone: then nobody takes it away
 * @param release when it is expected to be free; empty if that cannot be said
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"incident", "priority", "withPatient", "release"})
public record Work(String incident, int priority, boolean withPatient, Optional<Release> release) {}
