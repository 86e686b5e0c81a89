/**
 * The map of a center: reads one OpenStreetMap extract into roads, places, landmarks and a backdrop
 * to draw, and makes the sample town.
 */
@NullMarked
package org.tocsin.map;

import org.jspecify.annotations.NullMarked;
