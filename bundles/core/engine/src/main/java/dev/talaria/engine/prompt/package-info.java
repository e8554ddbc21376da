/** Prompt epochs: what is pinned, when a new one begins. */
@NullMarked
package dev.talaria.engine.prompt;

import org.jspecify.annotations.NullMarked;
