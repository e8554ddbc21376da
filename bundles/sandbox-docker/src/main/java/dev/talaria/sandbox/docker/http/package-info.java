/** HTTP to the daemon over a Unix socket, TCP or TLS, with the connections that become streams of a program. */
@NullMarked
package dev.talaria.sandbox.docker.http;

import org.jspecify.annotations.NullMarked;
