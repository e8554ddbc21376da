package dev.talaria.shell;

import dev.talaria.api.base.SessionKey;
import dev.talaria.api.context.ContextUsage;
import dev.talaria.api.context.Contexts;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.shell.text.Shown;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code session:compact}: makes a conversation shorter now. */
@Service
@Command(
        scope = "session",
        name = "compact",
        description = "Makes a conversation shorter: a summary stands for all but its beginning and its end.",
        detailedDescription = "Example: session:compact cli:notes the open questions about the database\nWaits for the"
                + " session's turn to end. What is taken out stays in the journal, for session:show.")
public final class SessionCompactCommand extends AdminCommand {
    @Argument(index = 0, name = "session", description = "Key as in session:list, or how it begins", required = true)
    @Completion(SessionCompleter.class)
    String session = "";

    @Argument(index = 1, name = "focus", description = "What the summary must keep above all", multiValued = true)
    List<String> focus = List.of();

    @Reference(optional = true)
    @Nullable
    SessionCatalog sessions;

    @Reference(optional = true)
    @Nullable
    Contexts contexts;

    @Override
    String run() throws CommandException {
        Contexts known = here(contexts);
        SessionKey key = Ids.find(
                "session", "session:list", session, here(sessions).keys().keySet(), SessionKey::value);
        ContextUsage before = known.usage(key);
        ContextUsage after = known.compact(key, String.join(" ", focus));
        return after.compactions() == before.compactions()
                ? key + ": nothing of it can be made shorter, " + Shown.count(after.tokens()) + " tokens."
                : key + ": context: " + Shown.count(before.tokens()) + " -> " + Shown.count(after.tokens())
                        + " tokens, about.";
    }
}
