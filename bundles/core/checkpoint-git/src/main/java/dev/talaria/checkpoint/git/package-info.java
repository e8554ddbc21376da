/**
 * Earlier states of workspaces in one shadow git store, which no git program and no user configuration ever touches.
 * Workspaces are read and written by this bundle's own walk, never by git's checkout: no filter, hook or line-ending
 * conversion can run.
 */
@NullMarked
package dev.talaria.checkpoint.git;

import org.jspecify.annotations.NullMarked;
