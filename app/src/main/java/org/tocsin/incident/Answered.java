package org.tocsin.incident;

import java.time.Instant;

/** An answer to a triage question. */
public record Answered(String tree, int version, String question, String answer, Instant at) {}
