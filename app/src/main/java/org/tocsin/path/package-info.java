/** Shortest paths on plain numbered arrays: a graph's order, hierarchy, weights and searches. */
@NullMarked
package org.tocsin.path;

import org.jspecify.annotations.NullMarked;
