/** The tools that are here, arguments on their way to them, and calls in flight. */
@NullMarked
package dev.talaria.engine.tool;

import org.jspecify.annotations.NullMarked;
