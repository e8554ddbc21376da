package dev.talaria.shell;

import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionCatalog;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Completes the keys of sessions. */
@Service
public final class SessionCompleter extends NameCompleter {
    @Reference(optional = true)
    @Nullable
    SessionCatalog sessions;

    @Override
    Stream<String> names() {
        return sessions == null
                ? Stream.empty()
                : sessions.keys().keySet().stream().map(SessionKey::value);
    }
}
