/** Keeps directories of the host and of a remote sandbox the same. Embedded where a backend offers it. */
@NullMarked
package dev.talaria.sandbox.support.sync;

import org.jspecify.annotations.NullMarked;
