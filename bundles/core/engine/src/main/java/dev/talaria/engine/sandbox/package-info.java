/** The sandboxes that are open. */
@NullMarked
package dev.talaria.engine.sandbox;

import org.jspecify.annotations.NullMarked;
