/** Where things are: points, distances, areas and addresses on the ground. */
@NullMarked
package org.tocsin.place;

import org.jspecify.annotations.NullMarked;
