/**
 * Commands and files in containers of Docker and Podman.
 *
 * <p>Embedded, with nothing exported: docker-java 3.7.1 (api, core, transport: 0.8 MB) and what it needs of Guava (1.7 MB),
 * commons-lang3 and commons-io (1.0 MB); 4.2 MB in all. Left out, because nothing reaches it: BouncyCastle,
 * commons-compress, docker-java's transports. Jackson is shared.
 *
 * <p>Threads: none while nothing is asked of the daemon. Each open sandbox has those of its commands (sandbox-support); the
 * transport has one for deadlines, which ends after 5 s without a request; docker-java has one for each pull; one looks for
 * containers that nobody needs, once, at the start. Connections: one for each request, closed with it.
 */
@NullMarked
package dev.talaria.sandbox.docker;

import org.jspecify.annotations.NullMarked;
