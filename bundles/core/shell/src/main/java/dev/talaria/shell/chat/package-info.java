/**
 * The chat in the terminal. {@code Chat} takes what is typed and runs turns and commands; {@code Painter} is the one thread
 * that draws what becomes of them; {@code ChatScreen} is what it draws on.
 */
@NullMarked
package dev.talaria.shell.chat;

import org.jspecify.annotations.NullMarked;
