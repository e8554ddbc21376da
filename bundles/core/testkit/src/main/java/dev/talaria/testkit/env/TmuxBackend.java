package dev.talaria.testkit.env;

import java.nio.file.Path;
import java.util.Optional;

/** {@code tmux}, as {@code itests/env/tmux.sh} prepares and looks. */
final class TmuxBackend implements Backend {
    private static final String SCRIPT = "tmux.sh";

    @Override
    public String name() {
        return "tmux";
    }

    @Override
    public Optional<String> missing() {
        Optional<Path> script = TestEnvironment.script(SCRIPT);
        return script.isEmpty()
                ? Optional.of("itests/env/" + SCRIPT + " is in no folder above this one.")
                : TestEnvironment.complaint(script.get().toString(), "check");
    }
}
