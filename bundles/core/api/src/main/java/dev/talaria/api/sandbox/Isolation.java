package dev.talaria.api.sandbox;

import java.util.List;

/**
 * How far a sandbox keeps what runs in it away from the host. An input to policy.
 *
 * @param isolated whether programs in it cannot reach the host, apart from the trees below
 * @param network whether programs in it can reach a network
 * @param hostTrees absolute directories in the sandbox that are the host's own (bind mounts), where policy is the host's
 */
public record Isolation(boolean isolated, boolean network, List<String> hostTrees) {
    /** The host itself, or another one that matters as much. */
    public static final Isolation NONE = new Isolation(false, true, List.of());

    public Isolation {
        hostTrees = List.copyOf(hostTrees);
    }

    /** With a network. */
    public Isolation(boolean isolated, List<String> hostTrees) {
        this(isolated, true, hostTrees);
    }
}
