package org.tocsin.center;

/** How an incident ended, chosen when it is closed. */
public record Disposition(String code, String name) {}
