package dev.talaria.shell;

import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretKeeper;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Completes the names in Talaria's own store. */
@Service
public final class SecretNameCompleter implements Completer {
    @Reference
    @Nullable
    SecretKeeper secrets;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        return new StringsCompleter(names(secrets)).complete(session, commandLine, candidates);
    }

    /** None if the store cannot be read: a command says why, Tab is no place for it. */
    static List<String> names(@Nullable SecretKeeper secrets) {
        try {
            return secrets == null ? List.of() : secrets.names();
        } catch (SecretException e) {
            return List.of();
        }
    }
}
