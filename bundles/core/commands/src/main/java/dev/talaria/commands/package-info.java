/** The slash commands of every conversation. Each is a component of its own; they use the API alone. */
@NullMarked
package dev.talaria.commands;

import org.jspecify.annotations.NullMarked;
