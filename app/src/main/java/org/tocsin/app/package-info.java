/** The program: its parts list, its command line, and the real clock. */
@NullMarked
package org.tocsin.app;

import org.jspecify.annotations.NullMarked;
