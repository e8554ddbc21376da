package dev.talaria.sandbox.docker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something of outside that is seen inside.
 *
 * @param source an absolute path of the daemon's host, or the name of a volume
 * @param inside an absolute path
 */
record Mount(String source, String inside, boolean readOnly) {
    private static final List<Path> SOCKETS = List.of(
            Path.of("/var/run/docker.sock"),
            Path.of("/run/docker.sock"),
            Path.of("/run/containerd/containerd.sock"),
            Path.of("/run/podman/podman.sock"));

    private static final Pattern TEXT = Pattern.compile("([^:]+):(/[^:]*)(:ro|:rw)?");

    /** @param text {@code source:/inside}, {@code :ro} after it if nothing may be written */
    static Optional<Mount> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new Mount(parts.group(1), parts.group(2), ":ro".equals(parts.group(3))))
                : Optional.empty();
    }

    /** Whether it shows the socket of a daemon inside, which is as good as being root on the host. */
    boolean showsDaemon() {
        Path path = Path.of(source).normalize();
        return SOCKETS.stream().anyMatch(socket -> socket.startsWith(path));
    }

    @Override
    public String toString() {
        return source + ":" + inside + (readOnly ? ":ro" : "");
    }
}
