package org.tocsin.map;

import org.tocsin.place.Point;

/** A house number; the city may be empty. */
record MapHouse(String street, String number, String city, Point point) {}
