/**
 * How many units should wait at which posts: a solver's bound, then a search with the simulation as
 * judge.
 */
@NullMarked
package org.tocsin.simulate.siting;

import org.jspecify.annotations.NullMarked;
