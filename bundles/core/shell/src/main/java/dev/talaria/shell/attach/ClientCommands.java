package dev.talaria.shell.attach;

import org.jspecify.annotations.Nullable;

/** Where the server finds commands. */
@FunctionalInterface
interface ClientCommands {
    /** @return null if there is none of that name now */
    @Nullable
    ClientCommand find(String name);
}
