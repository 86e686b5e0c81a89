package org.tocsin.recommend;

/**
 * One unit's worth of the plan.
 *
 * @param requirement its index in the need
 */
record Slot(int requirement, String capability) {}
