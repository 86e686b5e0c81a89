/** How fast it is: benchmarks, each with the command that runs it. */
@NullMarked
package org.tocsin.bench;

import org.jspecify.annotations.NullMarked;
