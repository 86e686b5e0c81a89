/**
 * Tables as text: comma-separated values that people gave, read by the names of their columns, and
 * results as they are written.
 */
@NullMarked
package org.tocsin.simulate.table;

import org.jspecify.annotations.NullMarked;
