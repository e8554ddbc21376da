package dev.talaria.sandbox.ssh;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The account that runs Talaria.
 *
 * @param agent the socket of its SSH agent
 */
record LocalAccount(String user, Path home, Optional<Path> agent) {
    static LocalAccount current() {
        String socket = System.getenv("SSH_AUTH_SOCK");
        return new LocalAccount(
                System.getProperty("user.name"),
                Path.of(System.getProperty("user.home")),
                socket == null || socket.isBlank() ? Optional.empty() : Optional.of(Path.of(socket)));
    }

    /** @param text absolute, or from {@code ~/} or the home directory on */
    Path file(String text) {
        return home.resolve(text.startsWith("~/") ? text.substring(2) : text);
    }
}
