package dev.talaria.shell.chat;

import dev.talaria.api.agent.Agents;
import dev.talaria.api.command.SlashCommands;
import dev.talaria.api.interact.Interactions;
import dev.talaria.api.model.Models;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.shell.SessionNames;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a chat needs of the engine. */
@Component(service = ChatServices.class)
public final class ChatServices {
    final Agents agents;
    final Interactions interactions;
    final SessionCatalog sessions;
    final SessionNames names;
    final Models models;
    final SlashCommands commands;

    @Activate
    public ChatServices(
            @Reference Agents agents,
            @Reference Interactions interactions,
            @Reference SessionCatalog sessions,
            @Reference SessionNames names,
            @Reference Models models,
            @Reference SlashCommands commands) {
        this.agents = agents;
        this.interactions = interactions;
        this.sessions = sessions;
        this.names = names;
        this.models = models;
        this.commands = commands;
    }
}
