/** Keeps the workspace's state before a turn changes it. */
@NullMarked
package dev.talaria.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
