/** Commands and files on the host itself, confined by bubblewrap if that is wanted. */
@NullMarked
package dev.talaria.sandbox.local;

import org.jspecify.annotations.NullMarked;
