/**
 * The dispatch room itself: the board that everybody sees and the desk through which every change
 * goes.
 */
@NullMarked
package org.tocsin.dispatch;

import org.jspecify.annotations.NullMarked;
