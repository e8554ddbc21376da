package dev.talaria.shell;

import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.Checkpoints;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Completes the ids of checkpoints. */
@Service
public final class CheckpointCompleter extends NameCompleter {
    @Reference(optional = true)
    @Nullable
    Checkpoints checkpoints;

    @Override
    Stream<String> names() {
        return checkpoints == null
                ? Stream.empty()
                : checkpoints.list(Optional.empty()).stream().map(Checkpoint::id);
    }
}
