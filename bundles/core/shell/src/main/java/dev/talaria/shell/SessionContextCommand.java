package dev.talaria.shell;

import dev.talaria.api.base.SessionKey;
import dev.talaria.api.context.ContextUsage;
import dev.talaria.api.context.Contexts;
import dev.talaria.api.session.SessionCatalog;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code session:context}: how full the context of a session is. */
@Service
@Command(
        scope = "session",
        name = "context",
        description = "Shows how many tokens the next request of a session has, and where it is made shorter.",
        detailedDescription = "Example: session:context cli:notes\nCOUNTED is the part that the model counted; the rest"
                + " is estimated. '?' stands for a window that nobody knows: then the conversation is made shorter"
                + " when the model refuses it as too long.")
public final class SessionContextCommand extends ListCommand<SessionContextCommand.Row> {
    private static final Listing<Row> LISTING = new Listing<Row>("Nothing was said in it.")
            .text("SESSION", "key", Row::key)
            .number("TOKENS", "tokens", row -> row.usage().tokens())
            .number("COUNTED", "countedTokens", row -> row.usage().counted())
            .number("WINDOW", "", row -> known(row.usage().window()))
            .hidden("windowTokens", row -> row.usage().window())
            .number("SHORTER AT", "", row -> known(row.usage().threshold()))
            .hidden("thresholdTokens", row -> row.usage().threshold())
            .number("COMPACTIONS", "compactions", row -> row.usage().compactions());

    /** A session and its context. */
    record Row(SessionKey key, ContextUsage usage) {}

    @Argument(name = "session", description = "Key as in session:list, or how it begins", required = true)
    @Completion(SessionCompleter.class)
    String session = "";

    @Reference(optional = true)
    @Nullable
    SessionCatalog sessions;

    @Reference(optional = true)
    @Nullable
    Contexts contexts;

    @Override
    Listing<Row> listing() {
        return LISTING;
    }

    @Override
    List<Row> rows() throws CommandException {
        SessionKey key = Ids.find(
                "session", "session:list", session, here(sessions).keys().keySet(), SessionKey::value);
        return List.of(new Row(key, here(contexts).usage(key)));
    }

    private static String known(long tokens) {
        return tokens == 0 ? "?" : String.valueOf(tokens);
    }
}
