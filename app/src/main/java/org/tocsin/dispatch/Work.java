package org.tocsin.dispatch;

/** Points at an assignment. */
public record Work(String incident, long assignment) {}
