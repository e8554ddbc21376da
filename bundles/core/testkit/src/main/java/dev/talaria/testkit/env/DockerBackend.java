package dev.talaria.testkit.env;

import java.nio.file.Path;
import java.util.Optional;

/** Whether {@code itests/env/docker.sh} has what it needs. */
final class DockerBackend implements Backend {
    private static final String SCRIPT = "docker.sh";

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public Optional<String> missing() {
        Optional<Path> script = TestEnvironment.script(SCRIPT);
        return script.isEmpty()
                ? Optional.of("itests/env/" + SCRIPT + " is in no folder above this one.")
                : TestEnvironment.complaint(script.get().toString(), "check");
    }
}
