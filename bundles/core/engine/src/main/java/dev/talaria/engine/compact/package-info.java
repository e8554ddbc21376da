/** Keeps conversations within the windows of their models: measures them, and has them made shorter. */
@NullMarked
package dev.talaria.engine.compact;

import org.jspecify.annotations.NullMarked;
