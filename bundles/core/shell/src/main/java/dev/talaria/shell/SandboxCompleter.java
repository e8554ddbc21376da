package dev.talaria.shell;

import dev.talaria.api.sandbox.Sandboxes;
import dev.talaria.api.sandbox.Sandboxes.Backend;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Completes sandboxes: the kinds, those that have a name, and those that are open. */
@Service
public final class SandboxCompleter extends NameCompleter {
    @Reference(optional = true)
    @Nullable
    Sandboxes sandboxes;

    @Override
    Stream<String> names() {
        Sandboxes known = sandboxes;
        return known == null
                ? Stream.empty()
                : Stream.of(
                                known.backends().stream().map(Backend::backend),
                                known.named().stream().map(named -> named.spec().id()),
                                known.open().stream().map(open -> open.spec().id()))
                        .flatMap(names -> names)
                        .distinct();
    }
}
