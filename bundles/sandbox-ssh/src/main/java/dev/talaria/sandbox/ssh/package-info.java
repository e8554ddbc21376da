/** Commands and files on other hosts. */
@NullMarked
package dev.talaria.sandbox.ssh;

import org.jspecify.annotations.NullMarked;
