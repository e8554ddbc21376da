/** The registry of slash commands. */
@NullMarked
package dev.talaria.engine.slash;

import org.jspecify.annotations.NullMarked;
