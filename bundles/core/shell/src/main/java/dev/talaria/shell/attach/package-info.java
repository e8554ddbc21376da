/** The socket that clients attach to, and the commands behind it. */
@NullMarked
package dev.talaria.shell.attach;

import org.jspecify.annotations.NullMarked;
