package org.tocsin.center;

/**
 * What a unit can do.
 *
 * @param code unique in the center, such as {@code LADDER}
 */
public record Capability(String code, String name) {}
