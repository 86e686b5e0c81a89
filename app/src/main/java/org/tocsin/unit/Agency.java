package org.tocsin.unit;

/**
 * An organisation with units: a fire department, an ambulance trust, a city works team.
 *
 * @param id short, as in the configuration
 */
public record Agency(String id, String name) {}
