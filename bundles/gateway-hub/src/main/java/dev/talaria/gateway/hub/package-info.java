/**
 * Between chat platforms and sessions: who may talk, what belongs to which session, commands, questions. An
 * {@link dev.talaria.spi.gateway.InboundRouter}; connectors and the engine know nothing of it.
 */
@NullMarked
package dev.talaria.gateway.hub;

import org.jspecify.annotations.NullMarked;
