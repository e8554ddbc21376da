package dev.talaria.testkit.env;

import java.nio.file.Path;
import java.util.Optional;

/** {@code bwrap}, and the right to use it, as {@code itests/env/bubblewrap.sh} prepares and looks. */
final class BubblewrapBackend implements Backend {
    private static final String SCRIPT = "bubblewrap.sh";

    @Override
    public String name() {
        return "bubblewrap";
    }

    @Override
    public Optional<String> missing() {
        Optional<Path> script = TestEnvironment.script(SCRIPT);
        return script.isEmpty()
                ? Optional.of("itests/env/" + SCRIPT + " is in no folder above this one.")
                : TestEnvironment.complaint(script.get().toString(), "check");
    }
}
