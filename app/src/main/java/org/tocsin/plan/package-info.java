/** What an incident needs, the questions that find out, and the words that hint at it. */
@NullMarked
package org.tocsin.plan;

import org.jspecify.annotations.NullMarked;
