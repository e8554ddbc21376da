/** Tools for commands: terminal. */
@NullMarked
package dev.talaria.tools.terminal;

import org.jspecify.annotations.NullMarked;
