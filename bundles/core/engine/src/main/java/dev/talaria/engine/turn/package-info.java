/** One turn: the loop and its steps. */
@NullMarked
package dev.talaria.engine.turn;

import org.jspecify.annotations.NullMarked;
