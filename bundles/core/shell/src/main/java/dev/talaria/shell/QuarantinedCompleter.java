package dev.talaria.shell;

import dev.talaria.deploy.quarantine.Quarantine;
import dev.talaria.deploy.quarantine.Quarantined;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Completes the names of quarantined bundles. */
@Service
public final class QuarantinedCompleter extends NameCompleter {
    @Reference(optional = true)
    @Nullable
    Quarantine quarantine;

    @Override
    Stream<String> names() {
        return quarantine == null ? Stream.empty() : quarantine.list().stream().map(Quarantined::name);
    }
}
