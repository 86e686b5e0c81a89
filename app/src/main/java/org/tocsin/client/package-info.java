/** An outside program's hold on a running center: its HTTP API, a session, and retries. */
@NullMarked
package org.tocsin.client;

import org.jspecify.annotations.NullMarked;
