package dev.talaria.engine.turn;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.AgentListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener, one event at a time from whatever thread; what the listener throws harms nobody. */
final class Emitter implements AgentListener {
    private static final Logger LOG = LoggerFactory.getLogger(Emitter.class);

    private final AgentListener listener;

    Emitter(AgentListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void on(AgentEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            LOG.warn("A listener of agent events failed; the turn goes on", e);
        }
    }
}
