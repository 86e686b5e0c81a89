/**
 * The lab's engine and policies: virtual time over the real desk, to ask "what if" before anything
 * is changed.
 */
@NullMarked
package org.tocsin.simulate;

import org.jspecify.annotations.NullMarked;
