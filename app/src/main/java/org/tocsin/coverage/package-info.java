/** What stays covered when units leave, and what does not. */
@NullMarked
package org.tocsin.coverage;

import org.jspecify.annotations.NullMarked;
