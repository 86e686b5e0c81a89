/** A center's configuration, as people wrote it. */
@NullMarked
package org.tocsin.center;

import org.jspecify.annotations.NullMarked;
