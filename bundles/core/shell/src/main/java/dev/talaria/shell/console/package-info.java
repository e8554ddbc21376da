/** Terminals with lines that are edited, over an attached client: the Karaf shell and the chat. */
@NullMarked
package dev.talaria.shell.console;

import org.jspecify.annotations.NullMarked;
