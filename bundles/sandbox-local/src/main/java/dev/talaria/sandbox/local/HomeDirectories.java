package dev.talaria.sandbox.local;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where sandboxes keep what outlives them.
 *
 * @param home the directory of Talaria's data
 */
record HomeDirectories(Path home) {
    /** The framework property that names the home. */
    static final String PROPERTY = "talaria.home";

    static HomeDirectories of(@Nullable String configured) {
        return new HomeDirectories(
                configured == null || configured.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".talaria")
                        : Path.of(configured).toAbsolutePath());
    }

    /** One directory for each detached command of the sandbox. */
    Path processes(String sandbox) {
        // Starts with no dot, so that no id of a sandbox leads elsewhere.
        return home.resolve("run/processes").resolve("of-" + URLEncoder.encode(sandbox, StandardCharsets.UTF_8));
    }

    /** One file for each shell of the sandbox that goes on. */
    Path shells(String sandbox) {
        return home.resolve("cache/shells").resolve("of-" + URLEncoder.encode(sandbox, StandardCharsets.UTF_8));
    }

    /** What the confined commands of the sandbox write besides their workspaces. */
    Path confined(String sandbox) {
        return home.resolve("cache/confined").resolve("of-" + URLEncoder.encode(sandbox, StandardCharsets.UTF_8));
    }

    Path scratch() {
        return home.resolve("cache/terminal-output");
    }
}
