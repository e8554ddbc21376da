/** JSON text to plain values and back, within limits. */
@NullMarked
package dev.talaria.engine.json;

import org.jspecify.annotations.NullMarked;
