/** The questions of a first start. */
@NullMarked
package dev.talaria.shell.setup;

import org.jspecify.annotations.NullMarked;
