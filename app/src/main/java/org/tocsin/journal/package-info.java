/**
 * The record: what happened in each center, in order, kept so that nothing acknowledged is lost.
 */
@NullMarked
package org.tocsin.journal;

import org.jspecify.annotations.NullMarked;
