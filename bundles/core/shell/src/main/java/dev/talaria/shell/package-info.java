/** Karaf commands, and the one command that the launcher runs. */
@NullMarked
package dev.talaria.shell;

import org.jspecify.annotations.NullMarked;
