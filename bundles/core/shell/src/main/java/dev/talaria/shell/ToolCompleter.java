package dev.talaria.shell;

import dev.talaria.api.tool.Tools;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Completes the names of tools. */
@Service
public final class ToolCompleter extends NameCompleter {
    @Reference(optional = true)
    @Nullable
    Tools tools;

    @Override
    Stream<String> names() {
        return tools == null
                ? Stream.empty()
                : tools.catalog().tools().stream().map(entry -> entry.spec().name());
    }
}
