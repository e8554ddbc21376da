/** For tests of sandboxes: the contracts that every sandbox keeps. */
@NullMarked
package dev.talaria.testkit.sandbox;

import org.jspecify.annotations.NullMarked;
