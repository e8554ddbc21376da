package dev.talaria.shell;

import dev.talaria.api.secret.SecretKeeper;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Completes references to secrets, as far as Talaria's own store knows them. */
@Service
public final class SecretRefCompleter implements Completer {
    @Reference
    @Nullable
    SecretKeeper secrets;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        StringsCompleter known = new StringsCompleter(List.of("env:", "file:/", "cmd:"));
        SecretNameCompleter.names(secrets).forEach(name -> known.getStrings().add("store:" + name));
        return known.complete(session, commandLine, candidates);
    }
}
