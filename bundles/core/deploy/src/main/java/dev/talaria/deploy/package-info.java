/** Sees what is dropped into {@code deploy/} and {@code etc/} at once, without polling. */
@NullMarked
package dev.talaria.deploy;

import org.jspecify.annotations.NullMarked;
