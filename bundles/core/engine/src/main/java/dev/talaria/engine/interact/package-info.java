/** Questions that wait for a person. */
@NullMarked
package dev.talaria.engine.interact;

import org.jspecify.annotations.NullMarked;
