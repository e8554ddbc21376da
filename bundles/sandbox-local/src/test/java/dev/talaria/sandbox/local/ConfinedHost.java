package dev.talaria.sandbox.local;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Confined sandboxes, and their processes as the host sees them. */
final class ConfinedHost {
    private ConfinedHost() {}

    static LocalSandboxProvider provider(Path home, Path workspace, String profile) {
        Map<String, Object> properties =
                Map.of("confinement", profile, "workspaces", new String[] {workspace.toString()});
        return new LocalSandboxProvider(new HomeDirectories(home), System.getenv(), properties);
    }

    static Sandbox open(LocalSandboxProvider provider) {
        return provider.open(new SandboxSpec("box", "local"), line -> {}, new CancellationSource());
    }

    /** A process with this number in a namespace of its own, in this directory. */
    static boolean isAlive(long pid, Path directory) {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (is(process, pid, directory)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean is(Path process, long pid, Path directory) {
        try {
            String status = Files.readString(process.resolve("status"));
            return status.matches("(?s).*\nNSpid:\t\\d+\t(?:\\d+\t)*" + pid + "\n.*")
                    && !status.contains("\nState:\tZ")
                    && Files.readSymbolicLink(process.resolve("cwd")).startsWith(directory);
        } catch (IOException e) {
            return false;
        }
    }
}
