/** Keeps small values of add-ons. */
@NullMarked
package dev.talaria.engine.state;

import org.jspecify.annotations.NullMarked;
