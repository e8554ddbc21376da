/** What the engine puts around the store. */
@NullMarked
package dev.talaria.engine.store;

import org.jspecify.annotations.NullMarked;
