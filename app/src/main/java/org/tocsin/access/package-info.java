/** Who may do what: sign-in, sessions, and the table of roles and requests. */
@NullMarked
package org.tocsin.access;

import org.jspecify.annotations.NullMarked;
