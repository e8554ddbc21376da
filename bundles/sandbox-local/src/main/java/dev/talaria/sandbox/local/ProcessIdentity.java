package dev.talaria.sandbox.local;

import java.io.IOException;

/**
 * A process and no other that gets its number later.
 *
 * @param boot the start of the host that it belongs to
 * @param start as in {@link ProcessTable.Entry}
 */
record ProcessIdentity(String boot, long pid, long start) {

    boolean isAlive() throws IOException {
        return boot.equals(ProcessTable.boot())
                && ProcessTable.find(pid)
                        .filter(found -> found.start() == start)
                        .isPresent();
    }

    /** Whether its number is free, so that a process group of that number can only be its own. */
    boolean isUnused() throws IOException {
        return boot.equals(ProcessTable.boot()) && ProcessTable.find(pid).isEmpty();
    }
}
