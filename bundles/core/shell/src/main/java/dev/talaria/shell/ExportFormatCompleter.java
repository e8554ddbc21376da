package dev.talaria.shell;

import dev.talaria.api.session.ExportFormat;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes formats of exports. */
@Service
public final class ExportFormatCompleter extends NameCompleter {
    @Override
    Stream<String> names() {
        return Stream.of(ExportFormat.values()).map(ExportFormat::key);
    }
}
