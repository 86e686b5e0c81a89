/** Who can be sent: agencies, stations, units, what they can do and whether they are on duty. */
@NullMarked
package org.tocsin.unit;

import org.jspecify.annotations.NullMarked;
