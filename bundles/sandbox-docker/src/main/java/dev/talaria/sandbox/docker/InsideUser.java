package dev.talaria.sandbox.docker;

import java.util.Set;

/**
 * Who runs commands inside.
 *
 * @param name a name or a number, perhaps with a group after a colon; empty for root
 */
record InsideUser(String name) {
    /** As an exec names it; empty for the container's own user, which is root. */
    String forExec() {
        return isRoot() ? "" : name;
    }

    boolean isRoot() {
        return name.isEmpty() || Set.of("0", "root").contains(name.split(":")[0]);
    }

    /** The home directory; a user of whom the image knows nothing would have none. */
    String home() {
        return isRoot() ? "/root" : "/home/talaria";
    }
}
