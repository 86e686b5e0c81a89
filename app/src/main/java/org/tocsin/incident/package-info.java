/** What is being worked: calls, incidents, assignments, and the rules they follow. */
@NullMarked
package org.tocsin.incident;

import org.jspecify.annotations.NullMarked;
