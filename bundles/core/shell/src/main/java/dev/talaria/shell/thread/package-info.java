/** Making threads. */
@NullMarked
package dev.talaria.shell.thread;

import org.jspecify.annotations.NullMarked;
