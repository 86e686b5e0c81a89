/**
 * What simulations came to: each call, runs summed up, and the tables and the page that tell of
 * them.
 */
@NullMarked
package org.tocsin.simulate.result;

import org.jspecify.annotations.NullMarked;
