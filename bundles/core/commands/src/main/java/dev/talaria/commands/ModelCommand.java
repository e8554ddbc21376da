package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Models;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.spi.command.SlashCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /model}: which model answers. */
@Component
public final class ModelCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "model", Group.MODEL, "Shows the models, or chooses one for this session")
            .taking("[MODEL|default]");
    private static final String CONFIGURED = "default";
    private static final int MOST_SHOWN = 12;

    private final SessionCatalog sessions;
    private final SessionControl control;
    private final Models models;
    /** Models by endpoint, as they were when somebody looked last: what completes must not ask. */
    private final Map<String, List<String>> offered = new ConcurrentHashMap<>();

    @Activate
    public ModelCommand(
            @Reference SessionCatalog sessions, @Reference SessionControl control, @Reference Models models) {
        this.sessions = sessions;
        this.control = control;
        this.models = models;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        String wanted = call.text().strip();
        if (wanted.isEmpty()) {
            return shown(conversation);
        }
        String value = wanted.equals(CONFIGURED) ? "" : wanted;
        // Before a session is begun for a model that nobody has.
        ModelRef model = models.choose(value, Here.standIn(conversation), conversation.cancellation());
        SessionSummary session = control.begin(conversation.key(), conversation.person());
        control.set(session.id(), SessionSetting.MODEL, value, conversation.person());
        return "This session uses " + Markdown.code(model.toString()) + " from its next turn on.";
    }

    private String shown(Conversation conversation) {
        String own = Here.setting(sessions, conversation, SessionSetting.MODEL);
        StringBuilder text = new StringBuilder();
        try {
            text.append("Now: ")
                    .append(Markdown.code(models.choose(own, Here.standIn(conversation), conversation.cancellation())
                            .toString()))
                    .append(own.isEmpty() ? ", as configured" : ", for this session")
                    .append("\n\n");
        } catch (ModelException e) {
            text.append(Markdown.text(e.shown())).append("\n\n");
        }
        for (ModelEndpoint endpoint : models.endpoints()) {
            text.append(Markdown.item(Markdown.code(endpoint.name()), offered(endpoint, conversation)));
        }
        return text + "\nChoose with " + Markdown.code("/model ENDPOINT/MODEL") + ".";
    }

    private String offered(ModelEndpoint endpoint, Conversation conversation) {
        try {
            List<String> names = models.models(endpoint.name(), conversation.cancellation()).stream()
                    .map(ModelInfo::id)
                    .toList();
            offered.put(endpoint.name(), names);
            String some = names.stream().limit(MOST_SHOWN).map(Markdown::code).collect(Collectors.joining(", "));
            return names.size() > MOST_SHOWN ? some + " and " + (names.size() - MOST_SHOWN) + " more" : some;
        } catch (ModelException e) {
            return "does not answer: " + Markdown.text(e.getMessage());
        }
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        List<Suggestion> suggestions = new ArrayList<>(Here.words(CONFIGURED));
        for (ModelEndpoint endpoint : models.endpoints()) {
            suggestions.add(new Suggestion(endpoint.name(), endpoint.location()));
            offered.getOrDefault(endpoint.name(), List.of())
                    .forEach(model -> suggestions.add(new Suggestion(endpoint.name() + "/" + model, "")));
        }
        return suggestions;
    }
}
