/**
 * What a lab is told: which calls come and from where, how long what takes, which roads are closed,
 * and how much is to be run; read from files and records, every fault by its line.
 */
@NullMarked
package org.tocsin.simulate.demand;

import org.jspecify.annotations.NullMarked;
