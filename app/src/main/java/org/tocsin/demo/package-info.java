/** The demo's world: callers, crews and a routine desk, as programs outside that use the API. */
@NullMarked
package org.tocsin.demo;

import org.jspecify.annotations.NullMarked;
