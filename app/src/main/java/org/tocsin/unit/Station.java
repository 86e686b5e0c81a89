package org.tocsin.unit;

import org.tocsin.place.Point;

/** Where units wait. */
public record Station(String id, String name, String agency, Point point) {}
