/**
 * Who should go to an incident, and why: the best set of units for a plan, and why not the rest.
 */
@NullMarked
package org.tocsin.recommend;

import org.jspecify.annotations.NullMarked;
