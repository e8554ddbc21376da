/** Turns, catalogs, prompt epochs and the gate. */
@NullMarked
package dev.talaria.engine;

import org.jspecify.annotations.NullMarked;
