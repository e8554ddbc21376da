package dev.talaria.shell;

import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretKeeper;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Completes the names in Talaria's own store. */
@Service
public final class SecretNameCompleter extends NameCompleter {
    @Reference(optional = true)
    @Nullable
    SecretKeeper secrets;

    @Override
    Stream<String> names() {
        return names(secrets).stream();
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
