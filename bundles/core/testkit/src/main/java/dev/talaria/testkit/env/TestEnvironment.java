package dev.talaria.testkit.env;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The scripts in {@code itests/env}, found from wherever in the source tree a test runs. */
final class TestEnvironment {
    private TestEnvironment() {}

    static Optional<Path> script(String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path script = folder.resolve("itests/env").resolve(name);
            if (Files.isExecutable(script)) {
                return Optional.of(script);
            }
        }
        return Optional.empty();
    }

    /** Runs a quick command. Empty: it went well. Else what it said. */
    static Optional<String> complaint(String... command) {
        Said said = say(command);
        return said.code() == 0 ? Optional.empty() : Optional.of(said.text());
    }

    /** What a quick command says, which goes well. */
    static String answer(String... command) {
        Said said = say(command);
        if (said.code() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + said.text());
        }
        return said.text();
    }

    private record Said(int code, String text) {}

    private static Said say(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), said.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command[0], e);
        }
    }
}
