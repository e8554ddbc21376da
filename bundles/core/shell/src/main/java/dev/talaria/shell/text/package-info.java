/** Text as people at a terminal read it. */
@NullMarked
package dev.talaria.shell.text;

import org.jspecify.annotations.NullMarked;
