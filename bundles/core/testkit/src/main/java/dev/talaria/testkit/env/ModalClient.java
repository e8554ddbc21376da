package dev.talaria.testkit.env;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The official Python client of Modal, as {@code itests/env/modal.sh prepare} installs it. */
public final class ModalClient implements Backend {
    private static final String SCRIPT = "modal.sh";
    private static final String PROGRAM = "modal_client.py";

    @Override
    public String name() {
        return "python";
    }

    @Override
    public Optional<String> missing() {
        Optional<Path> script = TestEnvironment.script(SCRIPT);
        return script.isEmpty()
                ? Optional.of("itests/env/" + SCRIPT + " is in no folder above this one.")
                : TestEnvironment.complaint(script.get().toString(), "check");
    }

    /**
     * Runs {@code modal_client.py}, which works with the client against a server and compares our protocol with its own.
     *
     * @param environment names the server
     * @param descriptors of our protocol, as protoc writes them
     * @return what it said, which ends in {@code all ok} if all is well
     */
    public static String run(Map<String, String> environment, Path descriptors) throws InterruptedException {
        Path script = TestEnvironment.script(SCRIPT)
                .orElseThrow(() -> new IllegalStateException("no itests/env/" + SCRIPT + " above this folder"));
        Path program = script.resolveSibling(PROGRAM);
        List<String> words =
                new ArrayList<>(List.of(script.toString(), "run", program.toString(), descriptors.toString()));
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().putAll(environment);
            // Whoever tests may have an account of his own.
            builder.environment()
                    .put(
                            "MODAL_CONFIG_PATH",
                            Files.createTempFile("modal", ".toml").toString());
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
