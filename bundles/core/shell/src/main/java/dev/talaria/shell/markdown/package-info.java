/** Markdown as lines of a terminal, while it still comes. */
@NullMarked
package dev.talaria.shell.markdown;

import org.jspecify.annotations.NullMarked;
