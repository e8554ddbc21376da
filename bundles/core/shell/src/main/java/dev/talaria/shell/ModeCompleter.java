package dev.talaria.shell;

import dev.talaria.api.approval.ApprovalMode;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the modes of approval. */
@Service
public final class ModeCompleter extends NameCompleter {
    @Override
    Stream<String> names() {
        return Stream.of(ApprovalMode.values()).map(ApprovalMode::word);
    }
}
