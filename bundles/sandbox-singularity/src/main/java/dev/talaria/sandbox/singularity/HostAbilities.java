package dev.talaria.sandbox.singularity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What this host lets its users do. */
final class HostAbilities {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    private HostAbilities() {}

    static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Why memory and processors cannot be limited; empty if they can, as far as can be seen. */
    static Optional<String> limits(Map<String, String> environment) {
        boolean unified = Files.exists(GROUPS.resolve("cgroup.controllers"));
        if (isRoot()) {
            boolean there = unified || Files.isWritable(GROUPS.resolve("memory"));
            return there ? Optional.empty() : Optional.of("control groups are not mounted at " + GROUPS);
        }
        if (!unified) {
            return Optional.of(
                    "without root they need control groups of version 2, and this host has version 1 or none");
        }
        return environment.containsKey("XDG_RUNTIME_DIR") && environment.containsKey("DBUS_SESSION_BUS_ADDRESS")
                ? Optional.empty()
                : Optional.of("without root they need a systemd session of the user, and Talaria runs in none"
                        + " (XDG_RUNTIME_DIR and DBUS_SESSION_BUS_ADDRESS are not set)");
    }

    /** Why a user without rights has no user namespaces; empty if there are some. */
    static Optional<String> userNamespaces() {
        if (isZero("/proc/sys/user/max_user_namespaces")) {
            return Optional.of("user.max_user_namespaces is 0");
        }
        return isZero("/proc/sys/kernel/unprivileged_userns_clone")
                ? Optional.of("kernel.unprivileged_userns_clone is 0")
                : Optional.empty();
    }

    private static boolean isZero(String file) {
        try {
            return Files.readString(Path.of(file)).strip().equals("0");
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a user has numbers of users of its own to give inside. */
    static boolean hasSubordinateIds(String user) {
        try {
            return Files.readAllLines(Path.of("/etc/subuid")).stream().anyMatch(line -> line.startsWith(user + ":"));
        } catch (IOException e) {
            return false;
        }
    }

    static boolean hasFuse() {
        Path device = Path.of("/dev/fuse");
        return Files.isReadable(device) && Files.isWritable(device);
    }
}
