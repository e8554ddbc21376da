/** How long the instance lives: until it is told to stop, or until nobody needs it any more. */
@NullMarked
package dev.talaria.shell.residence;

import org.jspecify.annotations.NullMarked;
