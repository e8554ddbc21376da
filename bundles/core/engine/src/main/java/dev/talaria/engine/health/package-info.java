/** The doctor, and the probes of what the engine stands on. */
@NullMarked
package dev.talaria.engine.health;

import org.jspecify.annotations.NullMarked;
