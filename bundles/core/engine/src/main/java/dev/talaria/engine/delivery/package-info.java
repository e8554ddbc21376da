/** What leaves: the outbox, its worker, and the connectors that it sends through. */
@NullMarked
package dev.talaria.engine.delivery;

import org.jspecify.annotations.NullMarked;
