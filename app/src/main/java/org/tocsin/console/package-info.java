/** The HTTP API, the live stream, and the pages: what people and programs see of a center. */
@NullMarked
package org.tocsin.console;

import org.jspecify.annotations.NullMarked;
