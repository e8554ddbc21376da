package dev.talaria.shell.attach;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the server finds commands. */
@FunctionalInterface
interface ClientCommands {
    /** @return null if there is none of that name now */
    @Nullable
    ClientCommand find(String name);

    /** What keeps commands from being there, each with what to do; none if nothing is known. */
    default List<String> obstacles() {
        return List.of();
    }
}
