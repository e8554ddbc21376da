/** Where the engine's threads come from. */
@NullMarked
package dev.talaria.engine.thread;

import org.jspecify.annotations.NullMarked;
