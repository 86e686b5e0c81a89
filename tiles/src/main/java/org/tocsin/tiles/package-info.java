/** Makes the backdrop's vector tiles of an OpenStreetMap extract, in a process of its own. */
@NullMarked
package org.tocsin.tiles;

import org.jspecify.annotations.NullMarked;
