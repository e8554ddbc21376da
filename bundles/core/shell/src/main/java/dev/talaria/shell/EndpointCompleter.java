package dev.talaria.shell;

import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.Models;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Completes the names of model endpoints. */
@Service
public final class EndpointCompleter extends NameCompleter {
    @Reference(optional = true)
    @Nullable
    Models models;

    @Override
    Stream<String> names() {
        return models == null ? Stream.empty() : models.endpoints().stream().map(ModelEndpoint::name);
    }
}
