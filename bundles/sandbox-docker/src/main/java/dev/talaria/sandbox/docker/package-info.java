/** Commands and files in containers of Docker and Podman. */
@NullMarked
package dev.talaria.sandbox.docker;

import org.jspecify.annotations.NullMarked;
