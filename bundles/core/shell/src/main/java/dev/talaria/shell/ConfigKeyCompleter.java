package dev.talaria.shell;

import dev.talaria.api.config.ConfigKey;
import dev.talaria.api.config.Configurations;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Completes what can be configured, as {@code PID.key}. */
@Service
public final class ConfigKeyCompleter extends NameCompleter {
    @Reference(optional = true)
    @Nullable
    Configurations configurations;

    @Override
    Stream<String> names() {
        return configurations == null
                ? Stream.empty()
                : configurations.keys().stream().map(ConfigKey::name);
    }
}
