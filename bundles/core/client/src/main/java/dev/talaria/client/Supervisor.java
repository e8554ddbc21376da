package dev.talaria.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the process that starts the instance of a home again; one that ends when it is idle has none. */
final class Supervisor {
    private static final String MAIN_CLASS = "dev.talaria.launcher.supervisor.Supervisor";

    private Supervisor() {}

    /** By its pid file, unless the number is another process's by now. */
    static Optional<ProcessHandle> of(Path home) {
        try {
            String pid = Files.readString(home.resolve("run").resolve("supervisor.pid"), StandardCharsets.US_ASCII);
            return ProcessHandle.of(Long.parseLong(pid.strip())).filter(Supervisor::isOne);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isOne(ProcessHandle process) {
        return process.isAlive() && process.info().commandLine().orElse("").contains(MAIN_CLASS);
    }
}
