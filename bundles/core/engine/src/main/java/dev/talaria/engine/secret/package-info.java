/** Secrets by reference. */
@NullMarked
package dev.talaria.engine.secret;

import org.jspecify.annotations.NullMarked;
