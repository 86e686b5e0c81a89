package org.tocsin.map;

import org.tocsin.place.Point;

/** A kilometre mark; the road's number may be empty. */
record MapMilestone(String ref, double kilometer, Point point) {}
