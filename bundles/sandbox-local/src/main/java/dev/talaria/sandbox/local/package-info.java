/** Commands and files on the host itself, without isolation. */
@NullMarked
package dev.talaria.sandbox.local;

import org.jspecify.annotations.NullMarked;
