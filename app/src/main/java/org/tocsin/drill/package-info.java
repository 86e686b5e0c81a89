/** Drills: a scenario on a clock of its own, that a trainer holds, hastens and adds to. */
@NullMarked
package org.tocsin.drill;

import org.jspecify.annotations.NullMarked;
