/**
 * What a client and the instance that it attaches to must agree on: where the socket is, frames, the first message.
 * Embedded into both.
 */
@NullMarked
package dev.talaria.attach;

import org.jspecify.annotations.NullMarked;
