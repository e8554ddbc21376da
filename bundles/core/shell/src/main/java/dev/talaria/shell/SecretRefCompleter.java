package dev.talaria.shell;

import dev.talaria.api.secret.SecretKeeper;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Completes references to secrets, as far as Talaria's own store knows them. */
@Service
public final class SecretRefCompleter extends NameCompleter {
    @Reference(optional = true)
    @Nullable
    SecretKeeper secrets;

    @Override
    Stream<String> names() {
        return Stream.concat(
                Stream.of("env:", "file:/", "cmd:"),
                SecretNameCompleter.names(secrets).stream().map(name -> "store:" + name));
    }
}
