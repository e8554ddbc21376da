package dev.talaria.testkit.env;

import java.io.UncheckedIOException;
import java.util.Optional;

/** {@code strace}, and the right to use it: some containers forbid ptrace. */
final class StraceBackend implements Backend {
    @Override
    public String name() {
        return "strace";
    }

    @Override
    public Optional<String> missing() {
        try {
            return TestEnvironment.complaint("strace", "-f", "-o", "/dev/null", "-e", "trace=fsync", "true")
                    .map(said -> "strace cannot trace here (" + said + "). Allow ptrace.");
        } catch (UncheckedIOException e) {
            return Optional.of("There is no strace (" + e.getCause().getMessage() + "). Install the package strace.");
        }
    }
}
