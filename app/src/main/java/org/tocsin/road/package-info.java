/** Who gets there first by road: graph, snapping, travel times, routes and closures. */
@NullMarked
package org.tocsin.road;

import org.jspecify.annotations.NullMarked;
