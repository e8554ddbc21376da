/** Checkpoints as commits of a bare repository that no git program ever sees. */
@NullMarked
package dev.talaria.checkpoint.git;

import org.jspecify.annotations.NullMarked;
