package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.session.SessionSearch;
import dev.talaria.spi.command.SlashCommand;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /search}: finds what was said. */
@Component
public final class SearchCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "search", Group.SESSIONS, "Finds what was said in any session")
            .taking("WORDS")
            .forOwners();

    private final SessionSearch search;

    @Activate
    public SearchCommand(@Reference SessionSearch search) {
        this.search = search;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        if (call.text().isBlank()) {
            throw Here.usage(SPEC, "Which words?");
        }
        List<SessionSearch.FoundSession> found =
                search.find(SessionSearch.Query.of(call.text().strip()));
        StringBuilder text = new StringBuilder();
        for (SessionSearch.FoundSession one : found) {
            text.append(Markdown.code(Here.name(one.session()))).append(' ');
            text.append(Markdown.text(one.session().title())).append("\n\n");
            one.hits()
                    .forEach(hit -> text.append(Markdown.item(
                            hit.speaker().name().toLowerCase(Locale.ROOT),
                            Markdown.text(hit.snippet())
                                    .replace("\\>\\>\\>", "**")
                                    .replace("\\<\\<\\<", "**"))));
            text.append("\n");
        }
        return found.isEmpty() ? "Nothing was found." : text + "Go on with one: " + Markdown.code("/resume NAME");
    }
}
