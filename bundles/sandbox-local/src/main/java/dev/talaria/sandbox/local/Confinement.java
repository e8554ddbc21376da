package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a sandbox's commands, and its files, may see and change of the host.
 *
 * @param profile in what way
 * @param rules for trees of the host; of those above a path the deepest counts
 * @param prefix words before those of a command
 * @param directory where commands begin that name none; empty if whoever starts one says where
 */
record Confinement(Profile profile, List<Rule> rules, List<String> prefix, String directory) {
    static final Confinement NONE = new Confinement(Profile.NONE, List.of(), List.of(), "");

    /** Where sockets and agents of the host are: of no use inside, or not wanted there. */
    private static final Set<String> HOST_VARIABLES = Set.of(
            "SSH_AUTH_SOCK",
            "SSH_AGENT_PID",
            "GPG_AGENT_INFO",
            "GNOME_KEYRING_CONTROL",
            "DBUS_SESSION_BUS_ADDRESS",
            "DBUS_SYSTEM_BUS_ADDRESS",
            "XDG_RUNTIME_DIR",
            "DOCKER_HOST",
            "CONTAINER_HOST",
            "CONTAINERD_ADDRESS",
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "XAUTHORITY",
            "TMPDIR",
            "TMP",
            "TEMP");

    Confinement {
        rules = List.copyOf(rules);
        prefix = List.copyOf(prefix);
    }

    /** How far commands are confined, from not at all to least. */
    enum Profile {
        NONE,
        RESTRICTED,
        WORKSPACE,
        NETWORK
    }

    boolean isConfined() {
        return profile != Profile.NONE;
    }

    /** The words that run the given ones inside. */
    List<String> around(List<String> words) {
        if (prefix.isEmpty()) {
            return words;
        }
        List<String> all = new ArrayList<>(prefix);
        all.addAll(words);
        return all;
    }

    /** Whether commands see this variable of the host. */
    boolean passes(String variable) {
        return !isConfined() || !HOST_VARIABLES.contains(variable);
    }

    /** Whether commands see what the host has at this real path. */
    boolean isVisible(Path path) {
        return !isConfined() || rule(path).shows(path);
    }

    boolean isWritable(Path path) {
        return !isConfined() || rule(path).kind() == Rule.Kind.WRITE;
    }

    private Rule rule(Path path) {
        Rule deepest = new Rule(Path.of("/"), Rule.Kind.READ);
        for (Rule rule : rules) {
            if (path.startsWith(rule.path())
                    && rule.path().getNameCount() >= deepest.path().getNameCount()) {
                deepest = rule;
            }
        }
        return deepest;
    }

    /** What policy believes: what is written in a workspace is written on the host. */
    Isolation isolation(List<Path> workspaces) {
        return switch (profile) {
            case NONE -> Isolation.NONE;
            // All of the host can be read in it, so that policy is the host's.
            case RESTRICTED -> new Isolation(true, false, List.of("/"));
            case WORKSPACE, NETWORK ->
                new Isolation(
                        true,
                        profile == Profile.NETWORK,
                        workspaces.stream().map(Path::toString).toList());
        };
    }

    static SandboxException failure(String what, String remedy) {
        return new SandboxException(SandboxException.Code.CANNOT_START, what, remedy, null);
    }
}
