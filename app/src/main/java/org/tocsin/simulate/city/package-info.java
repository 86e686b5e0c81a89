/**
 * Published models of real cities made into what a lab is given: a center, its roads, its demand.
 */
@NullMarked
package org.tocsin.simulate.city;

import org.jspecify.annotations.NullMarked;
