/** Tools for commands: terminal, and process for those in the background. */
@NullMarked
package dev.talaria.tools.terminal;

import org.jspecify.annotations.NullMarked;
