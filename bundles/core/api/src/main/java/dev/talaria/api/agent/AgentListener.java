package dev.talaria.api.agent;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears a turn. One call at a time; must not block for long. What it throws is logged and changes nothing. */
@ConsumerType
public interface AgentListener {
    AgentListener SILENT = event -> {};

    void on(AgentEvent event);
}
