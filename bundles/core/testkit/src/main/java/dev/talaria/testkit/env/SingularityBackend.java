package dev.talaria.testkit.env;

import java.nio.file.Path;
import java.util.Optional;

/** {@code apptainer} and an image, as {@code itests/env/singularity.sh prepare} makes them. */
public final class SingularityBackend implements Backend {
    private static final String SCRIPT = "singularity.sh";

    @Override
    public String name() {
        return "singularity";
    }

    @Override
    public Optional<String> missing() {
        Optional<Path> script = TestEnvironment.script(SCRIPT);
        return script.isEmpty()
                ? Optional.of("itests/env/" + SCRIPT + " is in no folder above this one.")
                : TestEnvironment.complaint(script.get().toString(), "check");
    }

    /** The folder of an image, a Debian with bash. */
    public static String image() {
        Path script = TestEnvironment.script(SCRIPT).orElseThrow();
        return TestEnvironment.answer(script.toString(), "image");
    }
}
