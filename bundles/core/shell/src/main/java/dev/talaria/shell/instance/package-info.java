/** Commands about the instance itself. */
@NullMarked
package dev.talaria.shell.instance;

import org.jspecify.annotations.NullMarked;
